{#- Facts that are exact for a reason, less than exact for none, or for one that reading_reasons does not hold: a code that
    nobody has registered stands in the column for itself. -#}
{% test registered_reasons(model, column_name) %}
with facts as (
    select * from {{ model }}
),

reasons as (
    select * from {{ ref('reading_reasons') }}
)

select
    facts.document_id,
    facts.row_no,
    facts.confidence,
    reason.reason_en
from facts
left join lateral regexp_split_to_table(facts.{{ column_name }}, '; ') as reason (reason_en) on true
where (facts.confidence = 'exact') <> (facts.{{ column_name }} is null)
    or reason.reason_en not in (select reasons.reason_en from reasons)
{% endtest %}
