-- A sign that was filed caps what should be reached, or gives a floor to what should be limited: satisfaction ≤, a cost,
-- a time limit or a rate of errors ≥. A saving and a rate of errors set right are floors.
with targets as (
    select * from {{ ref('targets_compared') }}
    where
        operator_source = 'filed'
        and confidence <> 'doubtful'
        and not is_growth
        and (
            (
                operator in ('<=', '<')
                and bare_name ~ '(满意度|满意率|合格率|准确率|及时率|覆盖率|知晓率|到位率|达标率|通过率|完好率|保障率)$'
                and bare_name !~ '不|未|差|误|低|降|投诉'
                and value * factor_to_base < 1
            )
            or (
                operator in ('>=', '>')
                and (
                    (
                        level1_code = 'COST'
                        and dimension = 'money'
                        and bare_name !~ '标准|节约|节省|降低|减少|压减|收入|收益|效益|产值|增收'
                    )
                    or (
                        bare_name ~ '(故障|差错|失误|错误|投诉|事故|违规|损耗|流失|返工)率$'
                        and bare_name !~ '降|减|低|处理|查处|办结|排除|下降'
                    )
                    or (bare_name ~ '(响应|处理|办理|修复|处置|审批|放贷)(时间|时限)$' and dimension in ('time', 'work_time'))
                )
            )
        )
),

found as (
    select
        statement_key,
        row_no,
        array[row_no] as row_nos,
        target_no::text as element,
        target_filed as filed,
        case when operator in ('<=', '<') then '>=' else '<=' end as expected,
        null::numeric as difference,
        format(
            '指标“%s”的指标值 %s 方向相反，%s', indicator_name, replace(target_filed, '|', ''),
            case when operator in ('<=', '<') then '应设下限（≥）' else '成本、时限、差错应设上限（≤）' end
        ) as message_zh,
        format(
            'The target of “%s”, %s, points the wrong way: %s',
            indicator_name, replace(target_filed, '|', ''),
            case when operator in ('<=', '<') then 'a floor (≥) is meant' else 'a cap (≤) is meant' end
        ) as message_en,
        line_from,
        line_to
    from targets
)

select * from found
