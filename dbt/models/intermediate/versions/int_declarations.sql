-- What makes two statements the same declaration. A self-evaluation (自评) is not a version of the targets it reports on.
with statements as (
    select * from {{ ref('stg_statements') }}
),

agencies as (
    select * from {{ ref('int_agencies') }}
),

names as (
    select * from {{ ref('int_agencies_named') }}
),

years as (
    select * from {{ ref('int_fiscal_years') }}
),

described as (
    select
        document_id,
        statement_no,
        statements.statement_kind,
        agencies.agency_key,
        names.implementing_unit_name,
        names.scope,
        years.year_key,
        coalesce(statements.title ~ '自评|评价|监控|决算', false) as is_report,
        coalesce(
            statements.project_name,
            case when statements.statement_kind <> 'department_overall' then statements.title end
        ) as subject,
        coalesce(agencies.county_key > 0 and years.year_key > 0, false) as is_known
    from statements
    inner join names using (document_id, statement_no)
    inner join years using (document_id, statement_no)
    left join agencies using (document_id, statement_no)
),

keyed as (
    select
        document_id,
        statement_no,
        {{ int_key([
            'agency_key', 'implementing_unit_name', 'scope', 'year_key', 'statement_kind', 'is_report',
            label_key('subject'), 'case when not is_known then document_id end'
        ]) }} as business_key,
        {{ int_key([
            'agency_key', 'implementing_unit_name', 'scope', 'statement_kind', 'is_report',
            without_year(label_key('subject')), 'case when not is_known then document_id end'
        ]) }} as undertaking_key,
        year_key
    from described
)

select * from keyed
