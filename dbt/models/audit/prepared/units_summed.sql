-- A figure of a department and the sum of the same figure of its units: same side, stage, source and category.
{{ config(materialized='view', schema='intermediate') }}

with units as (select * from {{ ref('units_compared') }}),

amounts as (
    select
        *,
        concat_ws('/', side, left(stage, 3), fund_source_code, category_code, is_total::text) as account
    from {{ ref('amounts_compared') }}
    where side in ('revenue', 'expenditure', 'prior_year') and is_sure and fund_source_code <> 'UNMAPPED'
),

parts as (
    select
        units.whole_key,
        amounts.account,
        count(*) as units,
        sum(amounts.amount_yuan) as parts,
        sum(amounts.digit_yuan) as digits,
        array_agg(amounts.row_no) as row_nos
    from units
    inner join amounts on units.part_key = amounts.statement_key
    group by
        units.whole_key,
        amounts.account
),

summed as (
    select
        wholes.*,
        parts.units,
        parts.parts,
        parts.row_nos,
        0.5 * (parts.digits + wholes.digit_yuan) as tolerance
    from parts
    inner join amounts as wholes on parts.whole_key = wholes.statement_key and parts.account = wholes.account
)

select * from summed
