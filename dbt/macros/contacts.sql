{#-
    Numbers and addresses by which a person can be called or told from all others (numbers of identity cards and what has
    as many digits; no amount does). `contact_pattern` finds them (promise 7 is tested with it),
    `without_contacts` blots them out of free text; `mobile_pattern` finds those of one person. A figure followed by a unit
    or a decimal is no telephone number.
-#}
{% macro contact_pattern() -%}
    '(?<![0-9A-Za-z.])(\d{17}[0-9Xx]|1[3-9]\d{9}|0\d{2,3}[-—–]\d{7,8}|[A-Za-z0-9._+-]+@[A-Za-z0-9-]+\.[A-Za-z.]{2,})(?![0-9A-Za-z.%万亿元人])'
{%- endmacro %}

{% macro without_contacts(expression) -%}
    regexp_replace({{ expression }}, {{ contact_pattern() }}, '***', 'g')
{%- endmacro %}

{% macro mobile_pattern() -%}
    '(?<![0-9A-Za-z.])1[3-9]\d{9}(?![0-9A-Za-z.%万亿元人])'
{%- endmacro %}
