-- What leaves staging: all but the persons to be called, and no number one could call.
with attributes as (
    select * from {{ ref('stg_attributes') }}
),

personal_attributes as (
    select * from {{ ref('personal_attributes') }}
),

corrections as (
    select * from {{ ref('int_corrections') }}
    where list_name = 'attributes'
),

keyed as (
    select
        *,
        {{ label_key('attribute_name') }} as label_key
    from attributes
),

kept as (
    select
        keyed.document_id,
        keyed.row_no,
        keyed.attribute_no,
        keyed.statement_no,
        {{ without_contacts('keyed.attribute_name') }} as attribute_name,
        keyed.label_key,
        {{ without_contacts(corrected('keyed.attribute_value', 'value')) }} as attribute_value,
        corrections.by_field is not null as is_corrected,
        keyed.line_from,
        keyed.line_to
    from keyed
    left join corrections
        on
            keyed.document_id = corrections.document_id
            and keyed.row_no = corrections.row_no
            and keyed.attribute_no = corrections.element_no
    where not {{ is_personal("coalesce(keyed.label_key, '')", 'personal_attributes') }}
)

select * from kept
