-- A level-2 label stands under a level-1 label that it is no part of: 生态效益指标 under 社会效益指标, 时效指标 under 成本指标.
-- Cost under output and satisfaction under benefit are older forms.
with level1_synonyms as (select * from {{ ref('indicator_level1_synonyms') }}),

level2_synonyms as (select * from {{ ref('indicator_level2_synonyms') }}),

targets as (
    select
        *,
        {{ label_key('level1_filed') }} as level1_key
    from {{ ref('targets_compared') }}
    where
        statement_kind <> 'narrative' and has_cells and mapping_method in ('exact', 'variant')
        and confidence <> 'doubtful'
),

misled as (
    select targets.*
    from targets
    left join lateral ({{ synonym_of('level1_synonyms', 'targets.level1_key') }}) as level1 on true
    left join lateral ({{ synonym_of('level2_synonyms', 'targets.level1_key') }}) as level2 on true
    where
        (level1.level1_code, targets.level1_code) in (
            ('COST', 'OUT'), ('COST', 'BEN'), ('COST', 'SAT'), ('OUT', 'BEN'), ('OUT', 'SAT'), ('BEN', 'OUT'),
            ('BEN', 'COST'), ('SAT', 'OUT'), ('SAT', 'COST'), ('SAT', 'BEN')
        )
        or (
            level2.indicator_code in ('BEN.ECO', 'BEN.SOC', 'BEN.ENV', 'BEN.SUS')
            and targets.level1_key !~ '效应' -- 社会效应 is a block of its own, of several sections
            and level2.indicator_code <> targets.indicator_code
        )
),

found as (
    select
        statement_key,
        min(row_no) as row_no,
        array_agg(distinct row_no) as row_nos,
        concat_ws('/', level1_key, level2_filed) as element,
        min(level1_filed) as filed,
        null::text as expected,
        null::numeric as difference,
        format('一级指标“%s”之下列有二级指标“%s”，两级不符', min(level1_filed), level2_filed) as message_zh,
        format(
            'Under the level-1 label “%s” stands the level-2 label “%s”, which is no part of it',
            min(level1_filed), level2_filed
        ) as message_en,
        min(line_from) as line_from,
        max(line_to) as line_to
    from misled
    group by
        statement_key,
        level1_key,
        level2_filed
)

select * from found
