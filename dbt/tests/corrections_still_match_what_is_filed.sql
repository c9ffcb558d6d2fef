-- A stale correction corrects nothing: the fact stays as filed, as true as without it. Its document is the same to the byte, so
-- only our reading or our list has changed: that is ours to mend by day, and no reason for a night without a build.
{{ config(severity='warn') }}

select * from {{ ref('corrections_checked') }}
where fate = 'stale'
