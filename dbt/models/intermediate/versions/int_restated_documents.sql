-- A new document may supersede an older one, whose rows then stand otherwise in dim_statement and in the facts.
-- dim_statement is asked as readers see it, so it is no ref: it reads this model. A document of a build whose audit failed
-- stands there already, and is taken again with all that rests on it.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with statements as (
    select * from {{ ref('int_statements') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

standing as (
    {{ standing_statements() }}
),

restated as (
    select distinct statements.document_id
    from statements
    inner join documents on statements.document_id = documents.document_id
    left join standing
        on
            (statements.document_id, statements.statement_no, statements.load_id)
            = (standing.document_id, standing.statement_no, standing.load_id)
            and (statements.agency_key, statements.county_key, statements.year_key, statements.version_no)
            = (standing.agency_key, standing.county_key, standing.year_key, standing.version_no)
            and statements.is_current = standing.is_current
            and statements.superseded_by_key is not distinct from standing.superseded_by_key
    where standing.document_id is null or not documents.is_built
)

select * from restated
