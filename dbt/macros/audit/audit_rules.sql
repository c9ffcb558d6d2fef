{#-
    The rules of the audit: a rule is a model rule_*.sql in the folder of its category, and what its yml says in meta.

    audit_rules        their codes, as the files stand: whoever starts dbt hands them in, for findings refers to each model
                       while dbt does not know yet which there are
    registered_rules   code, number, severity, category and texts of each, once dbt knows its models; none while it parses
    unread_rules       the codes of those that findings does not read
    text_literal       a text as SQL. In: a text, or nothing
-#}
{% macro audit_rules() -%}
    {{ return(env_var('FILINGS_RULES').split(',')) }}
{%- endmacro %}

{% macro registered_rules() -%}
    {%- set rules = [] -%}
    {%- for node in (graph | default({})).get('nodes', {}).values() -%}
        {%- if node.resource_type == 'model' and node.name.startswith('rule_') -%}
            {%- for word in ['severity', 'category', 'text_zh', 'text_en'] if not node.config.meta.get(word) -%}
                {%- do exceptions.raise_compiler_error(node.original_file_path ~ ': its yml lacks ' ~ word ~ ' in meta') -%}
            {%- endfor -%}
            {%- do rules.append(dict(node.config.meta, rule_code=node.name[5:], node_id=node.unique_id)) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(rules | sort(attribute='rule_code')) }}
{%- endmacro %}

{% macro unread_rules() -%}
    {%- set findings = (graph | default({})).get('nodes', {}).values() | selectattr('name', 'equalto', 'findings') | list -%}
    {%- set unread = [] -%}
    {%- for rule in registered_rules() if findings and rule.node_id not in findings[0].depends_on.nodes -%}
        {%- do unread.append(rule.rule_code) -%}
    {%- endfor -%}
    {{ return(unread) }}
{%- endmacro %}

{% macro text_literal(text) -%}
    {{ "'" ~ text | replace("'", "''") ~ "'" if text else 'null' }}::text
{%- endmacro %}
