-- Less than half of a statement's targets, of six at least, can be measured: the others are words.
with targets as (select * from {{ ref('targets_compared') }}),

counted as (
    select
        statement_key,
        count(*) as targets,
        count(*) filter (where target_kind <> 'qualitative') as measurable,
        array_agg(distinct row_no) filter (where target_kind = 'qualitative') as row_nos,
        min(line_from) as line_from,
        max(line_to) as line_to
    from targets
    where target_kind is not null and statement_kind <> 'narrative'
    group by statement_key
    having count(*) >= 6 and count(*) filter (where target_kind <> 'qualitative') * 2 < count(*)
),

found as (
    select
        statement_key,
        null::integer as row_no,
        row_nos,
        'measurable' as element,
        measurable::text as filed,
        '>= ' || ((targets + 1) / 2)::text as expected,
        null::numeric as difference,
        format('%s 个指标中只有 %s 个可以衡量，其余为定性描述', targets, measurable) as message_zh,
        format('Of %s targets only %s can be measured, the others are words', targets, measurable)
            as message_en,
        line_from,
        line_to
    from counted
)

select * from found
