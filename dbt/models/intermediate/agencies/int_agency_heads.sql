-- How many characters at the head of an agency's name are the divisions it belongs to, parents first.
with counties as (
    select * from {{ ref('int_counties_matched') }}
),

agencies as (
    select * from {{ ref('int_agencies_named') }}
),

tokens as (
    select distinct
        evidence_text,
        starts_at,
        name_length,
        county_code
    from {{ ref('int_division_tokens') }}
),

placed as (
    select distinct
        agencies.document_id,
        agencies.statement_no,
        tokens.starts_at,
        tokens.name_length
    from agencies
    inner join counties
        on agencies.document_id = counties.document_id and agencies.statement_no = counties.statement_no
    inner join tokens
        on
            agencies.agency_name = tokens.evidence_text
            and tokens.county_code in (counties.county_code, counties.prefecture_code, counties.province_code)
),

summed as (
    select
        *,
        sum(name_length) over (partition by document_id, statement_no order by starts_at) as length_so_far
    from placed
),

measured as (
    select
        document_id,
        statement_no,
        max(length_so_far)::integer as head_length
    from summed
    where length_so_far = starts_at + name_length - 1
    group by
        document_id,
        statement_no
)

select * from measured
