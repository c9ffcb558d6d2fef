{#- Names of the models rule_* that findings does not list, comma-separated; blank while dbt parses. -#}
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
