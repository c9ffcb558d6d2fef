-- A statement of a project files targets and no amount of money, nor a head that speaks of one. A document that is about one
-- project only may state it elsewhere.
with amounts as (select * from {{ ref('amounts_compared') }}),

targets as (select * from {{ ref('targets_compared') }}),

statements as (
    select
        *,
        count(*) over (partition by document_id) as projects
    from {{ ref('statements_compared') }}
    where statement_kind in ('project', 'transfer')
),

heads as (
    select
        document_id,
        statement_no
    from {{ ref('rows_compared') }}
    where role in ('heading', 'attribute', 'unplaced') and filed_text ~ '总额|金额|预算数|预算资金|万元'
),

bare as (
    select * from statements
    where
        project_name is not null
        and statement_key in (select targets.statement_key from targets)
        and statement_key not in (select amounts.statement_key from amounts)
        and (document_id, statement_no) not in (
            select
                heads.document_id,
                heads.statement_no
            from heads
            where heads.statement_no is not null
        )
        and (projects > 1 or document_id not in (select amounts.document_id from amounts))
),

found as (
    select
        {{ found_in_statement("'amount'", without=['filed', 'expected', 'difference']) }},
        format('项目“%s”的绩效目标表未填报资金', project_name) as message_zh,
        format('The statement of the project “%s” states no amount', project_name) as message_en
    from bare
)

select * from found
