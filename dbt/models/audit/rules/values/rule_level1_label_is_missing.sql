-- A run of rows has no level-1 label while other rows of the table have one: it is blank, or only a later row says it. In
-- text without cells nothing tells where a label stood.
with targets as (
    select
        *,
        level1_filed is null or coalesce(doubts ? 'level_displaced', false) as is_missing
    from {{ ref('targets_compared') }}
    where
        target_no = 1 and statement_kind <> 'narrative' and level2_filed is not null and has_cells
        and confidence <> 'doubtful'
        and not coalesce(doubts ?& array['cells_shifted', 'level_displaced'], false)
),

numbered as (
    select
        *,
        row_number() over (partition by statement_key order by row_no)
        - row_number() over (partition by statement_key, is_missing order by row_no) as run_no,
        bool_or(not is_missing) over (partition by statement_key) as is_named_elsewhere
    from targets
),

runs as (
    select
        statement_key,
        min(row_no) as row_no,
        array_agg(row_no) as row_nos,
        count(*) as targets,
        (array_agg(indicator_name order by row_no))[1] as first_name,
        (array_agg(indicator_name order by row_no desc))[1] as last_name,
        min(line_from) as line_from,
        max(line_to) as line_to
    from numbered
    where is_missing and is_named_elsewhere
    group by
        statement_key,
        run_no
),

found as (
    select
        {{ found_in_row("''", rows='row_nos', without=['filed', 'expected', 'difference']) }},
        concat(
            format('“%s”', first_name),
            case when targets > 1 then format('至“%s”共 %s 项指标', last_name, targets) end,
            '没有一级指标，表中其他指标有'
        ) as message_zh,
        concat(
            format('No level-1 label stands beside “%s”', first_name),
            case when targets > 1 then format(' and on to “%s”, %s in all', last_name, targets) end,
            ', while other indicators of the table have one'
        ) as message_en
    from runs
)

select * from found
