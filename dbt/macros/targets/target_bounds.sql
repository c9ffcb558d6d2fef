{#- Lower and upper bound of a target in its filed unit. A share is bounded by 0 and 100 % on its open side,
    unless it measures a change or an excess. In: alias of the filed row; the aliases of int_targets_parsed.
    Out: columns lower_bound, upper_bound. -#}
{% macro target_bounds(row) -%}
select
    case
        when decision.target_kind = 'range' then figures.lower_number
        when operators.stated[1] in ('>=', '>', '=') then decision.value
        when decision.target_kind = 'qualitative' and words.word_class = 'improve_yoy' then 0
        when share.is_bounded and operators.stated[1] in ('<=', '<') and decision.value >= 0 then 0
    end as lower_bound,
    case
        when decision.target_kind = 'range' then figures.upper_number
        when operators.stated[1] in ('<=', '<', '=') then decision.value
        when decision.target_kind = 'qualitative' and words.word_class = 'reduce_yoy' then 0
        when share.is_bounded and operators.stated[1] in ('>=', '>') and decision.value <= share.whole
            then share.whole
    end as upper_bound
from (
    select
        round(1 / parts.factor_to_base) as whole,
        parts.dimension = 'ratio' and parts.factor_to_base < 1 and not coalesce(opening.is_growth, false)
            and coalesce({{ row }}.indicator_name, '') !~ '增长|提高|变动|下降|降低|超' as is_bounded
) as share
limit 1
{%- endmacro %}

{#- The value in the base unit of its dimension: 90 % is 0.9, 1.105 万元/人 is 11050; a pair 1:1.2 its quotient;
    null where no unit is known. -#}
{% macro value_in_base_unit() -%}
    case
        when decision.target_kind = 'number' and figures.figure_kind = 'pair'
            then trim_scale(round(figures.first_number / nullif(figures.second_number, 0), 10))
        when decision.unit_key > 0 and parts.dimension <> 'pseudo'
            then trim_scale(round(decision.value * parts.factor_to_base, 10))
    end
{%- endmacro %}

{#- Whether the target measures a change against an earlier year, in figures or in words. -#}
{% macro is_growth_target() -%}
    coalesce(
        (decision.target_kind in ('number', 'range') and opening.is_growth)
        or words.word_class in ('improve_yoy', 'reduce_yoy'),
        false
    )
{%- endmacro %}
