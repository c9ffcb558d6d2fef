{#-
    What the marts of quality measure, the same for a statement and in sum for an agency.

    targets_by_statement    targets of the documents chosen, counted by statement; measurable is what a figure or a day
                            decides, so that what was done can be held against it. In: as below.
    findings_by_statement   findings of the documents chosen, counted by statement; the sections left empty in the
                            order of the form, each once. In: names of the CTEs of findings and of documents.
    quality_measures        the measures as columns. In: how to aggregate the counts, `sum` or nothing where each row
                            has its own. What there is none of is 0; a share of nothing is null.
-#}
{% macro targets_by_statement(targets, documents) -%}
    select
        statement_key,
        count(*) as indicators,
        count(*) filter (
            where target_kind in ('number', 'range', 'frequency', 'date', 'period')
        ) as measurable_targets
    from {{ targets }}
    where document_id in (select {{ documents }}.document_id from {{ documents }})
    group by statement_key
{%- endmacro %}

{% macro findings_by_statement(findings, documents) -%}
    select
        statement_key,
        count(*) as findings,
        count(*) filter (where severity = 'error') as errors,
        count(*) filter (where severity = 'warning') as warnings,
        count(*) filter (where severity = 'info') as infos,
        count(*) filter (where is_section) as empty_sections,
        string_agg(filed, '、' order by line_from, filed) filter (where is_section) as empty_sections_zh
    from (
        select
            *,
            rule_code = 'required_section_is_empty'
            and row_number() over (partition by statement_key, rule_code, filed order by line_from) = 1 as is_section
        from {{ findings }}
        where document_id in (select {{ documents }}.document_id from {{ documents }})
    ) as found
    group by statement_key
{%- endmacro %}

{% macro quality_measures(aggregate='') -%}
    {%- for count in ['indicators', 'measurable_targets', 'findings', 'errors', 'warnings', 'infos', 'empty_sections'] %}
    coalesce({{ aggregate }}({{ count }}), 0)::bigint as {{ count }},
    {%- endfor %}
    round(100.0 * {{ aggregate }}(measurable_targets) / nullif({{ aggregate }}(indicators), 0), 1) as measurable_percent,
    round(100.0 * coalesce({{ aggregate }}(findings), 0) / nullif({{ aggregate }}(indicators), 0), 1)
        as findings_per_100_indicators
{%- endmacro %}
