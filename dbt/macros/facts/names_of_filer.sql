{#-
    Names in place of keys, the same in every current_* view.

    names_of_filer        columns: who filed, for which year, and what. In: CTEs statements, counties, agencies, joined.
    joined_to_its_filer   for use behind `from` and a fact: the joins of these three to it. In: alias of the fact.
-#}
{% macro names_of_filer() -%}
        counties.province_name,
        counties.prefecture_name,
        counties.county_name,
        agencies.agency_name,
        statements.year_key as fiscal_year,
        statements.statement_kind,
        statements.project_name
{%- endmacro %}

{% macro joined_to_its_filer(fact) -%}
    inner join statements
        on {{ fact }}.document_id = statements.document_id and {{ fact }}.statement_key = statements.statement_key
    inner join counties on {{ fact }}.county_key = counties.county_key
    inner join agencies on {{ fact }}.agency_key = agencies.agency_key
{%- endmacro %}
