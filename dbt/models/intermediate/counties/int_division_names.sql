with counties as (
    select * from {{ ref('counties') }}
    where level <> 'unmapped'
),

county_aliases as (
    select * from {{ ref('county_aliases') }}
),

named as (
    select
        county_name as division_name,
        county_key
    from counties
    union
    select
        county_aliases.alias,
        counties.county_key
    from county_aliases
    inner join counties on county_aliases.county_code = counties.county_code
),

divided as (
    select
        named.division_name,
        left(named.division_name, 2) as name_head,
        counties.county_key,
        counties.county_code,
        counties.county_name,
        counties.prefecture_code,
        counties.province_code,
        case counties.level when 'province' then 1 when 'prefecture' then 2 else 3 end as depth,
        counties.valid_from_year,
        coalesce(counties.valid_to_year, 9999) as valid_to_year
    from named
    inner join counties on named.county_key = counties.county_key
)

select * from divided
