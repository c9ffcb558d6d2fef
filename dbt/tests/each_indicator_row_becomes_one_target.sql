-- Promise 2. However its target is written, an indicator row is a target once, and no target comes from elsewhere.
with indicators as (
    select
        document_id,
        row_no
    from {{ ref('stg_document_rows') }}
    where role = 'indicator'
),

targets as (
    select
        document_id,
        row_no,
        count(*) as targets
    from {{ ref('fct_indicator_targets') }}
    group by document_id, row_no
)

select
    document_id,
    row_no,
    targets.targets
from indicators
full outer join targets using (document_id, row_no)
where indicators.row_no is null or targets.targets is distinct from 1
