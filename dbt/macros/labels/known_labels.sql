{#- Labels of a synonym seed by their key, and their beginnings where only one meaning begins so: a page cuts labels
    (预算批, 年末结转结). In: CTE of the seed with columns label and is_total, name of its code column. Out: a select of
    label_key, the code, is_total; for a CTE. -#}
{% macro known_labels(synonyms, code) -%}
    with keyed as (
        select
            {{ label_key('label') }} as label_key,
            {{ code }},
            is_total
        from {{ synonyms }}
    ),

    beginnings as (
        select
            left(keyed.label_key, beginning_length) as label_key,
            min(keyed.{{ code }}) as {{ code }},
            bool_and(keyed.is_total) as is_total
        from keyed
        cross join lateral generate_series(3, length(keyed.label_key) - 1) as beginning_length
        group by left(keyed.label_key, beginning_length)
        having min(keyed.{{ code }}) = max(keyed.{{ code }})
    )

    select * from keyed
    union all
    select * from beginnings
    where label_key not in (select keyed.label_key from keyed)
{%- endmacro %}
