-- Promise 7. No telephone number or e-mail address stands in any text of marts or audit, and no contact person's name in
-- what comes of his own document. Names of offices (办公室) given as contact persons are no personal names.
{{ config(
    severity='warn', tags=['one_document'], meta={'promise': 'no person and no number to call reaches readers'}
) }}

{%- set filed = ['dim_agency', 'dim_statement', 'fct_indicator_targets', 'fct_budget_lines', 'fct_staffing',
                 'findings', 'unmapped_labels', 'corrections_checked', 'rows_quoted', 'mart_filing_quality'] %}

with personal as (
    select distinct
        attributes.document_id,
        regexp_replace(attributes.attribute_value, '[^一-龥]', '', 'g') as person
    from {{ ref('stg_attributes') }} as attributes
    where
        {{ is_unchecked('attributes') }}
        and {{ is_personal(label_key('attributes.attribute_name'), ref('personal_attributes')) }}
),

persons as (
    select * from personal
    where length(person) between 2 and 4 and person !~ '[室局科股所部处办站院校镇乡]|中心|单位|财务'
),

agencies as (
    select
        dim_agency.*,
        dim_statement.document_id
    from {{ ref('dim_agency') }} as dim_agency
    inner join {{ ref('dim_statement') }} as dim_statement on dim_agency.agency_key = dim_statement.agency_key
),

texts as (
    {%- for relation in filed %}
    select distinct
        '{{ relation }}' as relation,
        (columns.filed ->> 'document_id')::bigint as document_id,
        (columns.filed ->> 'row_no')::integer as row_no,
        cell.key as column_name,
        case
            when cell.key = 'source_uri' then {{ address_as_read("cell.value #>> '{}'") }}
            else cell.value #>> '{}'
        end as cell_text
    from (
        -- reasons are words of ours, each held to its register by a test of its own
        select
            to_jsonb({{ relation }})
            - array['confidence', 'confidence_reason', 'confidence_reason_zh'] as filed
        from {{ 'agencies' if relation == 'dim_agency' else ref(relation) }} as {{ relation }}
        {%- if relation != 'unmapped_labels' %}
        where {{ is_unchecked(relation) }}
        {%- endif %}
    ) as columns
    cross join lateral jsonb_each(columns.filed) as cell
    where jsonb_typeof(cell.value) = 'string'
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select
    relation,
    column_name,
    document_id,
    row_no
from texts
where column_name not in ('document_sha256', 'amount_filed') and cell_text ~ {{ contact_pattern() }}
union all
select
    texts.relation,
    texts.column_name,
    persons.document_id,
    texts.row_no
from texts
inner join persons
    on texts.document_id is null and texts.cell_text = persons.person -- another filing may have the word for another thing
union all
select
    texts.relation,
    texts.column_name,
    texts.document_id,
    texts.row_no
from texts
inner join persons
    on
        texts.document_id = persons.document_id
        and texts.cell_text ~ ('(^|[^一-龥])' || persons.person || '($|[^一-龥])')
