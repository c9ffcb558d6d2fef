-- The longest keyword in the name tells the function; of equals the one listed first.
with keywords as (
    select * from {{ ref('agency_function_keywords') }}
),

functions as (
    select * from {{ ref('agency_functions') }}
),

agencies as (
    select distinct name_in_division
    from {{ ref('int_agencies') }}
),

matched as (
    select distinct on (agencies.name_in_division)
        agencies.name_in_division,
        coalesce(keywords.function_code, 'OTH') as function_code
    from agencies
    left join keywords on position(keywords.keyword in agencies.name_in_division) > 0
    order by
        agencies.name_in_division asc,
        length(keywords.keyword) desc nulls last,
        keywords.priority asc
),

described as (
    select
        matched.name_in_division,
        functions.function_code,
        functions.name_zh as function_name_zh,
        functions.name_en as function_name_en,
        functions.func_class as function_class
    from matched
    inner join functions on matched.function_code = functions.function_code
)

select * from described
