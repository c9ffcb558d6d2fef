-- Two rows of one level-2 section carry the same name and nothing that tells them apart, and file different targets.
with targets as (
    select * from {{ ref('targets_compared') }}
    where
        statement_kind <> 'narrative' and target_filed <> '' and length(bare_name) > 3
        and confidence <> 'doubtful'
),

grouped as (
    select
        statement_key,
        bare_name,
        min(indicator_name) as indicator_name,
        jsonb_build_array(bare_name, level2_filed, description, period_filed, place_filed)::text as element,
        max(row_no) as row_no,
        array_agg(distinct row_no) as row_nos,
        string_agg(replace(target_filed, '|', ''), '、' order by row_no) as targets_filed,
        min(line_from) as line_from,
        max(line_to) as line_to
    from targets
    group by
        statement_key,
        bare_name,
        level2_filed,
        description,
        period_filed,
        place_filed
    having
        count(*) = count(distinct row_no)
        and count(*) > 1
        and count(distinct concat_ws('|', operator, value, unit_filed, qualitative_target, target_date)) > 1
),

found as (
    select
        {{ found_in_row('element', rows='row_nos', without=['expected', 'difference']) }},
        targets_filed as filed,
        format('指标“%s”在同一表中有不同的指标值：%s', indicator_name, targets_filed) as message_zh,
        format('“%s” has different targets in one statement: %s', indicator_name, targets_filed)
            as message_en
    from grouped
)

select * from found
