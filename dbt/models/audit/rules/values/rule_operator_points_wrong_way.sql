-- A sign that was filed caps what should be reached, gives a floor to what should be limited, or fixes what may be better
-- than asked: satisfaction ≤ or =, a cost or a time limit ≥. The seed says which names mean what.
with directions as (select * from {{ ref('target_directions') }}),

targets as (
    select
        *,
        case when unit_filed is null then 'none' else dimension end as measured
    from {{ ref('targets_compared') }}
    where operator_source = 'filed' and confidence <> 'doubtful' and not is_growth
),

turned as (
    select
        targets.*,
        meant.expected,
        meant.reason_zh,
        meant.reason_en
    from targets
    inner join lateral (
        select directions.*
        from directions
        where
            targets.operator = any(string_to_array(directions.operators, ' '))
            and targets.bare_name ~ directions.name_pattern
            and targets.bare_name !~ directions.except_pattern
            and directions.level1_code in ('ANY', targets.level1_code)
            and array['ANY', targets.measured] && string_to_array(directions.dimensions, ' ')
            and (not directions.is_below_whole or targets.value * targets.factor_to_base < 1)
        order by directions.direction_no
        limit 1
    ) as meant on true
),

found as (
    select
        {{ found_in_row('target_no', without=['difference']) }},
        target_filed as filed,
        expected,
        format('指标“%s”的指标值 %s %s', indicator_name, target_words, reason_zh) as message_zh,
        format('The target of “%s”, %s, %s', indicator_name, target_words, reason_en)
            as message_en
    from turned
)

select * from found
