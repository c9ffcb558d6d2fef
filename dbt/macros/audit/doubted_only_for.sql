{#- Whether a reading is relied on, or doubted for no other reason than those that the rule itself speaks of.
    In: alias of a fact; codes of reading_reasons; CTE reading_reasons. Out: an expression of boolean. -#}
{% macro doubted_only_for(fact, codes) -%}
    (
        {{ fact }}.confidence <> 'doubtful'
        or not exists (
            select 1
            from reading_reasons
            where
                reading_reasons.confidence = 'doubtful'
                and reading_reasons.code not in ('{{ codes | join("', '") }}')
                and strpos({{ fact }}.confidence_reason, reading_reasons.reason_en) > 0
        )
    )
{%- endmacro %}
