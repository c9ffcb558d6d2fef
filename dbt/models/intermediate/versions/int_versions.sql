-- A statement is superseded by the one in the same place of the next version, or by its last where it has fewer.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with ordered as (
    select
        *,
        max(statements) over (
            partition by business_key order by version_no range between 1 following and 1 following
        ) as newer_statements
    from {{ ref('int_versions_ordered') }}
),

followed as (
    select
        ordered.document_id,
        ordered.statement_no,
        ordered.business_key,
        ordered.undertaking_key,
        ordered.year_key,
        ordered.statement_key,
        ordered.published_on,
        ordered.version_no,
        ordered.ordinal,
        ordered.newer_statements is null as is_current,
        newer.statement_key as superseded_by_key
    from ordered
    left join ordered as newer
        on
            ordered.business_key = newer.business_key
            and ordered.version_no + 1 = newer.version_no
            and least(ordered.ordinal, ordered.newer_statements) = newer.ordinal
)

select * from followed
