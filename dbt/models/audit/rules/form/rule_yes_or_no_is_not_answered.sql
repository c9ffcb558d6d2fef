-- A question whether something is so (是否) is answered neither with 是 nor with 否.
with attributes as (
    select * from {{ ref('attributes_compared') }}
    where
        attribute_name ~ '是否' and attribute_name !~ '[是否].*[□√☑]' and attribute_value <> ''
        and {{ folded_text('attribute_value') }} !~ '是|否|[□√☑]|不|未|有'
),

found as (
    select
        statement_key,
        row_no,
        array[row_no] as row_nos,
        attribute_no::text as element,
        attribute_value as filed,
        '是 / 否' as expected,
        null::numeric as difference,
        format('“%s”应答“是”或“否”，填的是“%s”', attribute_name, attribute_value) as message_zh,
        format('“%s” asks for yes or no and is answered “%s”', attribute_name, attribute_value) as message_en,
        line_from,
        line_to
    from attributes
)

select * from found
