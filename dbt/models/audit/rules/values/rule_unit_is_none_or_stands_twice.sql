-- What stands as unit is none (全年), stands in the value as well (≥60% beside %), differs from the one in the value (28.8万元
-- beside %), or stands beside a word (保障 beside %).
with doubts as (select * from {{ ref('doubts') }}),

targets as (select * from {{ ref('targets_compared') }}),

parted as (
    select
        targets.*,
        substring(targets.value_cell from '[0-9]([^0-9.]+)$') as value_unit
    from targets
    where targets.unit_cell <> '' and {{ doubted_only_for('targets', ['unit_contradicted']) }}
),

judged as (
    select
        *,
        case
            when dimension = 'pseudo' and unit_cell = unit_filed then 'none'
            when confidence = 'doubtful' and value_unit <> unit_cell then 'other'
            when confidence = 'doubtful' or dimension = 'unmapped' then null
            when value_unit = unit_cell then 'twice'
            when
                target_kind = 'qualitative' and value_cell ~ '^[一-龥]+$'
                and coalesce(qualitative_class, '') <> 'zero'
                then 'beside_words'
        end as fault
    from parted
),

found as (
    select
        {{ found_in_row('target_no', without=['expected', 'difference']) }},
        target_filed as filed,
        format(
            case fault
                when 'none' then '指标“%1$s”的单位栏填“%3$s”，不是计量单位'
                when 'other' then '指标“%1$s”的指标值“%2$s”与单位栏的“%3$s”不是同一单位'
                when 'twice' then '指标“%1$s”的指标值“%2$s”已带单位，单位栏又填“%3$s”'
                else '指标“%1$s”的指标值“%2$s”是文字，单位栏却填“%3$s”'
            end,
            indicator_name, value_cell, unit_cell
        ) as message_zh,
        format(
            case fault
                when 'none' then 'What is filed as the unit of “%1$s”, “%3$s”, is none'
                when 'other' then 'The value of “%1$s”, “%2$s”, has another unit than its cell, “%3$s”'
                when 'twice' then 'The value of “%1$s”, “%2$s”, has its unit, which its cell, “%3$s”, repeats'
                else 'The target of “%1$s” is the word “%2$s”, yet its unit is “%3$s”'
            end,
            indicator_name, value_cell, unit_cell
        ) as message_en
    from judged
    where fault is not null
)

select * from found
