-- A run of rows has no level-1 label while other rows of the table have one: it is blank, or only a later row says it. In
-- text without cells nothing tells where a label stood.
with targets as (
    select
        *,
        level1_filed is null or coalesce(reading ? 'level_displaced', false) as is_missing
    from {{ ref('targets_compared') }}
    where
        target_no = 1 and statement_kind <> 'narrative' and level2_filed is not null and has_cells
        and confidence <> 'doubtful'
        and not coalesce(reading ?& array['cells_shifted', 'level_displaced'], false)
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
    group by statement_key, run_no
),

found as (
    select
        statement_key,
        row_no,
        row_nos,
        '' as element,
        null::text as filed,
        null::text as expected,
        null::numeric as difference,
        format('从“%s”到“%s”的 %s 项指标没有一级指标，表中其他指标有', first_name, last_name, targets) as message_zh,
        format(
            'From “%s” to “%s”, %s indicators have no level-1 label, which others of the table have',
            first_name, last_name, targets
        ) as message_en,
        line_from,
        line_to
    from runs
)

select * from found
