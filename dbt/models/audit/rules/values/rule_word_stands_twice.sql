-- A word of two characters stands twice in a row and ends there (成本成本), the first character of a word that the document knows is
-- doubled after a particle (对企企业), or a rate of completion completes twice (完成…完成率).
with texts as (select * from {{ ref('texts_compared') }}),

lines as (select * from {{ ref('lines_compared') }}),

worded as (
    select
        document_id,
        statement_key,
        row_no,
        place,
        words,
        line_from,
        line_to
    from texts
    union all
    select
        document_id,
        statement_key,
        row_no,
        'line ' || part_no,
        line,
        line_no as line_from,
        line_no as line_to
    from lines
    where role = 'narrative'
),

doubled as (
    select
        *,
        coalesce(
            substring(words from '([一-龥]{2})\1(?:[^一-龥]|的|$)'),
            case when place ~ 'name' then substring(words from '(完成)[^，。；、]{2,}\1率$') end
        ) as pair,
        regexp_match(words, '(?:^|[对把向在和与及的了将从给由按以并，。；、：:])([一-龥])\1([一-龥])') as halves
    from worded
),

judged as (
    select
        *,
        coalesce(pair, halves[1] || halves[2]) as word
    from doubled
    where
        pair is not null
        or (halves[1] !~ '[人处天年家户事层步时常往刚渐稳多好大深紧牢月日点件条个种样方面代村]' and halves[1] <> halves[2])
),

found as (
    select
        {{ found_in_row('place', without=['expected', 'difference']) }},
        left(words, 200) as filed,
        format('“%s”中“%s”重复', left(words, 60), word) as message_zh,
        format('“%s” stands twice in “%s”', word, left(words, 60)) as message_en
    from judged
    where
        pair is not null
        or (
            select sum(regexp_count(lines.line, '(?<!' || judged.halves[1] || ')' || judged.word))
            from lines
            where lines.document_id = judged.document_id
        ) > 2
)

select * from found
