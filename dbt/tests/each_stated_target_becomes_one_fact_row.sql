-- Promise 2. However it is written, each target that an indicator row states is a row of the fact once, and none comes from
-- elsewhere: the first target is the row's own, `more` holds the others, and only indicator rows hold targets.
{{ config(
    severity='warn', tags=['one_document'], meta={'promise': 'each stated target becomes one fact'}
) }}

with indicators as (
    select
        document_id,
        row_no,
        generate_series(
            case when role = 'indicator' then 1 else 2 end,
            1 + coalesce(jsonb_array_length(nullif(fields -> 'more', 'null')), 0)
        ) as target_no
    from {{ ref('stg_document_rows') }}
    where role = 'indicator' or fields ? 'more'
),

targets as (
    select
        document_id,
        row_no,
        target_no,
        count(*) as targets
    from {{ ref('fct_indicator_targets') }}
    group by
        document_id,
        row_no,
        target_no
)

select
    document_id,
    row_no,
    target_no,
    targets.targets
from indicators
full outer join targets using (document_id, row_no, target_no)
where indicators.row_no is null or targets.targets is distinct from 1
