{#- What an auditor would doubt about a target and the figures beside it.
    In: alias of the filed row; the aliases of int_targets_parsed. Out: column codes, of the seed doubts. -#}
{% macro target_doubts(row) -%}
select
    {{ codes_of({
        'operator_repaired': "operators.stated[2] = 'repaired'",
        'operator_contradicted': "cells.sign is not null and opening.is_sign and opening.operator <> ("
            ~ "select signs.operator from operator_notations as signs "
            ~ "where signs.notation = cells.sign and signs.position = 'prefix')",
        'unit_contradicted': "(cells.unit_text <> unit.own_unit) is true and unit.own_unit = unit.unit_filed and 1 <= ("
            ~ "select count(*) filter (where parted.dimension in ('money', 'ratio')) from units as parted "
            ~ "where parted.unit_name in (" ~ numerator('unit.own_unit') ~ ", " ~ numerator('cells.unit_text') ~ ") "
            ~ "having count(distinct split_part(parted.dimension, '_', 1)) = 2)",
        'value_missing': "decision.target_kind is null and coalesce(cells.sign, opening.operator) is not null",
        'target_not_parsed': "decision.target_kind = 'qualitative' and words.word is null and "
            ~ holds_figures('decision.qualitative_target'),
        'date_not_resolved': "(decision.target_kind = 'date' and dates.target_date is null) or ("
            ~ "decision.target_kind = 'period' and (dates.period_starts_on is null or dates.period_ends_on is null))",
        'sign_garbled': "share.is_garbled",
        'share_above_whole': "decision.value * parts.factor_to_base > 1 and share.is_capped and not share.is_garbled",
        'actual_not_parsed': "outcome.is_unread",
        'actual_approximate': "outcome.is_approximate",
        'weight_not_parsed': "grading.is_unread",
        'weight_implausible': "grading.weight > 100 or grading.score > grading.weight",
    }) }} as codes
from (
    select
        decision.target_kind = 'number' and parts.dimension = 'ratio'
            and coalesce({{ row }}.indicator_name, '') ~ '满意|覆盖|合格|准确|及时|达标'
            and coalesce({{ row }}.indicator_name, '') !~ '增长|提高|提升' as is_capped,
        -- 292% for ≥92%; 205% and growth of 250% are not
        decision.target_kind = 'number' and parts.factor_to_base = 0.01 and operators.stated[2] = 'implicit'
            and decision.value::text ~ '^2([1-9][0-9]|100)(\.[0-9]+)?$' and not coalesce(opening.is_growth, false)
            and coalesce({{ row }}.indicator_name, '') !~ '增长|提高|提升|增幅' as is_garbled
    limit 1
) as share
limit 1
{%- endmacro %}

{#- The unit before its denominators: 万元/人 -> 万元. -#}
{% macro numerator(unit) -%}
    substring({{ unit }} from '^[^/每]+')
{%- endmacro %}
