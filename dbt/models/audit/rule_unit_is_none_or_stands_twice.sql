-- What stands as unit is none (全年), stands in the value as well (≥60% beside %), or stands beside a word (保障 beside %).
with targets as (
    select * from {{ ref('targets_compared') }}
    where unit_cell <> '' and confidence <> 'doubtful'
),

judged as (
    select
        *,
        case
            when dimension = 'pseudo' and unit_cell = unit_filed then 'none'
            when dimension = 'unmapped' then null
            when value_cell ~ '\d' and right(value_cell, length(unit_cell)) = unit_cell then 'twice'
            when
                target_kind = 'qualitative' and value_cell ~ '^[一-龥]+$'
                and coalesce(qualitative_class, '') <> 'zero'
                then 'beside_words'
        end as fault
    from targets
),

found as (
    select
        statement_key,
        row_no,
        array[row_no] as row_nos,
        target_no::text as element,
        target_filed as filed,
        null::text as expected,
        null::numeric as difference,
        format(
            case fault
                when 'none' then '指标“%1$s”的单位栏填“%3$s”，不是计量单位'
                when 'twice' then '指标“%1$s”的指标值“%2$s”已带单位，单位栏又填“%3$s”'
                else '指标“%1$s”的指标值“%2$s”是文字，单位栏却填“%3$s”'
            end,
            indicator_name, value_cell, unit_cell
        ) as message_zh,
        format(
            case fault
                when 'none' then 'What is filed as the unit of “%1$s”, “%3$s”, is none'
                when
                    'twice'
                    then
                        '“%2$s”, the value of “%1$s”, has its unit, and the next cell holds “%3$s” again'
                else 'The target of “%1$s” is the word “%2$s”, yet its unit is “%3$s”'
            end,
            indicator_name, value_cell, unit_cell
        ) as message_en,
        line_from,
        line_to
    from judged
    where fault is not null
)

select * from found
