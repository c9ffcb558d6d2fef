-- 25, 25人, 核定编制12名: the figure of a label that means staff; a label filed twice counts where it stands first.
with attributes as (
    select * from {{ ref('int_attributes') }}
    where statement_no is not null
),

staffing_labels as (
    select * from {{ ref('staffing_labels') }}
),

measured as (
    select distinct on (attributes.document_id, attributes.statement_no, staffing_labels.measure)
        attributes.document_id,
        attributes.statement_no,
        staffing_labels.measure,
        substring(
            replace({{ folded_text('attributes.attribute_value') }}, ',', '')
            from '^(?:[^0-9.]*)([0-9]{1,7})(?:\.0*)?(?:人|名|个)?$'
        )::integer as persons,
        attributes.is_corrected,
        attributes.line_from,
        attributes.line_to
    from attributes
    inner join staffing_labels on attributes.label_key = {{ label_key('staffing_labels.label') }}
    order by
        attributes.document_id,
        attributes.statement_no,
        staffing_labels.measure,
        attributes.row_no,
        attributes.attribute_no
),

pivoted as (
    select
        document_id,
        statement_no,
        max(persons) filter (where measure = 'establishment') as establishment,
        max(persons) filter (where measure = 'actual') as actual,
        max(persons) filter (where measure = 'administrative') as administrative,
        max(persons) filter (where measure = 'career') as career,
        max(persons) filter (where measure = 'off_establishment') as off_establishment,
        bool_or(is_corrected) as is_corrected,
        min(line_from) as line_from,
        max(line_to) as line_to
    from measured
    group by
        document_id,
        statement_no
)

select * from pivoted
