-- The surest evidence decides; where it is ambiguous, the one of its divisions that most of the other evidence names.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with candidates as (
    select * from {{ ref('int_county_candidates') }}
),

counties as (
    select * from {{ ref('counties') }}
),

ranked as (
    select
        *,
        rank() over (partition by document_id, statement_no order by is_weak, evidence_no) as surety
    from candidates
),

voted as (
    select
        ranked.document_id,
        ranked.statement_no,
        ranked.county_key,
        min(ranked.evidence) as county_evidence,
        count(distinct others.evidence_no || others.evidence_text) as votes
    from ranked
    inner join candidates as others
        on
            ranked.document_id = others.document_id
            and ranked.statement_no = others.statement_no
            and others.county_code in (ranked.county_code, ranked.prefecture_code, ranked.province_code)
    where ranked.surety = 1
    group by
        ranked.document_id,
        ranked.statement_no,
        ranked.county_key
),

led as (
    select
        *,
        rank() over (partition by document_id, statement_no order by votes desc) as place,
        count(*) over (partition by document_id, statement_no, votes) as contenders
    from voted
),

decided as (
    select
        led.document_id,
        led.statement_no,
        led.county_evidence,
        led.county_key,
        counties.county_code,
        counties.county_name,
        counties.prefecture_code,
        counties.province_code
    from led
    inner join counties on led.county_key = counties.county_key
    where led.place = 1 and led.contenders = 1
)

select * from decided
