with indicators as (
    select * from {{ ref('indicators') }}
),

renamed as (
    select
        indicator_key,
        indicator_code,
        level1_code,
        level1_name_zh,
        level1_name_en,
        level2_name_zh,
        level2_name_en,
        generation,
        default_polarity,
        is_result
    from indicators
)

select * from renamed
