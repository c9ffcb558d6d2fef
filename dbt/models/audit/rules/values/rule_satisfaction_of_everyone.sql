-- Nobody satisfies everyone or gets every loan back: 100 % is not a target that was thought about.
with targets as (
    select * from {{ ref('targets_compared') }}
    where
        operator in ('>=', '=')
        and dimension = 'ratio'
        and value * factor_to_base = 1
        and (
            bare_name ~ '满意(度|率|程度|情况)?$|好评率$'
            or (bare_name ~ '贷.*(回收|还款|收回|按期还|偿还)率$')
        )
        and bare_name !~ '不满意|调查|测评|问卷'
        and confidence <> 'doubtful'
),

found as (
    select
        {{ found_in_row('target_no', without=['expected', 'difference']) }},
        target_filed as filed,
        format(
            '指标“%s”的指标值为 %s，要求%s不切实际', indicator_name, target_words,
            case when bare_name ~ '贷' then '贷款全部收回' else '人人满意' end
        ) as message_zh,
        format(
            'The target of “%s” is %s: that %s is not realistic', indicator_name, target_words,
            case when bare_name ~ '贷' then 'every loan is paid back' else 'everyone is satisfied' end
        ) as message_en
    from targets
)

select * from found
