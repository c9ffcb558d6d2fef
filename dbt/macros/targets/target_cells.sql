{#- Which cell of a row holds what: operator, value, unit. Tolerates a shift by one column: words in the
    operator column beside 定性 in the unit column, or a value that slipped into the unit column with its unit
    in the content column.
    In: an alias with the filed cells; CTEs operator_notations, units. Out: columns sign, value_text,
    unit_text, content_text (normalised) and words (the value as filed). -#}
{% macro target_cells(row) -%}
select
    case
        when place.operator_is_sign then cell.operator
        when place.unit_is_sign then cell.unit
    end as sign,
    case place.value_in
        when 'operator' then cell.operator when 'unit' then cell.unit else cell.value
    end as value_text,
    case
        when place.value_in = 'unit' then cell.content_unit
        when not place.unit_is_sign and cell.unit !~ '^(定性|定量|无|不涉及|[/-]+)' then cell.unit
    end as unit_text,
    cell.content as content_text,
    btrim(
        case place.value_in
            when 'operator' then {{ row }}.operator_cell when 'unit' then {{ row }}.unit_cell
            else {{ row }}.value_cell
        end
    ) as words
from (
    select
        filed.*,
        (select units.unit_name from units where units.unit_name = filed.content) as content_unit
    from (
        select
            {{ normalised_text(row ~ '.operator_cell') }} as operator,
            {{ normalised_text(row ~ '.value_cell') }} as value,
            {{ normalised_text(row ~ '.unit_cell') }} as unit,
            {{ normalised_text(row ~ '.content_filed') }} as content
        limit 1
    ) as filed
    limit 1
) as cell
cross join lateral (
    select
        signs.operator_is_sign,
        signs.unit_is_sign,
        case
            when cell.value is not null then 'value'
            when not signs.operator_is_sign and cell.operator !~ '^(定性|定量|无|其他|[/-]+)' then 'operator'
            when cell.unit !~ '^(定性|定量|无)' and not signs.unit_is_sign and not signs.unit_is_unit then 'unit'
            else 'value'
        end as value_in
    from (
        select
            cell.operator in (select signs.notation from operator_notations as signs) as operator_is_sign,
            coalesce(cell.unit in (select signs.notation from operator_notations as signs), false)
                as unit_is_sign,
            substring(cell.unit from '^[^/每]*') in (select units.unit_name from units) as unit_is_unit
    ) as signs
    limit 1
) as place
limit 1
{%- endmacro %}
