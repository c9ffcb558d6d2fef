-- The weights of a self-evaluation, one on every target, come neither to 100 nor to 90 beside 10 for the execution rate, nor to
-- the total that the form prints. Sums far from these were not read whole and say nothing.
with targets as (select * from {{ ref('targets_compared') }}),

attributes as (
    select
        *,
        substring({{ folded_text('attribute_value') }} from '^([0-9]+(?:\.[0-9]+)?)分?$')::numeric as points
    from {{ ref('attributes_compared') }}
    where label_key ~ '^(总分|合计|总计|分值合计|合计得分)$'
),

summed as (
    select
        document_id,
        statement_no,
        statement_key,
        sum(weight) as weights,
        count(*) as indicators,
        array_agg(distinct row_no) as row_nos,
        min(line_from) as line_from,
        max(line_to) as line_to
    from targets
    where statement_kind <> 'narrative'
    group by
        document_id,
        statement_no,
        statement_key
    having
        count(weight) = count(*) and count(score) > 0 and bool_and(confidence <> 'doubtful')
        and sum(weight) between 80 and 120 and sum(weight) not in (90, 100)
),

found as (
    select
        {{ found_in_statement("'weights'", rows='row_nos') }},
        trim_scale(weights)::text as filed,
        '100 / 90' as expected,
        case when abs(weights - 100) < abs(weights - 90) then weights - 100 else weights - 90 end
            as difference,
        format('%s 个指标的分值之和为 %s 分，应为 100 分（另计预算执行率 10 分的为 90 分）', indicators, trim_scale(weights))
            as message_zh,
        format(
            'The weights of the %s targets come to %s, not to 100, or 90 beside the execution rate',
            indicators, trim_scale(weights)
        ) as message_en
    from summed
    where not exists (
        select 1
        from attributes
        where
            attributes.document_id = summed.document_id and attributes.statement_no = summed.statement_no
            and attributes.points = summed.weights
    )
)

select * from found
