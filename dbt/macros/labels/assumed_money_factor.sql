{#- What an amount counts in yuan where a filing names no unit of money at all: the national forms are in 万元, and only
    whole yuan make figures of six digits and more. Such amounts are doubtful, and say so.
    In: a relation with amount, the three units, document_id and statement_no. Out: 10000, 1, or null where a unit is named. -#}
{% macro assumed_money_factor(amounts) -%}
case
    when coalesce({{ amounts }}.unit_filed, {{ amounts }}.unit_in_amount, {{ amounts }}.unit_of_statement) is null then
        case
            when
                max(abs({{ amounts }}.amount)) over (
                    partition by {{ amounts }}.document_id, {{ amounts }}.statement_no
                ) >= 100000 then 1
            else 10000
        end
end
{%- endmacro %}
