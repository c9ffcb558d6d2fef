{#-
    Statistics of the raw tables, taken before a build: a load has just filled them, and a planner that believes them
    empty joins the views over them row by row.
-#}
{% macro analyze_raw() -%}
    do $$
    begin
        if to_regclass('raw.document_row') is not null then
            analyze raw.document, raw.statement, raw.document_row;
        end if;
    end
    $$
{%- endmacro %}
