{#- Facts that are exact for a reason, less than exact for none, or for one that doubts does not hold: a code that
    nobody has registered stands in the column for itself. -#}
{% test registered_doubts(model, column_name) %}
with facts as (
    select * from {{ model }}
),

reasons as (
    select * from {{ ref('doubts') }}
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
