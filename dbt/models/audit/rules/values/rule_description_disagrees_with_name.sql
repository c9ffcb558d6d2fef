-- The description beside a name speaks of another kind of thing (a rate described as a number of persons), or is the name of
-- another indicator of the filing with which this one shares no two characters.
with misfits as (select * from {{ ref('description_misfits') }}),

targets as (
    select
        *,
        {{ folded_text('description') }} as said
    from {{ ref('targets_compared') }}
    where bare_name <> '' and confidence <> 'doubtful' and statement_kind <> 'narrative'
),

others as (
    select distinct
        document_id,
        bare_name as other_name
    from targets
),

contradicted as (
    select distinct on (targets.statement_key, targets.row_no, targets.target_no)
        targets.*,
        misfits.reason_zh,
        misfits.reason_en
    from targets
    left join others
        on
            targets.document_id = others.document_id
            and targets.said = others.other_name
            and length(targets.said) > 5
    left join misfits
        on
            targets.bare_name ~ misfits.name_pattern
            and targets.bare_name !~ misfits.name_except
            and targets.said ~ misfits.description_pattern
            and targets.said !~ misfits.description_except
    where
        targets.said <> targets.bare_name
        and (misfits.misfit_no is not null or others.other_name is not null)
        and (
            misfits.misfit_no is not null
            or not exists (
                select 1
                from generate_series(1, length(targets.bare_name) - 1) as place
                where strpos(targets.said, substr(targets.bare_name, place, 2)) > 0
            )
        )
    order by
        targets.statement_key,
        targets.row_no,
        targets.target_no,
        misfits.misfit_no
),

found as (
    select
        {{ found_in_row('target_no', without=['difference']) }},
        description as filed,
        indicator_name as expected,
        format('指标“%s”的说明为“%s”：%s', indicator_name, description, coalesce(reason_zh, '说明是另一项指标的名称'))
            as message_zh,
        format('“%s” is described as “%s”: ', indicator_name, description)
        || coalesce(reason_en, 'that is the name of another indicator') as message_en
    from contradicted
)

select * from found
