-- 813-某镇, [155]某局（本级）, **某人社局**: one name, whatever the form wraps around it.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with statements as (select * from {{ ref('stg_statements') }}),

short_forms as (select * from {{ ref('agency_short_forms') }}),

filed as (
    select agency_filed as name_filed from statements
    where agency_filed is not null
    union
    select implementing_unit from statements
    where implementing_unit is not null
),

folded as (
    select
        name_filed,
        regexp_replace(
            translate({{ folded_text('name_filed') }}, '【】〔〕[]', '()()()'),
            '(项目|单位)?(联系|负责|责任|经办|填报|填表)人.*$', ''
        ) as name_folded
    from filed
),

stripped as (
    select
        name_filed,
        case
            when name_folded ~ '汇总\)?$' then 'consolidated'
            when name_folded ~ '(本级|机关)\)?$' then 'unit'
        end as scope,
        nullif(regexp_replace(
            regexp_replace(name_folded, '^[0-9]{2,}[-_—–]|\([^()]*\)', '', 'g'), '(本级|机关|汇总)+$', ''
        ), '') as agency_name
    from folded
),

expanded as (
    select distinct on (stripped.name_filed)
        stripped.name_filed,
        coalesce(
            left(stripped.agency_name, -length(short_forms.short_form)) || short_forms.full_form,
            stripped.agency_name
        ) as agency_name,
        stripped.scope
    from stripped
    left join short_forms
        on
            right(stripped.agency_name, length(short_forms.short_form)) = short_forms.short_form
            and right(stripped.agency_name, length(short_forms.full_form)) <> short_forms.full_form
            -- 科学技术和经济信息化局 is one office, not one of 经济信息化
            and substr(stripped.agency_name, length(stripped.agency_name) - length(short_forms.short_form), 1)
            not in ('和', '与', '、')
    order by
        stripped.name_filed asc,
        length(short_forms.short_form) desc nulls last
)

select * from expanded
