-- The target is a word of the name (促进就业: 促进) and does not say when it is met. A state or a degree that the name asks about
-- (合规性: 合规, 验收合格: 合格, 环境影响: 无影响) is an answer.
with targets as (
    select
        *,
        regexp_replace(qualitative_target, '[\s，。、]', '', 'g') as word
    from {{ ref('targets_compared') }}
    where target_kind = 'qualitative' and statement_kind <> 'narrative' and confidence <> 'doubtful'
),

repeated as (
    select * from targets
    where
        word ~ '^[一-龥]{2,6}$'
        and coalesce(qualitative_class, '') <> 'scale'
        and strpos(bare_name, word) > 0
        and bare_name !~ (word || '(性|率|度|程度|情况|比例|工作|水平|能力|机制|制度)')
),

found as (
    select
        {{ found_in_row('target_no', without=['expected', 'difference']) }},
        target_filed as filed,
        format('指标“%s”的指标值“%s”只是重复名称，无法衡量', indicator_name, word) as message_zh,
        format('The target of “%s”, “%s”, only repeats its name and cannot be measured', indicator_name, word)
            as message_en
    from repeated
)

select * from found
