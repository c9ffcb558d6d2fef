-- A share that cannot exceed the whole, such as satisfaction or a pass rate, is targeted above 100 %. Growth, completion,
-- execution and use may exceed it. A sign read as a figure (292% for ≥92%) gives the same, and the message says so.
with doubts as (select * from {{ ref('doubts') }}),

targets as (select * from {{ ref('targets_compared') }}),

trusted as (
    select * from targets
    where {{ doubted_only_for('targets', ['share_above_whole', 'sign_garbled']) }}
),

exceeding as (
    select * from trusted
    where
        dimension = 'ratio'
        and coalesce(value, lower_bound) * factor_to_base > 1
        and not is_growth
        and bare_name ~ '(率|度|比例|占比)$'
        and bare_name
        !~ '(增|升|降|减|超|完成|执行|利用|使用|周转|负债|控制|变动|产销|回报|收益|杠杆|流动|速动|倍|强度|密度|精度|湿度|温度|进度).*$'
),

found as (
    select
        {{ found_in_row('target_no') }},
        target_filed as filed,
        '<= 100%' as expected,
        trim_scale(coalesce(value, lower_bound) * factor_to_base * 100 - 100) as difference,
        format(
            '指标“%s”的指标值 %s 超过 100%%，请核对（首位数字也可能是误识的符号）', indicator_name, replace(target_filed, '|', '')
        ) as message_zh,
        format(
            'The target of “%s” is %s, above 100 %%; its first figure may be a garbled sign', indicator_name,
            replace(target_filed, '|', '')
        ) as message_en
    from exceeding
)

select * from found
