{#- The time a target is for, by the head of its value column; for a left lateral join.
    In: expression of the head; CTE target_periods. Out: a select of at most one row, column target_period. -#}
{% macro target_period(head) -%}
select periods.target_period
from target_periods as periods
where {{ folded_text(head) }} ~ periods.period_pattern
order by periods.priority
limit 1
{%- endmacro %}
