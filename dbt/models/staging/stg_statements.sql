with source as (
    select * from {{ source('raw', 'statement') }}
),

renamed as (
    select
        document_id,
        statement_no,
        kind as statement_kind,
        title,
        agency as agency_filed,
        implementing_unit,
        project_name,
        fiscal_year,
        money_unit,
        line_from,
        line_to
    from source
)

select * from renamed
