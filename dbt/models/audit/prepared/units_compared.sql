-- A department's form that names a unit among its subordinate ones covers it, as far as both are filed in one document.
{{ config(materialized='view', schema='intermediate') }}

with attributes as (
    select * from {{ ref('attributes_compared') }}
    where attribute_name ~ '直属|下属|所属'
),

statements as (
    select
        *,
        regexp_replace(agency_filed, '^.*?[省市州县区旗盟]', '') as bare_agency
    from {{ ref('statements_compared') }}
    where statement_kind = 'department_overall' and agency_filed is not null
),

units as (
    select distinct
        wholes.statement_key as whole_key,
        parts.statement_key as part_key
    from statements as wholes
    inner join attributes on wholes.statement_key = attributes.statement_key
    inner join statements as parts
        on wholes.document_id = parts.document_id and wholes.agency_filed <> parts.agency_filed
    where length(parts.bare_agency) >= 4 and strpos(attributes.attribute_value, parts.bare_agency) > 0
)

select * from units
