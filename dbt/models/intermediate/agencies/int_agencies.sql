-- One agency whichever way it is called: the full name of its division, then the rest of its name.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with named as (
    select * from {{ ref('int_agencies_named') }}
    where agency_name is not null
),

matched as (
    select * from {{ ref('int_counties_matched') }}
),

heads as (
    select * from {{ ref('int_agency_heads') }}
),

parted as (
    select
        named.document_id,
        named.statement_no,
        named.agency_name as name_cleaned,
        coalesce(matched.county_key, 0) as county_key,
        coalesce(matched.county_code, '000000') as county_code,
        matched.county_name,
        case
            when heads.head_length is not null then substr(named.agency_name, heads.head_length + 1)
            -- 区卫生健康局: which district is known from elsewhere; 市场监督管理局 is no 市
            when matched.county_key is not null
                then regexp_replace(named.agency_name, '^[省市州盟县区旗](?![场政容民域直级])', '')
            else named.agency_name
        end as name_in_division
    from named
    left join matched
        on named.document_id = matched.document_id and named.statement_no = matched.statement_no
    left join heads
        on named.document_id = heads.document_id and named.statement_no = heads.statement_no
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
