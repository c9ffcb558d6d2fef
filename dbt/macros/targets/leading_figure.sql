{#- The figure of a short cell such as 21980人, 100% or (5分); null for words, dates and sentences.
    In: text as filed. Out: an expression of numeric. -#}
{% macro leading_figure(text) -%}
    substring(
        {{ normalised_text(text) }}
        from '^[(<>=~≥≤≧≦⩾⩽]*((?!(?:19|20)[0-9]{2}年)[+-]?[0-9]+(?:\.[0-9]+)?)(?:[^0-9]{0,8}|[^0-9]*m[23])$'
    )::numeric
{%- endmacro %}
