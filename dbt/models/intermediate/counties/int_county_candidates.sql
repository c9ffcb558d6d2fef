-- The divisions each piece of evidence may mean in the fiscal year: those in force, else those of the nearest period.
-- A province named by chance, as in the name of a firm, is weak: it says nothing of whose office this is.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with evidence as (
    select * from {{ ref('int_county_evidence') }}
),

chains as (
    select * from {{ ref('int_division_chains') }}
),

years as (
    select * from {{ ref('int_fiscal_years') }}
),

dated as (
    select
        evidence.document_id,
        evidence.statement_no,
        evidence.evidence_no,
        evidence.evidence,
        evidence.evidence_text,
        chains.county_key,
        chains.county_code,
        chains.county_name,
        chains.prefecture_code,
        chains.province_code,
        chains.valid_from_year,
        chains.depth = 1 and evidence.evidence_no > 1 as is_weak,
        case
            when years.year_key = 0 then 9999 - chains.valid_to_year
            else greatest(chains.valid_from_year - years.year_key, years.year_key - chains.valid_to_year, 0)
        end as years_apart
    from evidence
    inner join chains on evidence.evidence_text = chains.evidence_text
    inner join years
        on evidence.document_id = years.document_id and evidence.statement_no = years.statement_no
),

ranked as (
    select
        *,
        min(years_apart) over (
            partition by document_id, statement_no, evidence_no, evidence_text
        ) as least_apart,
        row_number() over (
            partition by document_id, statement_no, evidence_no, evidence_text, county_code
            order by years_apart asc, valid_from_year desc
        ) as preference
    from dated
),

nearest as (
    select * from ranked
    where years_apart = least_apart and preference = 1
)

select * from nearest
