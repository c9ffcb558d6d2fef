-- One agency whichever way it is called: the full name of its division, then the rest of its name.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with agencies as (
    select * from {{ ref('int_agencies_named') }}
    where agency_name is not null
),

counties as (
    select * from {{ ref('int_counties_matched') }}
),

heads as (
    select * from {{ ref('int_agency_heads') }}
),

parted as (
    select
        agencies.document_id,
        agencies.statement_no,
        agencies.agency_name as name_cleaned,
        coalesce(counties.county_key, 0) as county_key,
        coalesce(counties.county_code, '000000') as county_code,
        counties.county_name,
        case
            when heads.head_length is not null then substr(agencies.agency_name, heads.head_length + 1)
            -- 区卫生健康局: which district is known from elsewhere; 市场监督管理局 is no 市
            when counties.county_key is not null
                then regexp_replace(agencies.agency_name, '^[省市州盟县区旗](?![场政容民域直级])', '')
            else agencies.agency_name
        end as name_in_division
    from agencies
    left join counties
        on agencies.document_id = counties.document_id and agencies.statement_no = counties.statement_no
    left join heads
        on agencies.document_id = heads.document_id and agencies.statement_no = heads.statement_no
),

keyed as (
    select
        document_id,
        statement_no,
        county_key,
        county_code,
        name_in_division,
        {{ int_key(['county_code', 'name_in_division']) }} as agency_key,
        case
            when county_name is not null and name_in_division <> name_cleaned
                then county_name || name_in_division
            else name_cleaned
        end as agency_name
    from parted
)

select * from keyed
