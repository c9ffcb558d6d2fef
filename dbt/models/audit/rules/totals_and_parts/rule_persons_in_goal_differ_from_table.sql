-- The goal counts persons for something that an indicator of the statement names (有效促进411名劳动力稳定就业), the number stands nowhere
-- else in the statement, and the one head-count of the table is nearly the same, within a fifth.
with goals as (select * from {{ ref('goals_compared') }}),

targets as (select * from {{ ref('targets_compared') }}),

lines as (select * from {{ ref('lines_compared') }}),

told as (
    select
        goals.*,
        counted.match[1] as phrase,
        counted.match[2]::numeric as persons,
        counted.match[3] as purpose
    from goals
    cross join lateral regexp_matches(
        goals.folded_goal, '(?<![0-9.第])(([0-9]{2,7})(?:名|人)([一-龥]{4})[一-龥]{0,8})', 'g'
    ) as counted (match)
),

counts as (
    select
        statement_key,
        array_agg(distinct row_no) as row_nos,
        min(value) as persons
    from targets
    where dimension = 'persons' and confidence <> 'doubtful'
    group by statement_key
    having count(distinct value_base) = 1
),

compared as (
    select
        told.*,
        counts.row_nos,
        trim_scale(counts.persons) || '人' as persons_filed
    from told
    inner join counts on told.statement_key = counts.statement_key
    where
        told.persons <> counts.persons and told.persons between counts.persons * 0.8 and counts.persons * 1.2
        and exists (
            select 1 from targets
            where targets.statement_key = told.statement_key and strpos(targets.words, told.purpose) > 0
        )
        and (
            select sum(regexp_count(lines.line, '(?<![0-9.])' || told.persons || '(?![0-9.])'))
            from lines
            where lines.statement_key = told.statement_key
        ) = 1
),

found as (
    select
        {{ found_in_row('persons', rows='row_nos || row_no', without=['difference']) }},
        persons || '人' as filed,
        persons_filed as expected,
        format('绩效目标写“%s”，指标表中人数为 %s', phrase, persons_filed) as message_zh,
        format('The goal says “%s”, the table counts %s', phrase, persons_filed) as message_en
    from compared
)

select * from found
