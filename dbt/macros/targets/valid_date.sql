{#- The date of year, month and day, null where there is no such day: a 31st of November is never rolled over.
    `day` null means the last day of the month. In: expressions of integers. Out: an expression of date. -#}
{% macro valid_date(year, month, day) -%}
    case
        when {{ year }} between 1 and 9999 and {{ month }} between 1 and 12
            and coalesce({{ day }}, 1) between 1 and {{ days_in_month(year, month) }}
            then make_date({{ year }}, {{ month }}, coalesce({{ day }}, {{ days_in_month(year, month) }}))
    end
{%- endmacro %}

{% macro days_in_month(year, month) -%}
    extract(day from make_date({{ year }}, {{ month }}, 1) + interval '1 month - 1 day')::integer
{%- endmacro %}
