-- The year in the number of an official document stands in 〔 〕 (GB/T 9704), not in 【 】, [ ] or ( ).
with document_rows as (
    select
        *,
        regexp_replace(
            substring(filed_text from '[一-龥]{0,8}[【\[(（［][12][0-9]{3}[】\])）］]\s*[0-9]+\s*号'),
            '^.*(根据|按照|依据|关于|印发)',
            ''
        ) as number_filed
    from {{ ref('rows_compared') }}
),

numbered as (
    select
        *,
        regexp_replace(number_filed, '[【\[(（［]([12][0-9]{3})[】\])）］]\s*', '〔\1〕') as number_expected
    from document_rows
    where number_filed is not null
),

found as (
    select
        {{ found_in_row("'number'", without=['difference']) }},
        number_filed as filed,
        number_expected as expected,
        format('文号“%s”的年份应用六角括号：%s', number_filed, number_expected) as message_zh,
        format(
            'The year in the number of document “%s” stands in the wrong brackets; it is written %s',
            number_filed,
            number_expected
        ) as message_en
    from numbered
)

select * from found
