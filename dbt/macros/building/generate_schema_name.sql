{#-
    Schemas are named as in the design (staging, seeds, …), without dbt's target prefix. What readers see is built beside, in
    marts_next and audit_next, and shown when all of it stands; with the variable `shown` dbt looks at what they see.
-#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- set name = (custom_schema_name or target.schema) | trim -%}
    {{ name ~ '_next' if name in ('marts', 'audit') and not var('shown', false) else name }}
{%- endmacro %}

{#- A relation as readers see it, which is as the last whole build left it; none where there is none. -#}
{% macro shown(schema, name) -%}
    {{ return(adapter.get_relation(target.database, schema, name) if execute else none) }}
{%- endmacro %}
