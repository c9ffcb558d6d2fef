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
        {{ found_in_statement("'measurable'", rows='row_nos', without=['difference']) }},
        measurable::text as filed,
        '>= ' || ((targets + 1) / 2)::text as expected,
        format('%s 个指标中只有 %s 个可以衡量，其余为定性描述', targets, measurable) as message_zh,
        format('Of %s targets only %s can be measured, the others are words', targets, measurable)
            as message_en
    from counted
)

select * from found
