{#-
    The corrected text of a filed column, or the filed text where no correction matches it.

    `corrections` is the alias of a left-joined `int_corrections`-like column: a jsonb object by field name whose
    entries hold `filed` and `corrected`. A correction is applied only while `filed` is what stands in the filing.
-#}
{% macro corrected(column, field, corrections='corrections.by_field') -%}
    case
        when {{ column }} = {{ corrections }} #>> '{ {{- field }},filed}'
            then {{ corrections }} #>> '{ {{- field }},corrected}'
        else {{ column }}
    end
{%- endmacro %}
