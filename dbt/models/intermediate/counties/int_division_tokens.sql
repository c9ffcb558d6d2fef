-- Left to right: a name that begins inside an earlier one is none. Names of two characters (新疆, 歙县, 城区) count only
-- where a name can begin: at the head, after another division, after a sign or a word such as 年 or 于.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with matches as (
    select * from {{ ref('int_division_matches') }}
),

measured as (
    select
        *,
        max(starts_at + name_length) over (
            partition by evidence_text order by starts_at range between unbounded preceding and 1 preceding
        ) as earlier_end
    from matches
),

placed as (
    select *
    from measured
    where
        starts_at >= coalesce(earlier_end, 0)
        and (
            name_length > 2
            or starts_at in (1, earlier_end)
            or substr(evidence_text, starts_at - 1, 1) !~ '[一-龥]'
            or substr(evidence_text, starts_at - 1, 1) ~ '[年度于对由在的关与和及]'
        )
)

select * from placed
