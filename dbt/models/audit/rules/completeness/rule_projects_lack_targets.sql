-- The statements of projects that a filing brings beside the form of a department or unit state, together, less than 90 % of its
-- project expenditure: the rest has no targets. A project counts for who carries it out and for who is in charge of it.
with statements as (select * from {{ ref('statements_compared') }}),

totals as (select * from {{ ref('statement_totals_compared') }}),

wholes as (
    select * from {{ ref('amounts_compared') }}
    where
        statement_kind = 'department_overall' and side = 'expenditure' and category_code = 'EX.PRJ'
        and fund_source_code = 'NS' and is_sure and amount_yuan > 0
),

covered as (
    select
        departments.statement_key,
        count(*) as projects,
        sum(totals.total) as covered
    from statements as departments
    inner join statements as projects
        on
            departments.document_id = projects.document_id
            and (
                {{ folded_text('departments.agency_filed') }}
                = {{ folded_text('projects.implementing_unit') }}
                or (departments.agency_key = projects.agency_key and departments.agency_key <> 0)
            )
    left join totals on projects.statement_key = totals.statement_key
    where
        departments.statement_kind = 'department_overall'
        and projects.statement_kind in ('project', 'transfer')
    group by departments.statement_key
    having count(totals.total) = count(*)
),

compared as (
    select
        wholes.*,
        covered.projects,
        covered.covered,
        round(100 * covered.covered / wholes.amount_yuan, 1) as share,
        {{ money_words('wholes.amount_yuan', 'wholes.unit_filed') }} as whole_words,
        {{ money_words('covered.covered', 'wholes.unit_filed') }} as covered_words
    from wholes
    inner join covered on wholes.statement_key = covered.statement_key
    where covered.covered < wholes.amount_yuan * 0.9
),

found as (
    select
        {{ found_in_row('amount_no') }},
        covered_words as filed,
        whole_words as expected,
        covered - amount_yuan as difference,
        format(
            '项目支出 %s，%s 张项目绩效目标表合计 %s，占 %s%%，不足90%%',
            whole_words, projects, covered_words, share
        ) as message_zh,
        'Statements of projects: ' || projects || '; they state ' || covered_words || ', ' || share
        || ' % of the ' || whole_words || ' for projects' as message_en
    from compared
)

select * from found
