{#-
    What was reached, beside what was promised: both in one unit, and no share filed as 0.88 for 88 %. In: columns of
    targets_compared. Out: expressions of boolean, null or false where one of both is no number.

    is_comparable   actual and target are numbers of one unit
    is_missed       by more than one in a hundred
    is_met          reached as the operator says
    has_reason      the filer gives a reason or a remark
-#}
{% macro is_comparable() -%}
    confidence <> 'doubtful' and not is_growth and value is not null and actual_value is not null
    and coalesce(
        {{ folded_text('actual_unit_filed') }},
        nullif(regexp_replace({{ folded_text('actual_filed') }}, '^[<>=≥≤≧≦]*[0-9.,]+', ''), ''),
        {{ folded_text('unit_filed') }}, ''
    ) = coalesce({{ folded_text('unit_filed') }}, '')
    and not (dimension = 'ratio' and actual_value <= 1 and value > 1)
{%- endmacro %}

{% macro is_missed() -%}
    case
        when operator in ('<=', '<') then actual_value > value * 1.01
        when operator in ('>=', '>') then actual_value < value * 0.99
        when operator = '=' then coalesce(level1_code, '') <> 'COST' and actual_value < value * 0.99
        else false
    end
{%- endmacro %}

{% macro is_met() -%}
    case
        when operator in ('<=', '<') then actual_value <= value
        when operator in ('>=', '>') then actual_value >= value
        when operator = '=' then actual_value = value
        else false
    end
{%- endmacro %}

{% macro has_reason() -%}
coalesce(btrim(deviation_reason, ' 。'), '') !~ '^(无|没有|/|-|—|…)*$' or coalesce(btrim(note, ' 。'), '') !~ '^(无|没有|/|-|—|…)*$'
{%- endmacro %}
