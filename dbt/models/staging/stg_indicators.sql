-- The fields of a row state its first target; each element of `more` states a further one, complete in itself.
with source as (select * from {{ source('raw', 'document_row') }}),

documents as (select * from {{ source('raw', 'document') }}),

statements as (select * from {{ source('raw', 'statement') }}),

renamed as (
    select
        source.document_id,
        documents.load_id,
        source.statement_no,
        source.row_no,
        targets.target_no,
        statements.fiscal_year,
        targets.fields ->> 'level1' as level1_filed,
        targets.fields ->> 'level2' as level2_filed,
        targets.fields ->> 'name' as indicator_name,
        targets.fields ->> 'description' as description_filed,
        targets.fields ->> 'content' as content_filed,
        targets.fields ->> 'period' as period_filed,
        targets.fields ->> 'place' as place_filed,
        targets.fields ->> 'operator' as operator_cell_filed,
        targets.fields ->> 'value' as value_cell_filed,
        targets.fields ->> 'unit' as unit_cell_filed,
        targets.fields ->> 'weight' as weight_filed,
        targets.fields ->> 'actual' as actual_filed,
        targets.fields ->> 'actual_unit' as actual_unit_filed,
        targets.fields ->> 'score' as score_filed,
        targets.fields ->> 'reason' as deviation_reason,
        targets.fields ->> 'note' as note,
        targets.fields ->> 'basis' as basis,
        targets.fields ->> 'standard' as standard,
        targets.fields ->> 'direction' as direction_filed,
        targets.fields -> 'reading' as reading,
        source.line_from,
        source.line_to
    from source
    inner join documents on source.document_id = documents.document_id
    left join statements
        on source.document_id = statements.document_id and source.statement_no = statements.statement_no
    cross join
        lateral (
            select
                1 as target_no,
                source.fields
            union all
            select
                more.place::integer + 1,
                more.fields
            from
                jsonb_array_elements(nullif(source.fields -> 'more', 'null'))
                with ordinality as more (fields, place)
        ) as targets
    where source.role = 'indicator' and documents.status = 'loaded'
)

select * from renamed
