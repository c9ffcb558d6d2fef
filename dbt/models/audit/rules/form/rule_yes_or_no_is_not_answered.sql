-- A question whether something is so (是否) is answered neither with 是 nor with 否.
with attributes as (
    select * from {{ ref('attributes_compared') }}
    where
        attribute_name ~ '是否' and attribute_name !~ '[是否].*[□√☑]' and attribute_value <> ''
        and {{ folded_text('attribute_value') }} !~ '是|否|[□√☑]|不|未|有'
),

found as (
    select
        {{ found_in_row('attribute_no', without=['difference']) }},
        attribute_value as filed,
        '是 / 否' as expected,
        format('“%s”应答“是”或“否”，填的是“%s”', attribute_name, attribute_value) as message_zh,
        format('“%s” asks for yes or no and is answered “%s”', attribute_name, attribute_value) as message_en
    from attributes
)

select * from found
