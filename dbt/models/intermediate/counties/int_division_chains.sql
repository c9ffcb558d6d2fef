-- A division counts only if it descends from every division named before it in the text; the deepest one is meant,
-- of several the first. A name that several divisions share leaves several rows.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with tokens as (
    select * from {{ ref('int_division_tokens') }}
),

compared as (
    select
        later.evidence_text,
        later.starts_at,
        later.county_key,
        bool_or(
            earlier.county_code in (later.county_code, later.prefecture_code, later.province_code)
        ) as is_descended
    from tokens as later
    inner join tokens as earlier
        on later.evidence_text = earlier.evidence_text and later.starts_at > earlier.starts_at
    group by
        later.evidence_text,
        later.starts_at,
        later.county_key,
        earlier.starts_at
),

broken as (
    select distinct
        evidence_text,
        starts_at,
        county_key
    from compared
    where not is_descended
),

accepted as (
    select
        tokens.*,
        first_value(tokens.starts_at) over (
            partition by tokens.evidence_text order by tokens.depth desc, tokens.starts_at asc
        ) as chosen_start
    from tokens
    left join broken
        on
            tokens.evidence_text = broken.evidence_text
            and tokens.starts_at = broken.starts_at
            and tokens.county_key = broken.county_key
    where broken.county_key is null
),

chosen as (
    select * from accepted
    where starts_at = chosen_start
)

select * from chosen
