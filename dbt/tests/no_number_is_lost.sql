-- Promise 3. Every number printed in a row of a table is found again in the facts, attributes or level labels of that
-- row, as often as it is printed. Not counted as figures are numbering (1、 指标2：), scores in brackets (50分), years in
-- headings and telephone numbers; a number torn over two lines counts when it is found whole.
{{ config(severity='warn', tags=['one_document'], meta={'promise': 'no number printed in a table is lost'}) }}

with filed as (
    select * from {{ ref('numbers_filed') }} as printed
    where {{ is_unchecked('printed') }}
),

kept as (
    select * from {{ ref('numbers_kept') }} as held
    where {{ is_unchecked('held') }}
),

counted as (
    select
        filed.document_id,
        filed.row_no,
        filed.figure,
        count(*) as times_filed
    from filed
    group by
        filed.document_id,
        filed.row_no,
        filed.figure
),

found as (
    select
        document_id,
        row_no,
        figure,
        count(*) as times_kept
    from kept
    group by
        document_id,
        row_no,
        figure
),

lost as (
    select
        counted.*,
        coalesce(found.times_kept, 0) as times_kept
    from counted
    left join found using (document_id, row_no, figure)
    where counted.times_filed > coalesce(found.times_kept, 0)
),

whole as (
    select found.*
    from found
    left join counted using (document_id, row_no, figure)
    where counted.figure is null
)

select lost.*
from lost
left join whole
    on
        lost.document_id = whole.document_id
        and lost.row_no = whole.row_no
        and position(lost.figure in whole.figure) > 0
where whole.figure is null
