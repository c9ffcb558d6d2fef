{#- The cells of a target side by side, as in ≥|98|%; a single cell as it is. In: alias of the filed row. -#}
{% macro target_as_filed(row) -%}
    nullif(
        rtrim(
            concat(
                {{ row }}.operator_cell_filed || '|',
                {{ row }}.value_cell_filed,
                '|' || {{ row }}.unit_cell_filed
            ),
            '|'
        ),
        ''
    )
{%- endmacro %}
