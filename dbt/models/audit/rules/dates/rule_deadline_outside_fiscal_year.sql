-- A deadline or period lies wholly outside the fiscal year that the statement files. Targets for the whole project may, and so
-- may those of a statement that names the other year itself, in its project or among its attributes.
with attributes as (
    select * from {{ ref('attributes_compared') }}
),

targets as (
    select
        *,
        coalesce(period_starts_on, target_date) as starts_on,
        coalesce(period_ends_on, target_date) as ends_on
    from {{ ref('targets_compared') }}
    where
        target_kind in ('date', 'period') and confidence <> 'doubtful' and fiscal_year_source = 'filed'
        and target_period is distinct from 'whole_project'
),

outside as (
    select
        *,
        extract(
            year from case when ends_on < make_date(year_key, 1, 1) then ends_on else starts_on end
        )::integer as year
    from targets
    where year_key > 0 and (ends_on < make_date(year_key, 1, 1) or starts_on > make_date(year_key, 12, 31))
),

unexplained as (
    select * from outside
    where
        coalesce(project_name, '') !~ year::text
        and not exists (
            select 1
            from attributes
            where
                attributes.document_id = outside.document_id
                and attributes.statement_no = outside.statement_no
                and attributes.attribute_value ~ ('(^|[^0-9])' || outside.year)
        )
),

found as (
    select
        {{ found_in_row('target_no') }},
        target_filed as filed,
        year_key::text as expected,
        year - year_key as difference,
        format('指标“%s”的时间 %s 不在 %s 年度内', indicator_name, replace(target_filed, '|', ''), year_key)
            as message_zh,
        format(
            'The date of “%s”, %s, does not lie in the fiscal year %s',
            indicator_name, replace(target_filed, '|', ''), year_key
        ) as message_en
    from unexplained
)

select * from found
