-- In which cell of its row a name stands, and how far behind it the value does, beside where most rows of the table have them.
{{ config(materialized='view', schema='intermediate') }}

with document_rows as (
    select
        *,
        fields ->> 'name' as indicator_name,
        string_to_array(filed_text, E'\t') as cells
    from {{ ref('rows_compared') }}
    where role = 'indicator' and statement_kind <> 'narrative' and filed_text ~ E'\t'
),

named as (
    select
        *,
        array_position(cells, indicator_name) as name_at
    from document_rows
),

valued as (
    select
        *,
        array_position(cells, fields ->> 'value', name_at + 1) - name_at as value_after
    from named
    where name_at is not null
),

usual as (
    select
        statement_key,
        mode() within group (order by name_at) as usual_name_at,
        mode() within group (order by value_after) as usual_value_after
    from valued
    group by statement_key
),

placed as (
    select
        valued.statement_key,
        valued.row_no,
        valued.indicator_name,
        valued.filed_text,
        valued.line_from,
        valued.line_to,
        valued.name_at,
        valued.value_after,
        usual.usual_name_at,
        usual.usual_value_after,
        '' = any(valued.cells[1:valued.name_at - 1]) as keeps_blanks
    from valued
    inner join usual on valued.statement_key = usual.statement_key
)

select * from placed
