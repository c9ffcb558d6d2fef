{#- A unit split at / and 每 into numerator and denominators: 元/月/人, 元每人每月, 元/人·月, 万/月, /年. A classifier with
    its noun counts as the classifier (12个乡镇); a unit no seed knows keeps its words and key 0.
    In: unit text; CTEs units, unit_denominators. Out: columns unit_key, dimension, factor_to_base, is_known,
    denominators (月/人), is_rate_of_time, is_unit (false: words no unit explains, so the text is a sentence).
    -#}
{% macro unit_parts(unit) -%}
select
    case when known.is_whole or known.takes_noun then known.unit_key else 0 end as unit_key,
    case when known.is_whole or known.takes_noun then known.dimension end as dimension,
    case when known.is_whole or known.takes_noun then known.factor_to_base end as factor_to_base,
    coalesce(known.is_whole, false) as is_known,
    nullif(array_to_string(parts.denominators, '/'), '') as denominators,
    exists (
        select 1 from unit_denominators as words
        where words.denominator = any(parts.denominators) and words.kind = 'time'
    ) as is_rate_of_time,
    coalesce(
        {{ unit }} is null or known.is_whole
        or (known.unit_key is null and parts.numerator ~ '^[^0-9,;:、。()<>=≥≤%]{0,4}$')
        or (known.allows_more and length(parts.numerator) <= length(known.unit_name) + 5),
        false
    ) and not exists (
        select 1 from unnest(parts.denominators) as part (word)
        where (length(part.word) > 3 or part.word ~ '^[0-9]+$')
            and part.word not in (select words.denominator from unit_denominators as words)
    ) as is_unit
from (
    select
        split.pieces[1] as numerator,
        array_remove(split.pieces[2:], '') as denominators
    from (
        select
            case
                when {{ unit }} in (select units.unit_name from units) then array[{{ unit }}]
                else regexp_split_to_array({{ unit }}, '[/·•・*每.]+')
            end as pieces
    ) as split
    limit 1
) as parts
left join lateral (
    select
        units.*,
        units.unit_name = parts.numerator as is_whole,
        units.dimension in ('count', 'places', 'establishments', 'events', 'cases') as takes_noun,
        units.dimension not in (
            'time', 'work_time', 'ratio', 'ratio_delta', 'money', 'persons', 'person_times', 'number'
        ) as allows_more
    from units
    where starts_with(parts.numerator, units.unit_name) and units.unit_key > 0
    order by length(units.unit_name) desc
    limit 1
) as known on true
limit 1
{%- endmacro %}
