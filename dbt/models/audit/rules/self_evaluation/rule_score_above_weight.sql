-- A score is above the weight of its indicator. No tolerance: both are filed side by side.
with doubts as (select * from {{ ref('doubts') }}),

targets as (select * from {{ ref('targets_compared') }}),

trusted as (
    select * from targets
    where {{ doubted_only_for('targets', ['weight_implausible']) }}
),

exceeding as (
    select * from trusted
    where
        score > weight
),

found as (
    select
        {{ found_in_row('target_no') }},
        trim_scale(score)::text as filed,
        '<= ' || trim_scale(weight) as expected,
        score - weight as difference,
        format(
            '指标“%s”得分 %s 高于分值 %s，高 %s 分',
            indicator_name,
            trim_scale(score),
            trim_scale(weight),
            trim_scale(score - weight)
        ) as message_zh,
        format(
            '“%s” scores %s of %s, %s too many',
            indicator_name,
            trim_scale(score),
            trim_scale(weight),
            trim_scale(score - weight)
        ) as message_en
    from exceeding
)

select * from found
