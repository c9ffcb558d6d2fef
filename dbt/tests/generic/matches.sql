{#- Values of another form than the pattern allows: a slip in a list that people keep. -#}
{% test matches(model, column_name, pattern) %}
select {{ column_name }}
from {{ model }}
where {{ column_name }} !~ '{{ pattern }}'
{% endtest %}
