{#-
    The frame of what a rule ends in: where its findings stand. What it found it says itself, in the columns filed, expected,
    difference, message_zh and message_en.

    found_in_row         a finding on one row: columns row_no, line_from and line_to are that row's
    found_in_statement   a finding on a statement as a whole: line_from and line_to are the statement's

    In: element, an expression of what is meant in the row or statement, which tells apart several findings of one rule there;
    rows, an expression of the array of rows that a finding rests on, where it is not the row alone or none; line, the column
    of its one line, where that is less than the row; without, which of filed, expected and difference a rule has no use for.
    Out: columns statement_key, row_no, row_nos, element, line_from, line_to, and null for each of those without use.
-#}
{% macro found_in_row(element, rows='array[row_no]', line=none, without=[]) -%}
        statement_key,
        row_no,
        {{ rows }} as row_nos,
        ({{ element }})::text as element,
        {{ line or 'line_from' }} as line_from,
        {{ line or 'line_to' }} as line_to
        {{- nulls_for(without) }}
{%- endmacro %}

{% macro found_in_statement(element, rows='null::integer[]', without=[]) -%}
        statement_key,
        null::integer as row_no,
        {{ rows }} as row_nos,
        ({{ element }})::text as element,
        line_from,
        line_to
        {{- nulls_for(without) }}
{%- endmacro %}

{% macro nulls_for(columns) -%}
    {%- for column in columns -%}
        ,
        null::{{ 'numeric' if column == 'difference' else 'text' }} as {{ column }}
    {%- endfor %}
{%- endmacro %}
