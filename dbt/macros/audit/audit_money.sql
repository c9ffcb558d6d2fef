{#-
    Money in findings.

    money_words        161.16 万元 or 3000 元, in the unit that the filing uses. In: expressions of yuan and of the unit filed.
    sum_tolerance      what sums may differ by: half a unit of the last filed digit for each addend, at least a hundredth of
                       the unit. In: columns digit_yuan and unit_yuan of the rows aggregated. Out: an expression of yuan.
    prior_year_parts   what forms ask about the budget of the year before: its name and a pattern for heads of it
-#}
{% macro money_words(yuan, unit) -%}
    case
        when {{ unit }} ~ '万' then trim_scale(round(({{ yuan }}) / 10000, 6))::text || ' 万元'
        else trim_scale({{ yuan }})::text || ' 元'
    end
{%- endmacro %}

{% macro sum_tolerance() -%}
    greatest(max(unit_yuan) * 0.01, 0.5 * min(digit_yuan) * count(*))
{%- endmacro %}

{% macro prior_year_parts() -%}
    (values ('预算批复数', '批复|批准'), ('预算调整数', '调整'), ('实际支出数', '实际|支出数'), ('年末结转结余', '结转|结余'))
{%- endmacro %}
