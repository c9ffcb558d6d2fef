-- The form prints the label of a level-2 section, and no indicator of the statement stands in it.
with document_rows as (
    select
        *,
        {{ label_stem(label_key("fields ->> 'level2'")) }} as section
    from {{ ref('rows_compared') }}
    where role = 'heading' and fields ->> 'level2' <> ''
),

targets as (
    select
        *,
        {{ label_stem(label_key('level2_filed')) }} as section
    from {{ ref('targets_compared') }}
),

blank as (
    select * from document_rows
    where
        statement_kind <> 'narrative'
        and exists (
            select 1 from targets
            where targets.statement_key = document_rows.statement_key
        )
        and not exists (
            select 1
            from targets
            where
                targets.statement_key = document_rows.statement_key
                and targets.section = document_rows.section
        )
),

found as (
    select
        {{ found_in_row('section', without=['expected', 'difference']) }},
        fields ->> 'level2' as filed,
        format('表中列出“%s”，未填报指标', fields ->> 'level2') as message_zh,
        format('The form names the section “%s”, and no indicator is filed in it', fields ->> 'level2')
            as message_en
    from blank
)

select * from found
