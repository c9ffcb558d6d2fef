{#- What the categories of each group say of their total, where every category of a full breakdown is stated: expenditure is
    basic and project expenditure, basic is staff and offices, the three public expenses are travel, vehicles and receptions.
    A category below another one of the breakdown is not added again. A category stated with two amounts says nothing, but
    projects may be many, or be told beside their sum. A total that misses two breakdowns counts once. In: CTE amounts
    (amounts_compared). Out: a select with both sums and their difference in words, one row per total that is missed. -#}
{% macro category_sums() -%}
select distinct on (statement_key, row_no, amount_no)
    *,
    {{ money_words('total', 'unit_filed') }} as total_words,
    {{ money_words('parts', 'unit_filed') }} as parts_words,
    {{ money_words('abs(total - parts)', 'unit_filed') }} as difference_words
from (
    select
        totals.statement_key,
        totals.block,
        totals.row_no,
        totals.amount_no,
        totals.item_name,
        totals.unit_filed,
        totals.signed_yuan as total,
        breakdowns.parts as codes,
        sum(parts.signed_yuan) as parts,
        sum(parts.signed_yuan) filter (where parts.category_code <> 'EX.PRJ')
        + coalesce(max(parts.signed_yuan) filter (where parts.category_code = 'EX.PRJ'), 0) as parts_at_once,
        greatest(
            max(parts.unit_yuan) * 0.01,
            0.5 * least(min(parts.digit_yuan), totals.digit_yuan) * (count(*) + 1)
        ) as tolerance,
        array_agg(distinct parts.row_no) || totals.row_no as row_nos,
        least(totals.line_from, min(parts.line_from)) as line_from,
        greatest(totals.line_to, max(parts.line_to)) as line_to
    from amounts as totals
    inner join ({{ full_breakdowns() }}) as breakdowns on totals.category_code = breakdowns.whole
    inner join amounts as parts
        on
            totals.statement_key = parts.statement_key
            and totals.block = parts.block
            and totals.side = parts.side
            and totals.stage = parts.stage
            and totals.fund_source_code = parts.fund_source_code
            and parts.category_code = any(breakdowns.parts)
    where totals.is_sure
    group by
        totals.statement_key,
        totals.block,
        totals.row_no,
        totals.amount_no,
        totals.item_name,
        totals.unit_filed,
        totals.signed_yuan,
        totals.digit_yuan,
        totals.line_from,
        totals.line_to,
        breakdowns.parts
    having
        bool_and(parts.is_sure)
        and count(parts.signed_yuan) = count(*)
        and count(distinct parts.unit_yuan) = 1
        and array_agg(distinct parts.category_code) @> breakdowns.parts
        and count(*) filter (where parts.category_code <> 'EX.PRJ')
        = count(distinct parts.category_code) filter (where parts.category_code <> 'EX.PRJ')
) as summed
where
    abs(total - parts) > tolerance
    and abs(total - coalesce(parts_at_once, parts)) > tolerance
order by
    statement_key,
    row_no,
    amount_no,
    codes
{%- endmacro %}

{#- The full breakdowns, as a select of whole and parts. -#}
{% macro full_breakdowns() -%}
select
    breakdown.whole,
    breakdown.parts
from (
    values
    ('EX', array['EX.BAS', 'EX.PRJ']),
    ('EX', array['EX.BAS.PER', 'EX.BAS.PUB', 'EX.PRJ']),
    ('EX.BAS', array['EX.BAS.PER', 'EX.BAS.PUB']),
    ('MM.3G', array['MM.3G.ABR', 'MM.3G.CAR', 'MM.3G.REC']),
    ('MM.3G', array['MM.3G.ABR', 'MM.3G.CAR.BUY', 'MM.3G.CAR.RUN', 'MM.3G.REC']),
    ('MM.3G.CAR', array['MM.3G.CAR.BUY', 'MM.3G.CAR.RUN'])
) as breakdown (whole, parts)
{%- endmacro %}
