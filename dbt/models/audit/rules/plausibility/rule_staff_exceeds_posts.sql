-- More persons are employed than posts are approved, those beyond the establishment left out. It may be so; it asks for a reason.
with staffing as (
    select * from {{ ref('staffing_compared') }}
    where establishment > 0 and actual - coalesce(off_establishment, 0) > establishment
),

found as (
    select
        {{ found_in_statement("'actual'") }},
        actual::text as filed,
        '<= ' || (establishment + coalesce(off_establishment, 0))::text as expected,
        actual - coalesce(off_establishment, 0) - establishment as difference,
        format(
            '实有 %s 人，编制 %s 人%s，超编 %s 人', actual, establishment,
            '、编外 ' || off_establishment || ' 人', actual - coalesce(off_establishment, 0) - establishment
        ) as message_zh,
        format(
            '%s persons are employed on %s posts%s, %s too many', actual, establishment,
            ' and ' || off_establishment || ' beyond them',
            actual - coalesce(off_establishment, 0) - establishment
        ) as message_en
    from staffing
)

select * from found
