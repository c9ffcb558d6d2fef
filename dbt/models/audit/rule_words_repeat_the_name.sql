-- The target is a word of the name (促进就业: 促进), or 无影响 for an indicator of influence: neither says when it is met. A state
-- or a degree that the name asks about (合规性: 合规, 验收合格: 合格) is an answer.
with targets as (
    select
        *,
        regexp_replace(qualitative_target, '[\s，。、]', '', 'g') as word
    from {{ ref('targets_compared') }}
    where target_kind = 'qualitative' and statement_kind <> 'narrative' and confidence <> 'doubtful'
),

repeated as (
    select
        *,
        word ~ '^(无|无不良|无负面|没有)影响$' as is_no_influence
    from targets
    where
        word ~ '^[一-龥]{2,6}$'
        and coalesce(qualitative_class, '') <> 'scale'
        and (
            (strpos(bare_name, word) > 0 and bare_name !~ (word || '(性|率|度|程度|情况|比例|工作|水平|能力|机制|制度)'))
            or (word ~ '^(无|无不良|无负面|没有)影响$' and bare_name ~ '影响$')
        )
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
            case when is_no_influence then '指标“%s”的指标值“%s”没有提出目标' else '指标“%s”的指标值“%s”只是重复名称，无法衡量' end,
            indicator_name, word
        ) as message_zh,
        format(
            case
                when is_no_influence then 'The target of “%s”, “%s”, sets none'
                else 'The target of “%s”, “%s”, only repeats its name and cannot be measured'
            end,
            indicator_name, word
        ) as message_en,
        line_from,
        line_to
    from repeated
)

select * from found
