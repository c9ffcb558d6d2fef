-- Every place in a piece of evidence where the name of a division stands, the longest name at each place. A suffix is
-- never stripped first: 64 stems are shared by several divisions.
with names as (
    select * from {{ ref('int_division_names') }}
),

texts as (
    select distinct evidence_text
    from {{ ref('int_county_evidence') }}
),

places as (
    select
        evidence_text,
        starts_at,
        substr(evidence_text, starts_at, 2) as name_head
    from texts
    cross join lateral generate_series(1, length(evidence_text) - 1) as starts_at
),

matched as (
    select
        places.evidence_text,
        places.starts_at,
        length(names.division_name) as name_length,
        names.county_key,
        names.county_code,
        names.county_name,
        names.prefecture_code,
        names.province_code,
        names.depth,
        names.valid_from_year,
        names.valid_to_year,
        max(length(names.division_name)) over (partition by places.evidence_text, places.starts_at) as longest
    from places
    inner join names
        on
            places.name_head = names.name_head
            and starts_with(substr(places.evidence_text, places.starts_at), names.division_name)
    -- a name that runs on as 区域 or 市场 is no 区 and no 市; followed by 某区 it is some district and not the whole
    where
        substr(places.evidence_text, places.starts_at + length(names.division_name) - 1, 2)
        not in ('区域', '区划', '市场')
        and substr(places.evidence_text, places.starts_at + length(names.division_name), 1) <> '某'
),

whole as (
    select * from matched
    where name_length = longest
)

select * from whole
