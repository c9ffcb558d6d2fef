-- A statement of a project names one cost in money that is the whole of it, by its words or because it is the only one and
-- of the same order, and no amount of the statement is as much. Costs per head, per unit or by a standard are no totals.
with targets as (
    select
        *,
        count(*) over (partition by statement_key) as costs,
        bare_name ~ '总(成本|投资|投入)|项目(计划)?(投资|投入|成本|资金)|(涉及|下达)资金|资金(下达|投入|总)|成本控制数?$'
            as is_named_total
    from {{ ref('targets_compared') }}
    where
        level1_code = 'COST' and dimension = 'money' and denominators is null and value_base > 0
        and statement_kind in ('project', 'transfer') and confidence <> 'doubtful'
        and bare_name !~ '人均|每|标准|单价|单位成本|平均|次均|日均|月|节约|降低|减少'
),

totals as (
    select
        statement_key,
        max(amount_yuan) filter (where fund_source_code = 'FS') as total,
        array_agg(amount_yuan) as amounts,
        max(unit_filed) as money_unit,
        array_agg(distinct row_no) as amount_row_nos
    from {{ ref('amounts_compared') }}
    where side in ('expenditure', 'budgeted', 'adjusted')
    group by statement_key
    having bool_and(is_sure)
),

compared as (
    select
        targets.*,
        totals.total,
        totals.amount_row_nos,
        {{ money_words('totals.total', 'totals.money_unit') }} as total_words,
        {{ money_words('abs(targets.value_base - totals.total)', 'totals.money_unit') }} as difference_words
    from targets
    inner join totals on targets.statement_key = totals.statement_key
    where
        targets.costs = 1 and totals.total > 0 and targets.value_base <> all(totals.amounts)
        and (targets.is_named_total or targets.value_base between totals.total / 2 and totals.total * 2)
),

found as (
    select
        {{ found_in_row('target_no', rows='amount_row_nos || row_no') }},
        target_filed as filed,
        total_words as expected,
        value_base - total as difference,
        '成本指标“' || indicator_name || '”为 ' || target_words || '，项目资金为 ' || total_words
        || '，差 ' || difference_words as message_zh,
        'The cost target “' || indicator_name || '” is ' || target_words || ', the amount of the project '
        || total_words || ', a difference of ' || difference_words as message_en
    from compared
)

select * from found
