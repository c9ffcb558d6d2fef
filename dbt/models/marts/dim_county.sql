{{ config(
    materialized='incremental', incremental_strategy='append',
    on_schema_change='append_new_columns', pre_hook='{{ delete_all_rows() }}'
) }}

with counties as (
    select * from {{ ref('counties') }}
),

described as (
    select
        county_key,
        county_code,
        county_name,
        level,
        prefecture_code,
        prefecture_name,
        province_code,
        province_name,
        valid_from_year,
        valid_to_year
    from counties
)

select * from described
