{#- What a target is, once its parts are read. A date goes before a figure, a known word before a figure, and
    a figure counts only where a unit explains what follows it; all else is words. Kind null: nothing filed,
    or the leftovers of a template (XX, /, ≥ %).
    In: alias of the filed row; the aliases of int_targets_parsed. Out: columns target_kind, value,
    unit_filed, unit_key, denominators, qualitative_target. -#}
{% macro target_decision(row) -%}
select
    kind.target_kind,
    case
        when kind.target_kind not in ('number', 'frequency') then null
        when words.word_class in ('zero', 'none') then 0
        when figures.figure_kind = 'number' then figures.number
    end as value,
    case when stated_unit.holds then unit.unit_filed else cells.unit_text end as unit_filed,
    case when stated_unit.holds then parts.unit_key else 0 end as unit_key,
    case when stated_unit.holds then parts.denominators end as denominators,
    case
        when kind.target_kind = 'qualitative' or (kind.target_kind = 'frequency' and words.word is not null)
            or (kind.target_kind = 'number' and figures.figure_kind = 'pair') then cells.words
    end as qualitative_target
from (
    select
        case
            when cells.value_text is null then null
            when dates.date_kind is not null then dates.date_kind
            when words.word_class = 'frequency' then 'frequency'
            when words.word_class = 'zero' then 'number'
            when words.word_class = 'none' and {{ row }}.indicator_name ~ '{{ unwanted_things() }}'
                then 'number'
            when words.word is not null then 'qualitative'
            when {{ is_template_leftover('cells.value_text', 'opening.body') }} then null
            when figures.figure_kind is null or not parts.is_unit then 'qualitative'
            when figures.is_spelt and (not parts.is_known or parts.dimension = 'grade') then 'qualitative'
            when not starts_with(coalesce(unit.own_unit, ''), coalesce(figures.unit_of_lower, ''))
                then 'qualitative'
            when figures.figure_kind = 'range' then 'range'
            when parts.dimension = 'events' and parts.is_rate_of_time then 'frequency'
            else 'number'
        end as target_kind
    limit 1
) as kind
cross join lateral (
    select unit.own_unit is null or kind.target_kind in ('number', 'range', 'frequency') as holds
) as stated_unit
limit 1
{%- endmacro %}

{#- Things of which none is wanted, so that 无 under their name is 0. -#}
{% macro unwanted_things() -%}
    事故|投诉|违规|违纪|违法|差错|错误|案件|上访|信访|纠纷|舆情|拖欠|缺陷|事件
{%- endmacro %}

{#- A sign or a unit alone, or a filler. -#}
{% macro is_template_leftover(text, body) -%}
    (
        {{ body }} = '' or {{ body }} in (select units.unit_name from units)
        or {{ text }} ~* '^[<>=≥≤≧≦]*(x{2,}|×+|\*+|_+|/+|-|\.{2,}|…+|\?+|○+|指标[0-9]+)[^0-9]{0,4}$'
    )
{%- endmacro %}
