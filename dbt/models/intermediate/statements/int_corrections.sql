-- Only what still matches: a correction that no longer does leaves the fact as filed and is listed in audit.
with corrections as (
    select * from {{ ref('int_corrections_located') }}
    where fate = 'applied'
),

gathered as (
    select
        document_id,
        row_no,
        list_name,
        element_no,
        jsonb_object_agg(field_name, jsonb_build_object('filed', filed, 'corrected', corrected)) as by_field
    from corrections
    group by
        document_id,
        row_no,
        list_name,
        element_no
)

select * from gathered
