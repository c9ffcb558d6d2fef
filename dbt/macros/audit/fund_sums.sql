{#- What the fund sources of each group say of its total. A part below another part of the group is not added again. A group
    with two totals, an unknown or unstated source, several units or a doubtful reading says nothing.
    In: columns that make a group; CTE amounts (amounts_compared). Out: a select, one row per group. -#}
{% macro fund_sums(columns) -%}
select
    {{ columns | join(', ') }},
    max(unit_filed) as unit_filed,
    {{ 'max(row_no) filter (where is_whole) as row_no,' if 'row_no' not in columns }}
    sum(amount_yuan) filter (where is_whole) as total,
    sum(amount_yuan) filter (
        where not is_whole
        and not coalesce(fund_parent_code = any(codes) or fund_grandparent_code = any(codes), false)
    ) as parts,
    {{ sum_tolerance() }} as tolerance,
    -- 其中：市级 names one tier of the total; 财政拨款 and 其他资金 are meant to make it up
    bool_or(not is_whole and fund_parent_code = 'FS') as is_breakdown,
    count(distinct row_no) as row_count,
    count(*) as source_count,
    array_agg(distinct row_no order by row_no) as row_nos,
    min(line_from) as line_from,
    max(line_to) as line_to
from (
    select
        *,
        fund_source_code = 'FS' and is_total as is_whole,
        array_remove(
            array_agg(fund_source_code) over (partition by {{ columns | join(', ') }}), 'FS'
        ) as codes
    from amounts
) as coded
where not codes && array['UNMAPPED', 'NS']
group by {{ columns | join(', ') }}
having
    count(*) filter (where is_whole) = 1
    and count(*) > 1
    and count(*) filter (where fund_source_code = 'FS') = 1
    and count(distinct fund_source_code) = count(*)
    and count(distinct unit_yuan) = 1
    and bool_and(is_sure)
{%- endmacro %}
