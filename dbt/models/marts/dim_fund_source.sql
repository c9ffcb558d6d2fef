with fund_sources as (
    select * from {{ ref('fund_sources') }}
),

described as (
    select
        fund_source_key,
        fund_source_code,
        parent_code,
        name_zh,
        name_en,
        nature,
        origin_level,
        vintage
    from fund_sources
)

select * from described
