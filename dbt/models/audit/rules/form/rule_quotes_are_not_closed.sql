-- A goal or another text of a form opens more quotation marks or brackets than it closes: it was cut off or mistyped.
with attributes as (
    select * from {{ ref('attributes_compared') }}
    where
        length(attribute_value) > 20
        and (
            length(translate(attribute_value, '“', '')) < length(translate(attribute_value, '”', ''))
            or length(regexp_replace(attribute_value, '[(（]', '', 'g'))
            < length(regexp_replace(attribute_value, '[)）]|[^(（][0-9]+[)）]', '', 'g'))
        )
),

found as (
    select
        {{ found_in_row('attribute_no', without=['filed', 'expected', 'difference']) }},
        format('“%s”的文字中引号或括号未闭合', attribute_name) as message_zh,
        format('The text of “%s” opens quotes or brackets that it does not close', attribute_name)
            as message_en
    from attributes
)

select * from found
