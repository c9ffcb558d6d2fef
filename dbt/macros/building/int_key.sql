{#- A stable integer key of business text: the first 15 hex digits of its md5 as bigint. Null parts count as blank. -#}
{% macro int_key(expressions) -%}
    (
        'x' || left(md5(concat_ws(
            '|',
            {%- for expression in expressions %}
            coalesce(cast({{ expression }} as text), ''){{ "," if not loop.last }}
            {%- endfor %}
        )), 15)
    )::bit(60)::bigint
{%- endmacro %}
