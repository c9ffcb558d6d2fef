-- What a filing is compared with changes only where a filing of the same undertaking is new or stands otherwise than before.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with versions as (
    select * from {{ ref('int_versions') }}
),

restated as (
    select * from {{ ref('int_restated_documents') }}
),

touched as (
    select distinct versions.undertaking_key
    from versions
    inner join restated on versions.document_id = restated.document_id
),

to_compare as (
    select distinct versions.document_id
    from versions
    inner join touched on versions.undertaking_key = touched.undertaking_key
)

select * from to_compare
