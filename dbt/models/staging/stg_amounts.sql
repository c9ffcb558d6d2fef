with source as (
    select * from {{ source('raw', 'document_row') }}
),

renamed as (
    select
        source.document_id,
        source.row_no,
        amounts.amount_no::integer as amount_no,
        source.statement_no,
        source.role,
        amounts.fields ->> 'item' as item_name,
        amounts.fields ->> 'content' as content,
        amounts.fields ->> 'fund_source' as fund_source_filed,
        amounts.fields ->> 'side' as side,
        amounts.fields ->> 'stage' as stage_filed,
        amounts.fields ->> 'amount' as amount_filed,
        amounts.fields ->> 'unit' as unit_filed,
        amounts.fields ->> 'change' as change_filed,
        coalesce((amounts.fields ->> 'has_parts') = 'true', false) as has_parts,
        -- what is said of a whole row holds for its amounts; the row of an indicator says it of its target
        {{ doubt_codes("amounts.fields -> 'doubts'") }}
        || case
            when source.role = 'indicator' then '[]'::jsonb
            else {{ doubt_codes("source.fields -> 'doubts'") }}
        end as doubts,
        source.line_from,
        source.line_to
    from source
    cross join
        lateral jsonb_array_elements(source.fields -> 'amounts')
        with ordinality as amounts (fields, amount_no)
    where source.fields ? 'amounts'
)

select * from renamed
