-- A correction whose `filed` no longer stands in a loaded document corrects nothing: mend or drop it.
with corrections as (
    select * from {{ ref('int_corrections') }}
),

document_rows as (
    select * from {{ ref('stg_document_rows') }}
),

named as (
    select
        corrections.document_id,
        corrections.row_no,
        corrections.list_name,
        corrections.element_no,
        entry.key as field,
        entry.value ->> 'filed' as filed
    from corrections
    cross join lateral jsonb_each(corrections.by_field) as entry
)

select
    named.*,
    document_rows.fields
from named
left join document_rows
    on named.document_id = document_rows.document_id and named.row_no = document_rows.row_no
where
    named.filed is distinct from case
        when named.list_name = 'targets' and named.element_no = 1 then document_rows.fields ->> named.field
        when named.list_name = 'targets'
            then document_rows.fields #>> array['more', (named.element_no - 2)::text, named.field]
        else document_rows.fields #>> array[named.list_name, (named.element_no - 1)::text, named.field]
    end
