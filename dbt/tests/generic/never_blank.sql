{#- Rows that leave one of these columns empty; one test a seed instead of one a column. -#}
{% test never_blank(model, column_names) %}
select *
from {{ model }}
where {% for column_name in column_names %}coalesce({{ column_name }}::text, '') = ''{{ " or " if not loop.last }}{% endfor %}
{% endtest %}
