-- One statement lists the same name under two level-2 classes, as an output and a benefit or as two benefits: the same thing
-- counts twice, or one name means two things.
with targets as (
    select * from {{ ref('targets_compared') }}
    where
        statement_kind <> 'narrative'
        and mapping_method in ('exact', 'variant')
        and length(bare_name) > 3
        and confidence <> 'doubtful'
),

grouped as (
    select
        statement_key,
        bare_name,
        min(indicator_name) as indicator_name,
        max(row_no) as row_no,
        array_agg(distinct row_no) as row_nos,
        string_agg(
            format(
                '“%s” %s', regexp_replace(level2_filed, '\s', '', 'g'),
                coalesce(nullif(target_words, ''), '（空）')
            ),
            '，' order by row_no, target_no
        ) as sections,
        min(line_from) as line_from,
        max(line_to) as line_to
    from targets
    group by
        statement_key,
        bare_name,
        period_filed,
        place_filed
    having count(distinct indicator_code) > 1
),

found as (
    select distinct on (statement_key, bare_name)
        {{ found_in_row('bare_name', rows='row_nos', without=['expected', 'difference']) }},
        sections as filed,
        format('指标“%s”在同一表内列在不同的二级指标下：%s', indicator_name, sections) as message_zh,
        format('“%s” stands in more than one section of this table: %s', indicator_name, sections)
            as message_en
    from grouped
    order by
        statement_key,
        bare_name,
        row_no
)

select * from found
