-- A label lacks the last character of a known one, with or without 指标, and is no label itself: 持续发展能力指, 社会效. A label
-- that lacks more may be a short form (服务对象).
with level1_synonyms as (select * from {{ ref('indicator_level1_synonyms') }}),

level2_synonyms as (select * from {{ ref('indicator_level2_synonyms') }}),

targets as (
    select * from {{ ref('targets_compared') }}
    where statement_kind <> 'narrative' and has_cells and confidence <> 'doubtful'
),

known as (
    select label from level1_synonyms
    union
    select label from level2_synonyms
),

labels as (
    select
        targets.*,
        level_label.words as label
    from targets
    cross join
        lateral (
            values
            ({{ folded_text('targets.level1_filed') }}), ({{ folded_text('targets.level2_filed') }})
        ) as level_label (words)
    where length(level_label.words) > 2 and level_label.words not in (select known.label from known)
),

cut as (
    select
        labels.*,
        known.label || '指标' as whole_label
    from labels
    inner join known
        on
            starts_with(known.label || '指标', labels.label)
            and length(known.label) + 2 - length(labels.label) in (1, 3)
),

found as (
    select
        statement_key,
        min(row_no) as row_no,
        array_agg(distinct row_no) as row_nos,
        label as element,
        label as filed,
        min(whole_label) as expected,
        null::numeric as difference,
        format('指标级别名称“%s”不完整，应为“%s”', label, min(whole_label)) as message_zh,
        format('The label “%s” is cut short; it should read “%s”', label, min(whole_label)) as message_en,
        min(line_from) as line_from,
        (array_agg(line_to order by row_no))[1] as line_to
    from cut
    group by
        statement_key,
        label
)

select * from found
