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
