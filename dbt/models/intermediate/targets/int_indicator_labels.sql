-- Each pair of labels is looked up once, as it is, else without endings; a class that depends on level 1 goes first.
-- Exact is a listed word with or without 指标, points (（50分）数量指标) aside; a label with anything more or less (数量值,
-- 成本指标（必填）) is a variant.
with indicators as (select * from {{ ref('int_indicators_corrected') }}),

level1_synonyms as (select * from {{ ref('indicator_level1_synonyms') }}),

level2_synonyms as (select * from {{ ref('indicator_level2_synonyms') }}),

contexts as (select * from {{ ref('indicator_level2_contexts') }}),

pairs as (
    select distinct
        level1_label,
        level2_label,
        {{ label_key('level1_label') }} as level1_key,
        {{ label_key('level2_label') }} as level2_key
    from indicators
),

mapped as materialized (
    select
        keyed.level1_label,
        keyed.level2_label,
        coalesce(context.indicator_code, level2.indicator_code) as indicator_code,
        case
            when
                coalesce(context.is_listed, level2.is_listed)
                and {{ spells_label('coalesce(context.label, level2.label)', 'keyed.level2_label') }}
                then 'exact'
            when coalesce(context.label, level2.label) is not null then 'variant'
        end as mapping_method,
        displaced.indicator_code as displaced_indicator_code,
        coalesce(level2_as_level1.level1_code, level1.level1_code) as level1_code
    from pairs as keyed
    left join lateral ({{ synonym_of('level1_synonyms', 'keyed.level1_key') }}) as level1 on true
    left join lateral ({{ synonym_of('level2_synonyms', 'keyed.level2_key') }}) as level2 on true
    left join lateral ({{ synonym_of('level2_synonyms', 'keyed.level1_key') }}) as displaced on true
    left join lateral ({{ synonym_of('level1_synonyms', 'keyed.level2_key') }}) as level2_as_level1 on true
    left join lateral (
        select contexts.*
        from contexts
        where
            contexts.label in (keyed.level2_key, {{ label_stem('keyed.level2_key') }})
            and contexts.level1_code in (level1.level1_code, 'ANY')
        order by contexts.level1_code = 'ANY'
        limit 1
    ) as context on true
),

joined as (
    select
        indicators.document_id,
        indicators.row_no,
        indicators.target_no,
        indicators.indicator_name,
        mapped.indicator_code,
        mapped.mapping_method,
        mapped.displaced_indicator_code,
        mapped.level1_code
    from indicators
    inner join mapped
        on
            (coalesce(indicators.level1_label, ''), coalesce(indicators.level2_label, ''))
            = (coalesce(mapped.level1_label, ''), coalesce(mapped.level2_label, ''))
)

select * from joined
