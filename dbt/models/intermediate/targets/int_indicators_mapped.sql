-- A filed label decides the class; a variant of one tells it, too. Where there is none, it is inferred from a displaced level-1 label, from words of
-- the name that fit level 1, or from level 1 alone; cost and satisfaction fit anywhere.
with labels as (select * from {{ ref('int_indicator_labels') }}),

indicators as (select * from {{ ref('indicators') }}),

name_rules as (select * from {{ ref('indicator_name_rules') }}),

level1_classes as (
    select
        level1_code,
        coalesce(
            max(indicator_code) filter (where indicator_code like '%.GEN'),
            case when count(*) = 1 then max(indicator_code) end
        ) as indicator_code
    from indicators
    where indicator_key > 0
    group by level1_code
),

inferred as (
    select
        labels.document_id,
        labels.row_no,
        labels.target_no,
        case when labels.mapping_method = 'exact' then filed.indicator_key else 0 end as indicator_key,
        coalesce(filed.indicator_key, displaced.indicator_key, named.indicator_key, general.indicator_key, 0)
            as inferred_indicator_key,
        case
            when filed.indicator_key is not null then labels.mapping_method
            when displaced.indicator_key is not null then 'inferred_from_level1'
            when named.indicator_key is not null then 'inferred_from_name'
            when general.indicator_key is not null then 'inferred_from_level1'
            else 'unmapped'
        end as mapping_method
    from labels
    left join indicators as filed on labels.indicator_code = filed.indicator_code
    left join indicators as displaced on labels.displaced_indicator_code = displaced.indicator_code
    left join level1_classes on labels.level1_code = level1_classes.level1_code
    left join indicators as general on level1_classes.indicator_code = general.indicator_code
    left join lateral (
        select indicators.indicator_key
        from name_rules
        inner join indicators on name_rules.indicator_code = indicators.indicator_code
        where
            labels.indicator_name ~ name_rules.name_pattern
            and (labels.level1_code is null or indicators.level1_code in (labels.level1_code, 'COST', 'SAT'))
        order by name_rules.priority
        limit 1
    ) as named on labels.indicator_code is null
),

judged as (
    select
        *,
        {{ codes_of({'class_from_variant': "mapping_method = 'variant'",
                     'class_from_name': "mapping_method = 'inferred_from_name'",
                     'class_from_level1': "mapping_method = 'inferred_from_level1'"}) }} as reason_codes
    from inferred
)

select * from judged
