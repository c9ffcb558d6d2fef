{#- Whether a reading is relied on, or doubted for no other reason than those that the rule itself speaks of.
    In: alias of a fact; codes of doubts; CTE doubts. Out: an expression of boolean. -#}
{% macro doubted_only_for(fact, codes) -%}
    (
        {{ fact }}.confidence <> 'doubtful'
        or not exists (
            select 1
            from doubts
            where
                doubts.confidence = 'doubtful'
                and doubts.code not in ('{{ codes | join("', '") }}')
                and strpos({{ fact }}.confidence_reason, doubts.reason_en) > 0
        )
    )
{%- endmacro %}
