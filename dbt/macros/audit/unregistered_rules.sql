{#-
    Names of models, comma-separated; blank while dbt parses.

    unregistered_rules   the models rule_* that findings does not read
    rule_codes           the codes of all models rule_*
-#}
{% macro unregistered_rules() -%}
    {%- set nodes = (graph | default({})).get('nodes', {}).values() | list -%}
    {%- set findings = nodes | selectattr('name', 'equalto', 'findings') | list -%}
    {%- set names = [] -%}
    {%- for node in nodes if node.resource_type == 'model' and node.name.startswith('rule_') -%}
        {%- if findings and node.unique_id not in findings[0].depends_on.nodes -%}
            {%- do names.append(node.name) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- names | join(',') -}}
{%- endmacro %}

{% macro rule_codes() -%}
    {%- set names = [] -%}
    {%- for node in (graph | default({})).get('nodes', {}).values() -%}
        {%- if node.resource_type == 'model' and node.name.startswith('rule_') -%}
            {%- do names.append(node.name[5:]) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- names | join(',') -}}
{%- endmacro %}
