-- The last words of the name say what is counted, and the unit measures something else: a number of persons in percent or
-- money, a sum or a standard of payment in percent or persons. Shares and changes of such things are left out.
with targets as (
    select * from {{ ref('targets_compared') }}
    where
        bare_name !~ '率|占比|比例|比重|达标|完成|完好|覆盖|增长|增加|增幅|提高|提升|降低|下降|减少|压减|控制|及时|准确|符合|执行'
        and not is_growth
        and confidence <> 'doubtful'
        and (
            (
                bare_name ~ '(人数|人次|人次数)$'
                and dimension in ('ratio', 'money', 'time', 'area', 'length', 'weight')
            )
            or (bare_name ~ '(次数|场次|户数|数量|个数|金额|时限|天数|面积|里程)$' and dimension = 'ratio')
            or (
                bare_name ~ '(补贴|补助|发放|工资|津贴|缴费|收费|经费|待遇|保险)标准$'
                and dimension in ('ratio', 'persons', 'person_times', 'households', 'events', 'time', 'area')
            )
            or (
                bare_name ~ '(金额|总额|收入|产值|资金|经费|补贴额|贷款额)$'
                and dimension in ('persons', 'person_times', 'households', 'events', 'time', 'area')
            )
        )
),

found as (
    select
        {{ found_in_row('target_no', without=['expected', 'difference']) }},
        target_filed as filed,
        format('指标“%s”的指标值 %s 以“%s”计量，与名称不符', indicator_name, replace(target_filed, '|', ''), unit_filed)
            as message_zh,
        format(
            'The target of “%s”, %s, is measured in %s, which its name does not mean',
            indicator_name,
            replace(target_filed, '|', ''),
            unit_filed
        ) as message_en
    from targets
)

select * from found
