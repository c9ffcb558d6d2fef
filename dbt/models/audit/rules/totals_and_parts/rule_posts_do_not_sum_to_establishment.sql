-- Posts of civil servants and of public institutions, both filed, are not the posts approved. No tolerance: persons are counted.
with staffing as (
    select * from {{ ref('staffing_compared') }}
    where administrative + career <> establishment
),

found as (
    select
        {{ found_in_statement("'establishment'") }},
        establishment::text as filed,
        (administrative + career)::text as expected,
        establishment - administrative - career as difference,
        format(
            '编制人数 %s 人，行政编制 %s 人与事业编制 %s 人之和为 %s 人，差 %s 人',
            establishment, administrative, career, administrative + career,
            abs(establishment - administrative - career)
        ) as message_zh,
        format(
            '%s posts are approved; %s of officials and %s of institutions make %s, a difference of %s',
            establishment, administrative, career, administrative + career,
            abs(establishment - administrative - career)
        ) as message_en
    from staffing
)

select * from found
