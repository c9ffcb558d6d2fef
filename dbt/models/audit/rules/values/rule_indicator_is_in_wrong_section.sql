-- What an indicator measures does not belong to the level-2 section it stands in: persons under cost, a standard of payment
-- under quality, timeliness under quality. The seed says what fits nowhere near; the label must have been filed as one.
with misfits as (select * from {{ ref('section_misfits') }}),

targets as (
    select * from {{ ref('targets_compared') }}
    where
        mapping_method in ('exact', 'variant') and statement_kind <> 'narrative' and confidence <> 'doubtful'
),

misplaced as (
    select
        targets.*,
        misfit.belongs_zh,
        misfit.reason_zh,
        misfit.reason_en
    from targets
    inner join lateral (
        select misfits.*
        from misfits
        where
            targets.indicator_code = any(string_to_array(misfits.indicator_codes, ' '))
            and targets.bare_name ~ misfits.name_pattern
            and targets.bare_name !~ misfits.except_pattern
            and array['ANY', targets.dimension] && string_to_array(misfits.dimensions, ' ')
        order by misfits.misfit_no
        limit 1
    ) as misfit on true
),

found as (
    select
        {{ found_in_row('target_no', without=['difference']) }},
        indicator_name as filed,
        belongs_zh as expected,
        format(
            '指标“%s”列在“%s”下，%s，应列入%s', indicator_name, regexp_replace(level2_filed, '\s', '', 'g'), reason_zh,
            belongs_zh
        ) as message_zh,
        format(
            '“%s” stands under “%s” but %s; it belongs to “%s”', indicator_name,
            regexp_replace(level2_filed, '\s', '', 'g'), reason_en, belongs_zh
        ) as message_en
    from misplaced
)

select * from found
