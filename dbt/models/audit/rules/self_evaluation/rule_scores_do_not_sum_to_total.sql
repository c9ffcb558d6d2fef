-- The scores of a self-evaluation, that of the execution rate with them, add up to another sum than the total that the form prints.
-- The weights must add up to the printed total of weights, or a row was not read.
with points as (
    select
        *,
        substring(attribute_value from '^[0-9]+\.?[0-9]*')::numeric as points
    from {{ ref('attributes_compared') }}
),

targets as (
    select
        statement_key,
        sum(score) as score,
        sum(weight) as weight,
        array_agg(distinct row_no) as row_nos
    from {{ ref('targets_compared') }}
    group by statement_key
    having count(*) = count(score) and count(*) = count(weight) and bool_and(confidence <> 'doubtful')
),

-- once, not for every statement
printed as materialized (
    select
        *,
        regexp_match(
            regexp_replace(regexp_replace(filed_text, '\t', '|', 'g'), '\s', '', 'g'),
            '(?:^|\|)(?:总分|总计|合计|自评总分|总得分)'
            || '\|+([0-9]{2,3}(?:\.[0-9]+)?)分?\|+([0-9]{1,3}(?:\.[0-9]+)?)分?(?:\||$)'
        )::numeric[] as totals
    from {{ ref('rows_compared') }}
    where filed_text ~ '总分|总计|合计|总得分'
),

attributes as (
    select
        statement_key,
        max(case when label_key = '得分' then points end) as score,
        max(case when label_key = '分值' then points end) as weight
    from points
    group by statement_key
),

compared as (
    select
        printed.*,
        targets.row_nos as used_row_nos,
        targets.score + coalesce(attributes.score, 0) as summed
    from printed
    inner join targets on printed.statement_key = targets.statement_key
    left join attributes on printed.statement_key = attributes.statement_key
    where
        targets.weight + coalesce(attributes.weight, 0) = printed.totals[1]
        and abs(targets.score + coalesce(attributes.score, 0) - printed.totals[2]) > 0.05
),

found as (
    select
        {{ found_in_row("'total'", rows='used_row_nos || row_no') }},
        totals[2]::text as filed,
        trim_scale(summed)::text as expected,
        totals[2] - summed as difference,
        format('总分 %s 分，各项得分之和 %s 分', totals[2], trim_scale(summed)) as message_zh,
        format('The total is %s, the scores add up to %s', totals[2], trim_scale(summed)) as message_en
    from compared
)

select * from found
