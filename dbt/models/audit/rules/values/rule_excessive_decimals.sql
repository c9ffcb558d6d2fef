-- More decimals than money has: in 万元 beyond the yuan, in 元 beyond the fen. Such figures leak from the systems that hold them.
with amounts as (
    select * from {{ ref('amounts_compared') }}
    where is_sure and digit_yuan < case when unit_yuan = 10000 then 1 else 0.01 end
),

found as (
    select
        {{ found_in_row('amount_no', without=['difference']) }},
        amount_filed as filed,
        {{ money_words('round(amount_yuan, 0)', 'unit_filed') }} as expected,
        format('“%s”的金额 %s%s 小数位数过多', item_name, amount_filed, unit_filed) as message_zh,
        format('The amount of “%s”, %s %s, has too many decimals', item_name, amount_filed, unit_filed)
            as message_en
    from amounts
)

select * from found
