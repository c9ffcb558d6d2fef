-- The name that the newest year uses stands for the agency; of several the longest.
with agencies as (
    select * from {{ ref('int_agencies') }}
),

statements as (
    select * from {{ ref('int_statements') }}
),

functions as (
    select * from {{ ref('int_agency_functions') }}
),

named as (
    select distinct on (agencies.agency_key)
        agencies.agency_key,
        agencies.agency_name,
        agencies.county_key,
        functions.function_code,
        functions.function_name_zh,
        functions.function_name_en,
        functions.function_class
    from agencies
    inner join statements
        on agencies.document_id = statements.document_id and agencies.statement_no = statements.statement_no
    inner join functions on agencies.name_in_division = functions.name_in_division
    order by
        agencies.agency_key asc,
        statements.year_key desc,
        length(agencies.agency_name) desc,
        agencies.agency_name asc,
        agencies.county_key desc
),

completed as (
    select * from named
    union all
    select
        0,
        '未注明',
        0,
        'OTH',
        '其他',
        'Other',
        '999'
)

select * from completed
