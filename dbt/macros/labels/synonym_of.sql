{#- The row of a synonym seed for a label key: the label itself, else without its ending; for a lateral join.
    In: CTE of the seed with a column label, expression of a label_key. Out: a select of at most one row. -#}
{% macro synonym_of(synonyms, key) -%}
select synonyms.*
from {{ synonyms }} as synonyms
where synonyms.label in ({{ key }}, {{ label_stem(key) }})
order by synonyms.label = {{ key }} desc
limit 1
{%- endmacro %}
