-- The fields of a row state its first target; each element of `more` states a further one, complete in itself.
with source as not materialized (select * from {{ source('raw', 'document_row') }}),

documents as (select * from {{ source('raw', 'document') }}),

statements as (select * from {{ source('raw', 'statement') }}),

stated as (
    select
        document_id,
        statement_no,
        row_no,
        1 as target_no,
        fields,
        line_from,
        line_to
    from source
    where role = 'indicator'
    union all
    select
        source.document_id,
        source.statement_no,
        source.row_no,
        more.place::integer + 1,
        more.fields,
        source.line_from,
        source.line_to
    from source
    cross join
        lateral jsonb_array_elements(nullif(source.fields -> 'more', 'null'))
        with ordinality as more (fields, place)
    where source.role = 'indicator' and source.fields ? 'more'
),

renamed as (
    select
        stated.document_id,
        documents.load_id,
        stated.statement_no,
        stated.row_no,
        stated.target_no,
        statements.fiscal_year,
        stated.fields ->> 'level1' as level1_filed,
        stated.fields ->> 'level2' as level2_filed,
        stated.fields ->> 'name' as name_filed,
        {{ without_ordinal("stated.fields ->> 'name'") }} as indicator_name,
        stated.fields ->> 'description' as description_filed,
        stated.fields ->> 'content' as content_filed,
        stated.fields ->> 'period' as period_filed,
        stated.fields ->> 'place' as place_filed,
        stated.fields ->> 'operator' as operator_cell_filed,
        stated.fields ->> 'value' as value_cell_filed,
        stated.fields ->> 'unit' as unit_cell_filed,
        stated.fields ->> 'weight' as weight_filed,
        stated.fields ->> 'actual' as actual_filed,
        stated.fields ->> 'actual_unit' as actual_unit_filed,
        stated.fields ->> 'score' as score_filed,
        stated.fields ->> 'reason' as deviation_reason,
        stated.fields ->> 'note' as note,
        stated.fields ->> 'basis' as basis,
        stated.fields ->> 'standard' as standard,
        stated.fields ->> 'direction' as direction_filed,
        stated.fields -> 'doubts' as doubts,
        stated.line_from,
        stated.line_to
    from stated
    inner join documents on stated.document_id = documents.document_id
    left join statements
        on stated.document_id = statements.document_id and stated.statement_no = statements.statement_no
    where documents.status = 'loaded'
)

select * from renamed
