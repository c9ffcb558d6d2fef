{#- Where the unit of a figure stands: right after the figure, else in the unit cell; 万 beside a cell 元/人
    gives 万元/人.
    In: aliases cells, dates, words and figures of int_targets_parsed; its CTEs units and operator_notations.
    Out: columns own_unit (after the figure), unit_filed, suffix_operator (以上, 以内, 左右). -#}
{% macro target_unit() -%}
select
    stripped.own_unit,
    case
        when stripped.own_unit is null then stripped.cell
        when stripped.own_unit in ('十', '百', '千', '万', '亿')
            and stripped.own_unit || substring(stripped.cell from '^[^/每]+') in (
                select units.unit_name from units
            ) then stripped.own_unit || stripped.cell
        else stripped.own_unit
    end as unit_filed,
    stripped.suffix_operator
from (
    select
        suffix.operator as suffix_operator,
        nullif(
            {{ without_outer_brackets("left(figure.rest, length(figure.rest) - coalesce(length(suffix.notation), 0))") }}, ''
        ) as own_unit,
        nullif({{ without_outer_brackets('cells.unit_text') }}, '') as cell
    from (
        select case when dates.date_kind is null and words.word is null then figures.rest end as rest
    ) as figure
    left join lateral (
        select notations.*
        from operator_notations as notations
        where
            notations.position = 'suffix'
            and right(figure.rest, length(notations.notation)) = notations.notation
        order by length(notations.notation) desc
        limit 1
    ) as suffix on true
    limit 1
) as stripped
limit 1
{%- endmacro %}

{#- (人) is 人, and so is 人) of a bracket opened before the figure; 台(套) keeps the brackets that are its own. -#}
{% macro without_outer_brackets(unit) -%}
    case when {{ unit }} ~ '[^(]\([^()]+\)$' then {{ unit }} else btrim({{ unit }}, '()') end
{%- endmacro %}
