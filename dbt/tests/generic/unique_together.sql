{#- Rows whose columns repeat another row's: the grain of the relation is not what its description says. -#}
{% test unique_together(model, column_names) %}
select {{ column_names | join(', ') }}
from {{ model }}
group by {{ column_names | join(', ') }}
having count(*) > 1
{% endtest %}
