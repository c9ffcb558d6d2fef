-- A unit names itself as the one subordinate to it.
with attributes as (
    select * from {{ ref('attributes_compared') }}
    where attribute_name ~ '直属|下属|所属'
),

statements as (select * from {{ ref('statements_compared') }}),

itself as (
    select attributes.*
    from attributes
    inner join statements on attributes.statement_key = statements.statement_key
    where {{ folded_text('attributes.attribute_value') }} = {{ folded_text('statements.agency_filed') }}
),

found as (
    select
        {{ found_in_row('attribute_no', without=['expected', 'difference']) }},
        attribute_value as filed,
        format('“%s”填的是本单位“%s”', attribute_name, attribute_value) as message_zh,
        format('“%s” names the unit itself, “%s”', attribute_name, attribute_value) as message_en
    from itself
)

select * from found
