-- A number is filed as quantitative (定量) without a sign, or its cell for the sign is blank where more than two numbers in three
-- of the table have one there. Signs in one cell with their numbers are left out by many, who mean =.
with targets as (
    select
        *,
        operator_cell = '定量' as is_typed,
        count(*) over (partition by statement_key) as numbers,
        count(*) filter (where operator_cell not in ('定量', '定性'))
            over (partition by statement_key)
            as signed_numbers
    from {{ ref('targets_compared') }}
    where target_kind = 'number' and statement_kind <> 'narrative' and confidence <> 'doubtful'
),

unsigned as (
    select * from targets
    where
        value > 0
        and (
            (is_typed and operator_source in ('implicit', 'content'))
            or (
                operator_source = 'implicit' and operator_cell is null and has_cells and words !~ '[≥≤<>=≧≦]'
                and signed_numbers >= 3 and signed_numbers * 3 > numbers * 2
            )
        )
),

found as (
    select
        {{ found_in_row('target_no', without=['expected', 'difference']) }},
        target_filed as filed,
        concat(
            format('指标“%s”的指标值 %s ', indicator_name, target_words),
            case
                when is_typed then '只填“定量”，未填≥、≤或='
                else format('未填符号，本表 %s 个数值中 %s 个有符号', numbers, signed_numbers)
            end
        ) as message_zh,
        concat(
            format('The target of “%s”, %s, ', indicator_name, target_words),
            case
                when is_typed then 'is filed as quantitative without ≥, ≤ or ='
                else
                    format(
                        'has no sign; %s of the %s numbers in this table have one', signed_numbers, numbers
                    )
            end
        ) as message_en
    from unsigned
)

select * from found
