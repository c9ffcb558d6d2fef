with plans as (
    select * from {{ ref('five_year_plans') }}
),

years as (
    select generate_series as year_key from generate_series(2005, 2040)
    union all
    select 0
),

described as (
    select
        years.year_key,
        case when years.year_key > 0 then make_date(years.year_key, 1, 1) end as starts_on,
        case when years.year_key > 0 then make_date(years.year_key, 12, 31) end as ends_on,
        plans.name_zh as five_year_plan,
        plans.name_en as five_year_plan_en
    from years
    left join plans on years.year_key between plans.first_year and plans.last_year
)

select * from described
