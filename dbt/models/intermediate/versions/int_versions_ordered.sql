-- The newer filing is the one published later where both say when, else the one that came with a later load, else the one with
-- the larger content hash. A published filing takes the place of the last load that brought it or one published before it,
-- so that the three make one order; in a load it comes after a copy that does not say when it was published.
with declarations as (
    select * from {{ ref('int_declarations') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

publications as (
    select * from {{ ref('int_publication_dates') }}
),

dated as (
    select
        declarations.document_id,
        declarations.statement_no,
        declarations.business_key,
        declarations.undertaking_key,
        declarations.year_key,
        documents.document_sha256,
        documents.first_load_id,
        publications.published_on,
        case
            when publications.published_on is null then documents.first_load_id
            else max(documents.first_load_id) over (
                partition by declarations.business_key order by publications.published_on asc nulls last
            )
        end as place
    from declarations
    inner join documents on declarations.document_id = documents.document_id
    left join publications on declarations.document_id = publications.document_id
),

-- statements of one document never supersede each other: they are one version, told apart by their order
numbered as (
    select
        document_id,
        statement_no,
        business_key,
        undertaking_key,
        year_key,
        {{ int_key(['document_sha256', 'statement_no']) }} as statement_key,
        published_on,
        (dense_rank() over versions)::integer as version_no,
        (row_number() over (partition by business_key, document_id order by statement_no))::integer
            as ordinal,
        (count(*) over (partition by business_key, document_id))::integer as statements
    from dated
    window versions as (
        partition by business_key
        order by place asc, published_on asc nulls first, first_load_id asc, document_sha256 asc
    )
)

select * from numbered
