with units as (
    select * from {{ ref('units') }}
),

renamed as (
    select
        unit_key,
        unit_name,
        unit_code,
        dimension,
        base_unit,
        factor_to_base,
        is_exact
    from units
)

select * from renamed
