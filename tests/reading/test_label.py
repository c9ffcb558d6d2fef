"""label: each row gets its role, each cell its field, whatever swallowed or displaced a column."""

import pytest

from etl.filing import Role
from etl.reading.table.alignment import Column, align_row
from etl.vocabulary.heads import asks_for_person, column_field, stage_side
from etl.vocabulary.levels import is_level2_fragment, level1_code
from tests.support.inline_text import amounts_of, attributes_of, filing_of, indicators_of, rows_of

WIDE = "某局部门（单位）整体支出绩效目标表\n（2025年度）\n部门（单位）\t甲县财政局\n"
WIDE += "一级指标\t二级指标\t三级指标\t指标值类型\t指标值\t度量单位\t指标值内容\t备注\n"
PROJECT = "项目支出绩效目标表\n项目名称\t养护\n{money}\n绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n\t产出指标\t数量指标\t里程\t5公里\n"


@pytest.mark.parametrize(
    ("row", "read"),
    [
        (
            "基本运行指标\t预算收支管理\t“预算执行率”\t≥\t98\t%",
            ("基本运行指标", "预算收支管理", "“预算执行率”", "≥", "98", "%"),
        ),
        ("人员管理\t在职人员控制率\t≤\t5\t%", ("", "人员管理", "在职人员控制率", "≤", "5", "%")),
        ("成本控制\t\t定性\t预算内", ("", "", "成本控制", "定性", "预算内", "")),
        ("预算支出经费\t\t=\t161.16\t万元", ("", "", "预算支出经费", "=", "161.16", "万元")),
        ("\t采购管理\t政府采购节约率\t≥\t\t3\t%", ("", "采购管理", "政府采购节约率", "≥", "3", "%")),
        ("\t\t资金使用合规性\t定性\t\t合规", ("", "", "资金使用合规性", "定性", "合规", "")),
        ("\t时效指标\t资金到位时限\t=\t2025年\t全年", ("", "时效指标", "资金到位时限", "=", "2025年", "全年")),
        ("\t质量指标\t覆盖率\t\\geq\t100\t%", ("", "质量指标", "覆盖率", "\\geq", "100", "%")),
        ("\t质量指标\t帮扶率\t定量\t≥60%\t%", ("", "质量指标", "帮扶率", "定量", "≥60%", "%")),
    ],
)
def test_a_row_lands_under_its_heads_even_where_cells_are_displaced(row, read):
    assert indicators_of(WIDE + row + "\n") == [read]


def test_a_row_that_lost_its_first_cells_at_a_page_break_is_shifted_back():
    text = "整体支出绩效目标表\n(2022年)\n\t一级指标\t二级指标\t三级指标\t指标值\n成本指标\t工资成本\t<=1663.73万元\n"
    assert indicators_of(text) == [("", "成本指标", "工资成本", "", "<=1663.73万元", "")]


def test_a_second_row_of_heads_parts_sign_value_and_unit():
    text = "（四）单位整体支出绩效指标\n\n| 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | | |\n|--|--|--|--|--|--|--|\n"
    text += "| | | | | 符号 | 值 | 单位 |\n| 单位产出 | 数量 | 骨干人数 | 完成率 | ≥ | 70.00% | |\n| | 可持续影响 | | | | | |\n"
    assert indicators_of(text) == [("单位产出", "数量", "骨干人数", "≥", "70.00%", "")]
    assert rows_of(text, Role.INDICATOR)[0].fields["description"] == "完成率"
    assert rows_of(text, Role.HEADING)[-1].fields == {"level2": "可持续影响"}


def test_levels_are_carried_down_and_a_label_in_mid_table_reaches_up_to_rows_without_one():
    text = "整体支出绩效目标表\n一级指标\t二级指标\t三级指标\t指标值\n\t数量指标\t甲\t=1人\n\t数量指标\t乙\t=2人\n\n产出指标\n\n"
    text += "\t质量指标\t丙\t=3%\n效益指标\t社会效益指标\t丁\t有效提升\n"
    assert [row[:3] for row in indicators_of(text)] == [
        ("产出指标", "数量指标", "甲"),
        ("产出指标", "数量指标", "乙"),
        ("产出指标", "质量指标", "丙"),
        ("效益指标", "社会效益指标", "丁"),
    ]


def test_a_level_2_label_torn_by_a_page_break_is_given_whole_to_both_rows():
    text = "整体支出绩效目标表\n绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n\t效益指标\t社会效益指标\t网点覆盖率\t≥60%\n"
    text += "\t\t服务对象\t机构满意度\t≥80%\n\n满意度指标\t象 满意度 指标\t个人满意度\t$\\geq 80\\%$\n"
    assert [row[:3] for row in indicators_of(text)][1:] == [
        ("满意度指标", "服务对象满意度指标", "机构满意度"),
        ("满意度指标", "服务对象满意度指标", "个人满意度"),
    ]


def test_both_sides_of_a_budget_stand_in_one_row():
    text = WIDE.replace("一级指标", "当年预算构成 （万元）\t部门（单位）收入预算\t\t部门（单位）支出预算\n\t本级财政安排\t6721.906\t公用经费\t90.706\n"
                        "\t其他资金\t\t项目经费\t0\n\t收入预算合计\t15.226\t支出预算合计\t15.226\n一级指标")  # fmt: skip
    assert amounts_of(text + "\t数量指标\t甲\t=\t1\t人\n") == [
        ("本级财政安排", "本级财政安排", "revenue", "6721.906"),
        ("公用经费", "", "expenditure", "90.706"),
        ("项目经费", "", "expenditure", "0"),
        ("收入预算合计", "", "revenue", "15.226"),
        ("支出预算合计", "", "expenditure", "15.226"),
    ]


def test_figures_under_stages_are_amounts_and_their_rate_is_an_attribute():
    text = WIDE.replace(
        "一级指标",
        "上年预算情况(万元)\t预算批复数\t预算调整数\t实际支出数\t执行率\t年末结转结\n\t9757.7\t\t7618.51\t78%\t0\n一级指标",
        1,
    )
    text += "\t数量指标\t甲\t=\t1\t人\n"
    assert amounts_of(text) == [
        ("预算批复数", "", "prior_year", "9757.7"),
        ("实际支出数", "", "prior_year", "7618.51"),
        ("年末结转结", "", "prior_year", "0"),
    ]
    assert attributes_of(text)["执行率"] == "78%"


def test_staff_under_their_heads_are_attributes_by_name():
    text = WIDE.replace(
        "一级指标", "信息\t编制人员数\t实有在职人数\t\t行政编制人数\t编外\n\t10\t13\t\t6\t4\n一级指标", 1
    )
    found = attributes_of(text + "\t数量指标\t甲\t=\t1\t人\n")
    assert [found[name] for name in ("编制人员数", "实有在职人数", "行政编制人数", "编外")] == ["10", "13", "6", "4"]


def test_without_a_block_of_revenue_the_labels_tell_what_is_revenue_and_what_a_source():
    text = WIDE.replace("一级指标", "当年预算情况（万元）\t收入预算合计\t60.34\t其中：财政拨款\t10.34\t其他收入\t50\n"
                        "\t支出预算合计\t60.34\t其中：基本支出\t2.14\t项目支出\t58.2\n一级指标")  # fmt: skip
    assert amounts_of(text + "\t数量指标\t甲\t≥\t1\t人\n") == [
        ("收入预算合计", "", "revenue", "60.34"),
        ("财政拨款", "财政拨款", "revenue", "10.34"),
        ("其他收入", "其他收入", "revenue", "50"),
        ("支出预算合计", "", "expenditure", "60.34"),
        ("基本支出", "", "expenditure", "2.14"),
        ("项目支出", "", "expenditure", "58.2"),
    ]


def test_funds_of_a_project_are_named_by_their_labels_and_blank_is_not_zero():
    text = PROJECT.format(
        money="项目资金 (万元)\t年度资金总额:\t64.09\n\t其中: 财政资金\t64.09\n\t其他资金\t\n\t单位资金\t0"
    )
    assert amounts_of(text) == [
        ("养护", "年度资金总额", "expenditure", "64.09"),
        ("养护", "财政资金", "expenditure", "64.09"),
        ("养护", "单位资金", "expenditure", "0"),
    ]


def test_a_project_named_after_money_is_a_name_and_no_label():
    text = PROJECT.format(money="年度资金总额\t5").replace("养护", "就业补助资金")
    assert filing_of(text).statements[0].project_name == "就业补助资金"
    assert amounts_of(text) == [("就业补助资金", "年度资金总额", "expenditure", "5")]


def test_a_goal_that_states_amounts_keeps_its_text_and_gives_them():
    goal = "总体目标\t资金用于临聘人员工资, 391人, 每月预计80万元, 退职人员补贴40万, 合计1000万元。"
    text = PROJECT.format(money=goal)
    assert amounts_of(text) == [
        ("养护", "", "expenditure", "80"),
        ("退职人员补贴", "", "expenditure", "40"),
        ("合计", "", "expenditure", "1000"),
    ]
    assert attributes_of(text)["总体目标"] == goal.partition("\t")[2]


def test_a_row_that_fits_no_head_is_set_aside_and_not_guessed():
    text = WIDE + "\t数量指标\t甲\t=\t1\t人\n产出\t甲\t乙\t丙\t丁\t戊\t己\t庚\t辛\t壬\n"
    assert len(rows_of(text, Role.INDICATOR)) == 1
    assert len(rows_of(text, Role.UNPLACED)) == 1


PERSONS = (
    "项目责任人\t某某某\t手机\t5550100", "单位法人\t某某某\t邮箱\ta@b.cn", "主要负责人\t某某某", "联系人员\t某某某\t办公电话\t5550100",
    "责任人\t某某某", "项目联系人（含电话）\t某某某 5550100", "联系人及电话：某某某、5550100",
)  # fmt: skip


@pytest.mark.parametrize("apart", ["\t", "\n"], ids=["in cells", "a cell a line"])
@pytest.mark.parametrize("said", PERSONS)
def test_whoever_a_form_names_beside_its_unit_is_no_part_of_the_unit(said, apart):
    text = PROJECT.format(money=f"实施单位\t甲县公路站\n{said}\n年度资金总额\t5").replace("\t", apart)
    [statement] = filing_of(text).statements
    assert statement.implementing_unit == "甲县公路站"
    assert any(value.startswith("某某某") for value in attributes_of(text).values())


def test_whoever_signs_below_the_indicators_is_no_indicator():
    text = WIDE + "\t数量指标\t甲\t=\t1\t人\n经办人：某某某（5550100）\n"
    assert [name for _, _, name, *_ in indicators_of(text)] == ["甲"]
    text = PROJECT.format(money="年度资金总额\t5").replace("\t", "\n") + "经办人：某某某（5550100）\n"
    assert not [target for target in indicators_of(text) if "某某某" in "".join(target)]


@pytest.mark.parametrize("figures", ["2023.07-2024.01", "51990021R000000020017"])
def test_figures_among_heads_are_kept_be_they_like_years_or_not(figures):
    heads = f"信息\t编制人员数\t{figures}\t行政编制人数\t编外\n\t10\t\t6\t4\n一级指标"
    [aside] = rows_of(WIDE.replace("一级指标", heads, 1), Role.UNPLACED)
    assert figures in aside.filed_text
    assert rows_of(WIDE.replace("一级指标", heads.replace(figures, "2023年实有人数"), 1), Role.UNPLACED) == []


def test_a_row_that_is_set_aside_states_no_targets():
    text = "绩效目标表\n一级指标\t三级指标\t指标值(长期)\t指标值(年度)\n产出指标\t甲\t5人\t1人\n\t\t32次\t8次\n"
    [aside] = rows_of(text, Role.UNPLACED)
    assert aside.fields == {"value": "8次", "period": "指标值(年度)"}


def test_a_budget_text_without_indicator_table_yields_no_indicator():
    text = "甲县财政局 2023 年预算情况说明\n2023 年支出预算 5 万元，其中基本支出 5 万元。\n绩效指标：公益性岗位补贴到位率100%。\n"
    assert indicators_of(text) == []
    assert len(amounts_of(text)) == 2


def test_a_figure_that_no_field_took_is_kept_and_not_lost():
    text = PROJECT.format(money="项目资金 (万元)\t年度资金总额:\t64.09\t第二年\t7.5亿")
    assert amounts_of(text) == [("养护", "年度资金总额", "expenditure", "64.09")]
    found = [one for row in filing_of(text).rows for one in row.fields.get("attributes", ())]
    assert any("7.5亿" in one.get("value", "") for one in found)


def test_the_numbering_of_a_label_is_no_figure():
    text = PROJECT.format(
        money="项目资金(万元)\t(一)财政拨款小计\t6.30\n\t1、一般公共预算\t6.30\n\t2、政府性基金\t0.00"
    )
    assert all("attributes" not in row.fields for row in rows_of(text, Role.AMOUNT))


def test_the_years_named_below_the_head_of_values_are_heads_and_no_indicator():
    text = "项目支出绩效目标批复表\n一级指标 | 二级指标 | 三级指标 | 指标值 | |\n| | | 2021年实际实现值 | 预期2022年实现值 |\n产出指标 | 数量指标 | 培训人次 | | 280人次 |\n"
    assert [row[2] for row in indicators_of(text)] == ["培训人次"]


@pytest.mark.parametrize("label", ["部门预算编码", "预算年度", "资金文号", "项目资金到位率", "预算执行率权重（%）："])
def test_a_code_a_year_or_a_rate_is_no_amount_though_its_label_speaks_of_money(label):
    assert amounts_of(PROJECT.format(money=f"{label}\t2024")) == []


def test_what_years_before_reached_is_no_target():
    text = "项目支出绩效目标表\n项目名称\t养护\n一级指标\t二级指标\t三级指标\t前年\t上年\t预计当年实现\t备注\n"
    text += "产出指标\t数量指标\t里程\t402公里\t410公里\t418公里\t\n"
    assert indicators_of(text) == [("产出指标", "数量指标", "里程", "", "418公里", "")]


def test_a_row_as_wide_as_its_head_stands_where_it_stands():
    text = "部门整体绩效目标表\n一级指标\t二级指标\t三级指标\t运算符号\t指标值\t度量单位\t完成时限\n"
    text += "可持续性\t体制机制改革\t应急联动机制\t\t完善\t\t2025-12\n"
    assert indicators_of(text) == [("可持续性", "体制机制改革", "应急联动机制", "", "完善", "")]


def doubts_of(text):
    return [row.fields["name"] for row in rows_of(text, Role.INDICATOR) if "unsure_cut" in row.fields["doubts"]]


def test_a_name_of_two_cells_without_an_outcome_may_hold_its_target():
    text = "项目自评表\n一级指标\n二级指标\n三级指标\n指标值\n实际完成值\n产出指标\n质量指标\n准确率\n100%\n100%\n"
    text += "时效指标\n按月发放补贴\n\n时间达标率\n\n100%\n"
    assert doubts_of(text) == ["按月发放补贴时间达标率"]


def test_a_label_that_may_stand_on_either_level_is_doubtful_where_the_description_seems_to_be_missing():
    text = "项目绩效目标表\n项目名称 | 维修 |\n一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 |\n"
    text += "产出指标 | 数量指标 | 面积 | 维修面积 | 620平方米 |\n成本指标 | 项目成本 | 维修总成本 | 34.5万元 | |\n"
    assert [row.fields["name"] for row in rows_of(text, Role.INDICATOR)] == ["面积", "维修总成本"]
    assert "unsure_cut" in rows_of(text, Role.INDICATOR)[1].fields["doubts"]


def test_pieces_of_labels_around_a_row_make_it_doubtful():
    text = "资金绩效目标表\n二级指标\n指标内容\n指标值\n备注\n成本指标\n维护费用\n≤4200元\n效社会效益\n受益人口\n11.6万人\n益指标\n指\n"
    assert doubts_of(text) == ["效社会效益受益人口"]


def test_a_code_is_no_level_of_an_indicator():
    text = "项目绩效目标表\n一级指标\t二级指标\t三级指标\t指标值\t度量单位\n505009\t甲县特殊学校\t学校\t22.00\t元\n产出指标\t数量指标\t人数\t7\t人\n"
    assert [row[2] for row in indicators_of(text)] == ["人数"]


def test_figures_stand_under_the_stages_that_their_rate_tells():
    text = "项目自评表\n项目名称 | 防火 |\n年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | |\n其中:财政拨款 | 35.00 | 35.00 | 32.55 | 93% | | |\n"
    text += "一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 |\n"
    assert [amount[2:] for amount in amounts_of(text)] == [
        ("budgeted", "35.00"), ("budgeted", "35.00"), ("executed", "32.55"),
    ]  # fmt: skip


def test_a_level_torn_into_two_labels_is_one():
    text = "项目绩效目标表\n一级指标\t二级指标\t三级指标\t指标值\n效益指标\t社会公众或\t群众满意度\t≥85%\n\t服务对象满意度指标\t\t\n"
    assert [row[1:3] for row in indicators_of(text)] == [("社会公众或服务对象满意度指标", "群众满意度")]


def test_a_line_may_say_its_label_the_fund_and_the_amount():
    text = PROJECT.format(money="").replace("项目名称\t养护", "项目名称：养护\n资金来源：财政拨款 132 万元")
    assert amounts_of(text) == [("养护", "财政拨款", "expenditure", "132")]


def test_parts_of_what_a_place_gets_are_amounts_too():
    text = (
        "2025年救灾资金分配表\n序号\t县（市、区）\t资金额度\t其中：小麦\t备注\n1\t东丘县\t210\t150\t\n"
        + PROJECT.format(money="")
    )
    assert [row[::3] for row in amounts_of(text)] == [("东丘县", "210"), ("东丘县", "150")]


def test_a_fund_whose_label_says_so_is_money():
    assert amounts_of(PROJECT.format(money="社保基金\t12.5")) == [("养护", "社保基金", "expenditure", "12.5")]


# --- what a cell costs under a column: each of these falls when a weight of etl/costs.py or etl/align.py changes ----


JUDGED = "项目绩效目标自评表\n项目名称\t甲项目\n一级指标\t二级指标\t三级指标\t指标值\t实际完成值\t分值\t得分\n"
OF_MANY = "项目绩效目标表\n单位名称\t项目名称\t预算数\t年度目标\t一级指标\t二级指标\t三级指标\t指标值\n"


def read_of(text, *fields):
    return [tuple(row.fields.get(field, "") for field in fields) for row in rows_of(text, Role.INDICATOR)]


def test_a_figure_with_a_sign_under_what_was_reached_stays_there_where_the_format_knows_the_grid():
    rows = (
        "一级指标|二级指标|三级指标|指标值|实际完成值",
        "产出指标|数量指标|绿化|5亩|6亩",
        "产出指标|数量指标|培训||≥30人",
    )
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>" for row in rows)
    text = f"<html><body><p>项目绩效目标表</p><table>{cells}</table></body></html>"
    assert [row.fields["actual"] for row in rows_of(text, Role.UNPLACED)] == ["≥30人"]


@pytest.mark.parametrize(("cost", "field"), [(3.5, "far"), (2.5, "near")])
def test_a_cell_four_places_from_its_column_is_as_far_as_can_be(cost, field):
    columns = [Column("far", "甲", 0), Column("near", "乙", 9)]
    costs = {"far": 0.0, "near": cost}
    [(_, column)] = align_row(
        [*[""] * 8, "词"], columns, lambda _, column: costs[column.field], lambda _: 0.0, moved=1.0
    )
    assert column is not None and column.field == field


def test_a_label_that_may_be_a_piece_of_another_is_the_first_level_it_names():
    text = "项目绩效目标表\n一级指标\t二级指标\t三级指标\t指标值\t备注\n效益指标\t改善环境\t合格\t\n"
    assert read_of(text, "level1", "level2", "name") == [("效益指标", "", "改善环境")]


def test_a_sentence_behind_a_label_is_a_name_without_a_target_and_not_the_target_of_the_label():
    text = "项目绩效目标表\n一级指标\t二级指标\t三级指标\t指标值\n社会效益指标\t受益人数\t410\t\n生态效益指标\t减少水土流失。\t\t\n"
    assert [row.fields for row in rows_of(text, Role.UNPLACED)] == [
        {"level2": "生态效益指标", "name": "减少水土流失。"},
    ]


def test_a_dash_before_a_target_stands_for_its_sign_rather_than_for_its_unit():
    text = "项目绩效目标表\n指标名称\t计量单位\t指标性质\t指标值\n绿化\t亩\t≥\t30\n成活率\t—\t95%\n"
    assert read_of(text, "name", "unit", "operator", "value")[1] == ("成活率", "", "—", "95%")


def test_of_two_figures_behind_a_target_in_words_none_is_what_was_reached():
    text = JUDGED + "产出指标\t质量指标\t道路平整\t\t达到标准\t\t5\t5\n"
    assert read_of(text, "value", "actual", "weight", "score") == [("达到标准", "", "5", "5")]


def test_a_target_is_no_score():
    text = JUDGED.replace("指标值\t实际完成值\t分值", "分值\t指标值\t实际完成值")
    text += "产出指标\t数量指标\t培训\t15\t—\t≥30人\t\n"
    assert read_of(text, "weight", "value", "actual", "score") == [("15", "—", "≥30人", "")]


def test_a_word_for_no_unit_is_no_remark():
    text = "项目绩效目标表\n一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t备注\n产出指标\t数量指标\t开放天数\t定量\t95\t无\t\n"
    assert read_of(text, "value", "unit", "note") == [("95", "无", "")]


def test_a_project_without_an_amount_keeps_its_agency_and_its_goal():
    text = OF_MANY + "甲镇\t保洁费\t每日清扫\t效益指标\t经济效益指标\t收入\t95%\n"
    found = {one["name"]: one["value"] for one in rows_of(text, Role.INDICATOR)[0].fields["attributes"]}
    assert found == {"单位名称": "甲镇", "项目名称": "保洁费", "年度目标": "每日清扫"}


def test_a_label_beside_an_empty_goal_is_a_level_and_no_goal():
    assert read_of(OF_MANY + "甲镇\t保洁费\t\t\t效益指标\t\t绿化面积\t5亩\n", "level1", "name") == [
        ("效益指标", "绿化面积")
    ]


def test_a_remark_beside_an_empty_project_names_no_project():
    text = "项目绩效目标表\n项目名称\t备注\t一级指标\t二级指标\t三级指标\t指标值\t完成时限\n"
    text += "保洁费\t\t产出指标\t数量指标\t人数\t4人\t年底\n\t每季度核对\t产出指标\t质量指标\t合格率\t95%\n"
    assert read_of(text, "name", "note") == [("人数", ""), ("合格率", "每季度核对")]


def test_the_second_of_two_values_has_its_name_left_of_the_first():
    text = "项目绩效目标表\n一级指标\t二级指标\t三级指标\t中期指标值\t二级指标\t三级指标\t年度指标值\n效益指标\t\t秩序\t有效提升\t\t\t零投诉\n"
    assert read_of(text, "name", "value", "period") == [("秩序", "零投诉", "年度指标值")]


def test_of_two_values_one_may_be_missing_and_the_name_may_not():
    text = (
        "项目绩效目标表\n一级指标\t二级指标\t三级指标\t中期指标值\t年度指标值\n产出指标\t数量指标\t设备\t令人满意\t\n"
    )
    assert read_of(text, "name", "value", "period") == [("设备", "令人满意", "中期指标值")]


# --- figures under the stages of a budget: each of these falls when a weight of etl/label/stages.py changes ----


def stages_of(heads, row, apart="\t", label="项目资金(万元)\t"):
    """What stands under which stage, read from one row of a form; the heads may have lost their own label."""
    text = f"项目自评表\n项目名称\t防火\n{label}{heads}\n{row}\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t里程\t5公里\n"
    found = [row.fields for row in filing_of(text.replace("\t", apart)).rows]
    amounts = [(one["stage"], one["amount"]) for fields in found for one in fields.get("amounts", ())]
    others = [(one["name"], one["value"]) for fields in found for one in fields.get("attributes", ()) if "value" in one]
    return amounts + [pair for pair in others if pair[0] != "项目名称"]


def test_one_figure_before_a_rate_was_spent():
    heads = "全年预算数\t全年执行数\t执行率"
    assert stages_of(heads, "其他资金\t\t7.77\t81.79%", label="") == [("全年执行数", "7.77"), ("执行率", "81.79%")]


def test_the_budget_of_the_start_of_the_year_is_left_out_first():
    heads = "年初预算数\t全年预算数\t全年执行数"
    assert stages_of(heads, "其他资金\t9.50\t7.77", "\n") == [("全年预算数", "9.50"), ("全年执行数", "7.77")]


def test_a_rate_may_stand_without_its_sign_and_is_no_amount():
    heads = "全年预算数\t全年执行数\t执行率"
    assert stages_of(heads, "年度资金总额\t\t817.70\t81.8") == [("全年执行数", "817.70"), ("执行率", "81.8")]


def test_an_amount_is_no_rate():
    heads = "全年预算数\t全年执行数\t执行率"
    assert stages_of(heads, "其中：财政拨款\t\t59.60\t", "\t") == [("全年执行数", "59.60")]


def test_a_figure_in_per_cent_is_no_amount():
    heads = "全年预算数\t全年执行数\t执行率"
    assert stages_of(heads, "其他资金\t4.75\t50%", "\n") == [("全年执行数", "4.75"), ("执行率", "50%")]


def test_an_amount_above_a_hundred_is_no_score():
    heads = "全年预算数\t全年执行数\t分值\t执行率\t得分"
    assert stages_of(heads, "其中：财政拨款\t1000.00\t\t817.70\t\t\t9.3", label="") == [
        ("全年预算数", "1000.00"), ("全年执行数", "817.70"), ("得分", "9.3"),
    ]  # fmt: skip
    assert stages_of(heads, "其中：财政拨款\t120.00\t120.00\t\t\t10", label="") == [
        ("全年预算数", "120.00"), ("全年执行数", "120.00"), ("得分", "10"),
    ]  # fmt: skip


def test_a_small_figure_before_a_rate_is_a_weight_and_the_one_before_it_was_spent():
    heads = "年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分"
    assert stages_of(heads, "上年结转资金\t\t\t28.62\t10\t81.77%") == [
        ("全年执行数", "28.62"), ("分值", "10"), ("执行率", "81.77%"),
    ]  # fmt: skip


def test_three_amounts_stand_under_three_stages_though_their_rate_is_missing():
    heads = "年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分"
    assert stages_of(heads, "其他资金\t64.09\t64.09\t59.60\t10\t\t—", label="")[:3] == [
        ("年初预算数", "64.09"), ("全年预算数", "64.09"), ("全年执行数", "59.60"),
    ]  # fmt: skip


def test_a_dash_holds_the_place_of_a_stage():
    heads = "预算批复数\t预算调整数\t实际支出数\t执行率"
    assert stages_of(heads, "其中：财政拨款\t120.00\t—\t\t") == [("预算批复数", "120.00")]


def test_a_dash_behind_what_was_spent_stands_under_its_rate():
    assert stages_of("年初预算数\t全年执行数\t执行率", "其他资金\t7.77\t—", "\n") == [("全年执行数", "7.77")]


# --- how long, how many: each of these falls when a number in etl/label, etl/pairs.py or etl/vocabulary changes ----


def test_an_agency_its_projects_and_an_amount_alone_are_a_sum():
    text = (
        OF_MANY
        + "甲镇\t各项目\t1700\n甲镇\t保洁费\t500\t每日清扫\t产出指标\t数量指标\t人数\t4人\n甲镇\t运转费\t保障\t60\n"
    )
    assert [row[::3] for row in amounts_of(text)] == [("各项目", "1700"), ("保洁费", "500")]


def test_a_text_that_speaks_of_money_is_a_label_unless_it_is_long():
    assert [row[1] for row in amounts_of(PROJECT.format(money="本年度新增债券安排的项目资金\t7"))] == [
        "本年度新增债券安排的项目资金",
    ]
    assert amounts_of(PROJECT.format(money="用于开展全县农村道路养护工作的各类资金\t7")) == []


@pytest.mark.parametrize(("said", "found"), [("合格率≥95%", [("合格率", "95%")]), ("面积≥95亩", [])])
def test_a_name_before_its_target_has_three_signs_or_more(said, found):
    assert read_of(PROJECT.format(money="").replace("里程\t5公里", f"{said}\t"), "name", "value") == found


def test_a_matrix_of_eighteen_villages_may_stand_one_to_a_line():
    villages = "".join(f"{name}岭村\n" for name in "东南西北上下前后左右高低大小新老长短")
    text = (
        f"区域绩效目标表\n项目名称\n甲资金\n一级指标\n二级指标\n三级指标\n{villages}产出指标\n数量指标\n监测点\n"
        + "2\n" * 18
    )
    assert [len(row.fields["more"]) for row in rows_of(text, Role.INDICATOR)] == [17]


def test_a_person_has_a_name_and_a_number_and_no_sentence():
    assert asks_for_person("经办人：某某某 5550100 办公室二楼")
    assert not asks_for_person("联系人：由甲县水利局办公室和各乡镇水利站的工作人员共同担任并公示")


def test_a_cut_head_counts_by_its_start_unless_that_is_short():
    assert (column_field("未完成原"), column_field("度量单")) == ("reason", None)
    assert (stage_side("年末结"), stage_side("年末")) == ("prior_year", None)


def test_a_cut_level_counts_by_its_start_unless_that_is_short():
    assert (level1_code("持续发展能力指"), level1_code("履职效能指")) == ("SUST", None)
    assert (is_level2_fragment("社会效"), is_level2_fragment("满意")) == (True, False)


# --- nothing disappears: what is no target, no amount and no known fact is told ----------------------------------


def test_an_amount_with_a_note_stands_under_its_stage():
    found = stages_of("年初预算数\t全年预算数\t全年执行数", "其他资金\t36.50\t42.00\t39.90(含质保金)")
    assert found == [("年初预算数", "36.50"), ("全年预算数", "42.00"), ("全年执行数", "39.90(含质保金)")]


def test_an_amount_with_a_note_stands_under_its_head():
    text = "项目绩效目标表\n序号\t项目名称\t金额\t备注\n1\t管护2公里\t约39.90\t分两次\n"
    text += "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t里程\t5公里\n"
    assert ("管护2公里", "", "expenditure", "约39.90") in amounts_of(text)


@pytest.mark.parametrize(
    "amount", ["39.90(含质保金)", "约39.90", "￥120.00", "△100", "(100.00)", "壹佰万元", "120万美元"]
)
def test_whatever_surrounds_an_amount_beside_a_label_of_money_it_is_one(amount):
    text = PROJECT.format(money=f"项目资金(万元)\t年度资金总额\t{amount}")
    assert [found[-1] for found in amounts_of(text)] == [amount.partition("(含")[0]]


def test_a_false_rate_does_not_move_an_amount_that_stands_under_its_stage():
    heads = "年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分"
    for apart in ("\t", " ", "\n"):
        found = stages_of(heads, "其他资金\t42.00\t42.00\t33.60\t10\t100%\t10", apart)
        assert found[:3] == [("年初预算数", "42.00"), ("全年预算数", "42.00"), ("全年执行数", "33.60")]


def test_an_amount_that_its_rate_placed_says_so():
    text = "项目自评表\n项目名称 | 防火 |\n年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | |\n其中:财政拨款 | 35.00 | 35.00 | 32.55 | 93% | | |\n"
    text += "一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 |\n"
    [row] = rows_of(text, Role.AMOUNT)
    assert all("placed_by_rate" in amount["doubts"] for amount in row.fields["amounts"])


def test_where_the_target_is_blank_the_result_stays_under_its_head():
    text = "项目支出绩效自评表\n项目名称\t养护\n一级指标\t二级指标\t三级指标\t指标值\t实际完成值\t分值\t得分\n"
    text += "产出指标\t数量指标\t里程\t≥5公里\t6公里\t10\t10\n效益指标\t社会效益指标\t覆盖村数\t\t57个\t20\t20\n\t\t改善人数\t\t\t20\t\n"
    _, blank = (row.fields for row in rows_of(text, Role.INDICATOR))
    assert blank == {
        "level1": "效益指标", "level2": "社会效益指标", "name": "覆盖村数", "actual": "57个", "weight": "20", "score": "20",
    }  # fmt: skip
    [weight_alone] = rows_of(text, Role.UNPLACED)
    assert weight_alone.fields["weight"] == "20"


def test_a_sign_in_the_column_of_direction_is_the_operator():
    text = "项目绩效目标表\n一级指标\t二级指标\t三级指标\t指标方向\t指标值\t计量单位\n产出指标\t数量指标\t里程\t≥\t5\t公里\n\t\t品种\t正向\t3\t个\n"
    assert [row[3] for row in indicators_of(text)] == ["≥", ""]
    assert [row.fields.get("direction") for row in rows_of(text, Role.INDICATOR)] == [None, "正向"]


@pytest.mark.parametrize("row", ["甲乙丙\t12.5", "甲乙丙\t≥", "640.3\t640.3\t311.1"])
def test_a_figure_beside_no_label_that_we_know_has_no_place(row):
    text = PROJECT.format(money=row)
    [aside] = rows_of(text, Role.UNPLACED)
    assert aside.filed_text == row


def test_points_in_a_heading_are_no_figures_that_were_not_read():
    assert rows_of(PROJECT.format(money="预算执行情况(10分)"), Role.UNPLACED) == []


def test_an_amount_beside_an_unread_figure_is_doubtful():
    text = PROJECT.format(money="项目资金(万元)\t年度资金总额\t64.09\t75.5\t")
    [row] = rows_of(text, Role.AMOUNT)
    assert [amount["doubts"] for amount in row.fields["amounts"]] == [["figure_unread"]]
    assert row.fields["attributes"] == [{"name": "(unread)", "value": "75.5"}]


def test_the_department_beside_a_title_is_the_agency_where_no_other_label_says_one():
    text = "项目支出绩效自评表\n部门\t甲县学校\n{more}项目名称\t养护\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t里程\t5公里\n"
    agencies = [filing_of(text.format(more=more)).statements[0].agency for more in ("", "主管部门\t甲县教育局\n")]
    assert agencies == ["甲县学校", "甲县教育局"]


def test_a_title_beside_a_fact_keeps_its_year_and_is_not_unread():
    text = "2022年度项目支出绩效自评表 | 部门:甲县学校 |\n项目名称 | 养护 |\n一级指标 | 二级指标 | 三级指标 | 指标值 |\n产出指标 | 数量指标 | 里程 | 5公里 |\n"
    filing = filing_of(text)
    assert filing.statements[0].fiscal_year == 2022
    assert all(one["name"] != "(unread)" for row in filing.rows for one in row.fields.get("attributes", ()))


def test_a_row_without_a_fact_that_the_text_ends_within_has_no_place():
    text = "项目支出绩效目标表\n| 项目名称 | 养护 |\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | 里程 | 5公里 |\n| 备注 | 2"
    assert [row.filed_text for row in rows_of(text, Role.UNPLACED)] == ["| 备注 | 2"]


def test_a_sign_for_several_values_is_the_operator_of_each():
    text = "项目绩效目标表\n一级指标\t三级指标\t指标方向\t指标值(长期)\t指标值(年度)\n产出指标\t里程\t≥\t5公里\t1公里\n"
    [row] = rows_of(text, Role.INDICATOR)
    assert [row.fields["operator"], *(more["operator"] for more in row.fields["more"])] == ["≥", "≥"]
