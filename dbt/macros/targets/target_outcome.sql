{#- What a self-evaluation says was reached, read as targets are: signs, words that lead up to the figure (已完成, 不低于) and
    words behind it (以上) aside. Words, ranges, dates and sentences give no figure; nothing does where none is filed.
    In: expression of the cell; CTEs operator_notations, units. Out: columns actual_value, is_unread (figures
    that are neither one number nor a date), is_approximate (约95%, 余, 左右). -#}
{% macro target_outcome(filed) -%}
select
    case when not dated.is_date then read.number end as actual_value,
    read.number is null and not dated.is_date and {{ holds_figures(filed) }} as is_unread,
    read.number is not null and (
        coalesce(ahead.operator in ('~', '<', '>') and not ahead.is_sign, false)
        or found.is_more
        or found.rest ~ '(左右|上下)$'
    ) as is_approximate
from (
    select regexp_replace({{ normalised_text(filed) }}, '^(?:实际|已经?|累计|总?共计?)+', '') as text
    limit 1
) as cell
cross join lateral ({{ leading_operator('cell.text') }}) as ahead
cross join lateral ({{ target_figures('ahead.body') }}) as found
cross join lateral (
    select coalesce(match.span, match.whole_year, match.spoken, match.single) is not null as is_date
    from ({{ date_matches('ahead.body', 'null::text') }}) as match
    limit 1
) as dated
cross join lateral (
    select
        case
            when found.figure_kind = 'number' and found.rest ~ '^([^0-9]{0,8}|[^0-9]*m[23])$' and (
                not found.is_spelt
                or substring(found.rest from '^[^/每]*') in (
                    select units.unit_name from units where units.dimension <> 'grade'
                )
            ) then found.number
        end as number
    limit 1
) as read
limit 1
{%- endmacro %}

{#- Weight and score as found. In: alias of the row with its cells. Out: columns weight, score, is_unread (figures in either that are
    no single number). -#}
{% macro target_grading(row) -%}
select
    read.weight,
    read.score,
    (read.weight is null and {{ holds_figures(row ~ '.weight_cell') }})
    or (read.score is null and {{ holds_figures(row ~ '.score_cell') }}) as is_unread
from (
    select
        {{ leading_figure(row ~ '.weight_cell') }} as weight,
        {{ leading_figure(row ~ '.score_cell') }} as score
    limit 1
) as read
limit 1
{%- endmacro %}
