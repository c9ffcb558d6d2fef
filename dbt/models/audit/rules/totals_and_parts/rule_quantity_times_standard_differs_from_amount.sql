-- A project's head-count times its standard of payment is not within 2 % of its amount, in whichever of the usual periods it may be
-- paid. Tolerance beside that: half a unit of the standard's last digit times the heads.
with products as (select * from {{ ref('products_compared') }}),

totals as (select * from {{ ref('statement_totals_compared') }}),

compared as (
    select
        products.*,
        totals.total_row_no,
        totals.total,
        totals.total_words,
        case when products.periods[1] = 12 then ' × 12' else '' end as months,
        {{ money_words('products.product * products.periods[1]', 'totals.money_unit') }} as product_words
    from products
    inner join totals on products.statement_key = totals.statement_key
    where not exists (
        select 1
        from unnest(products.periods) as period
        where
            abs(products.product * period - totals.total)
            <= totals.total * 0.02 + products.tolerance * period
    )
),

found as (
    select
        {{ found_in_row("'product'", rows='row_nos || total_row_no') }},
        product_words as filed,
        total_words as expected,
        product * periods[1] - total as difference,
        factors || months || ' = ' || product_words || '，与项目资金 ' || total_words || ' 不符' as message_zh,
        factors
        || months
        || ' = '
        || product_words
        || '; the amount of the project is '
        || total_words as message_en
    from compared
)

select * from found
