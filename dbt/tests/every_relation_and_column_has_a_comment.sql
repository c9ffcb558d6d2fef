-- Promise 6, asked of the catalogue: analysts read the comments where the data is.
-- depends_on: {{ ref('fct_budget_lines') }}, {{ ref('fct_staffing') }}, {{ ref('fct_indicator_targets') }}
-- depends_on: {{ ref('dim_statement') }}, {{ ref('findings') }}, {{ ref('unmapped_labels') }}
-- depends_on: {{ ref('corrections_checked') }}, {{ ref('rows_quoted') }}, {{ ref('mart_agency_quality') }}
select
    namespaces.nspname as schema_name,
    classes.relname as relation_name,
    attributes.attname as column_name
from pg_catalog.pg_class as classes
inner join pg_catalog.pg_namespace as namespaces on classes.relnamespace = namespaces.oid
inner join pg_catalog.pg_attribute as attributes on classes.oid = attributes.attrelid
where
    namespaces.nspname in ('marts_next', 'audit_next')
    and classes.relkind in ('r', 'v', 'm', 'p')
    and attributes.attnum >= 0
    and not attributes.attisdropped
    and (
        coalesce(obj_description(classes.oid, 'pg_class'), '') = ''
        or coalesce(col_description(classes.oid, attributes.attnum), '') = ''
    )
