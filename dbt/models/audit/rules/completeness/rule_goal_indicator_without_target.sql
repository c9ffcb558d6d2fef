-- A sub-goal names its indicators (绩效指标：到位率，完成率。), and no target of the document has that name or holds it in its own.
with lines as (
    select * from {{ ref('lines_compared') }}
    where role in ('narrative', 'attribute') and line ~ '^[\s|*]*绩效指标\s*[:：]\s*[^\s|]'
),

targets as (select * from {{ ref('targets_compared') }}),

promised as (
    select
        lines.*,
        named.name_no,
        regexp_replace(named.name, '\s', '', 'g') as name
    from lines
    cross join lateral regexp_split_to_table(
        regexp_replace(lines.line, '^[\s|*]*绩效指标\s*[:：]|[。|\s]*$', '', 'g'),
        '[，,；;。]|(?<=率|度|数|额|量)、'
    ) with ordinality as named (name, name_no)
),

missed as (
    select
        statement_key,
        row_no,
        part_no,
        line_no,
        count(*) as indicators,
        string_agg(name, '、' order by name_no) as names
    from promised
    where
        length(name) between 3 and 30
        and not (
            select coalesce(bool_or(strpos(targets.words, {{ folded_text('promised.name') }}) > 0), true)
            from targets
            where targets.document_id = promised.document_id
        )
    group by
        statement_key,
        row_no,
        part_no,
        line_no
),

found as (
    select
        {{ found_in_row('part_no', line='line_no', without=['expected', 'difference']) }},
        names as filed,
        format('分项目标列出的 %s 个指标在指标表中没有指标值：%s', indicators, names) as message_zh,
        format('No table gives a target for what the goal names, %s in all: %s', indicators, names)
            as message_en
    from missed
)

select * from found
