-- One table writes the same signs as >= and ≥, or as ≥ and ≧.
with targets as (
    select
        *,
        substring(normalize(concat_ws('|', operator_cell, value_cell), nfkc) from '[<>]=|[≥≤]|[≧≦]') as sign
    from {{ ref('targets_compared') }}
    where statement_kind <> 'narrative'
),

styled as (
    select
        *,
        case when sign ~ '=' then '>=、<=' when sign in ('≥', '≤') then '≥、≤' else '≧、≦' end as style
    from targets
    where sign is not null
),

counted as (
    select
        statement_key,
        style,
        count(*) as targets
    from styled
    group by
        statement_key,
        style
),

mixed as (
    select
        statement_key,
        string_agg(format('“%s” %s 处', style, targets), '，' order by targets desc, style asc) as styles_zh,
        string_agg(format('“%s” %s times', style, targets), ', ' order by targets desc, style asc)
            as styles_en
    from counted
    group by statement_key
    having count(*) > 1
),

found as (
    select
        styled.statement_key,
        min(styled.row_no) as row_no,
        array_agg(styled.row_no) as row_nos,
        '' as element,
        min(mixed.styles_zh) as filed,
        null::text as expected,
        null::numeric as difference,
        format('同一表内符号写法不一：%s', min(mixed.styles_zh)) as message_zh,
        format('Signs are written in more than one way in this table: %s', min(mixed.styles_en))
            as message_en,
        min(styled.line_from) as line_from,
        max(styled.line_to) as line_to
    from styled
    inner join mixed on styled.statement_key = mixed.statement_key
    group by styled.statement_key
)

select * from found
