-- The project is named for one population, and its goal or an indicator speaks of another of the same scheme and not of its own:
-- a text taken over from the other project. 城乡居民收入 is everybody's.
with statements as (
    select * from {{ ref('statements_compared') }}
    where statement_kind in ('project', 'transfer')
),

texts as (select * from {{ ref('texts_compared') }}),

populations as (
    select
        *,
        word || '(?!(人均|可支配|收入|生活|最低|消费|储蓄|健康))' as pattern
    from {{ ref('populations') }}
    where scheme <> ''
),

compared as (
    select
        texts.statement_key,
        texts.row_no,
        texts.place,
        texts.words,
        texts.line_from,
        texts.line_to,
        statements.project_name,
        own.population as own_population,
        min(other.population) as other_population
    from texts
    inner join statements on texts.statement_key = statements.statement_key
    inner join populations as own on statements.project_name ~ own.pattern
    inner join populations as other
        on
            own.scheme = other.scheme and own.population <> other.population
            and strpos(texts.words, other.word) > 0 and texts.words ~ other.pattern
    where
        not exists (
            select 1 from populations as named
            where
                named.scheme = own.scheme
                and (
                    (named.population = own.population and texts.words ~ named.pattern)
                    or (named.population = other.population and statements.project_name ~ named.pattern)
                )
        )
    group by
        texts.statement_key,
        texts.row_no,
        texts.place,
        texts.words,
        texts.line_from,
        texts.line_to,
        statements.project_name,
        own.population
),

found as (
    select distinct on (statement_key, row_no, place)
        {{ found_in_row('place', without=['difference']) }},
        words as filed,
        own_population as expected,
        format(
            '项目“%s”的%s“%s”说的是%s', project_name, case when place ~ 'goal' then '绩效目标' else '指标' end, words,
            other_population
        ) as message_zh,
        format('In “%s”, “%s” speaks of %s', project_name, words, other_population) as message_en
    from compared
    order by
        statement_key,
        row_no,
        place,
        own_population
)

select * from found
