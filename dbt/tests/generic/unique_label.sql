{#- Labels that are one label once folded (“三公”经费, 三公经费): two rows could map it two ways. -#}
{% test unique_label(model, column_name) %}
select {{ label_key(column_name) }} as label_key
from {{ model }}
group by 1
having count(*) > 1
{% endtest %}
