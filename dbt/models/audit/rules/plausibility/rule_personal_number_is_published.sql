-- A line of a published filing prints the mobile number of a person. The number itself goes nowhere.
with lines as (
    select * from {{ ref('lines_compared') }}
    where mobile_numbers > 0
),

found as (
    select
        {{ found_in_row('part_no', line='line_no', without=['filed', 'expected', 'difference']) }},
        format('第 %s 行公开了 %s 个 11 位个人手机号码', line_no, mobile_numbers) as message_zh,
        format(
            'Line %s publishes %s', line_no,
            case mobile_numbers
                when 1 then 'a personal mobile number of 11 digits'
                else mobile_numbers || ' personal mobile numbers of 11 digits'
            end
        ) as message_en
    from lines
)

select * from found
