{{ config(
    materialized='incremental', incremental_strategy='append',
    on_schema_change='append_new_columns', pre_hook='{{ delete_all_rows() }}'
) }}

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
