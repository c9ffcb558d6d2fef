"""The templates of the field, each in a few lines: columns in any order, under any head, in any layout."""

from __future__ import annotations

import pytest

from etl.filing import Role
from tests.support.inline_text import amounts_of, filing_of, indicators_of, rows_of

FORM = "项目支出绩效目标表\n（2024年度）\n项目名称\t甲项目\n"


def targets_of(text):
    """Every target of a text as name, operator, value, unit and period or place, the further ones of a row included."""
    found = [target for row in rows_of(text, Role.INDICATOR) for target in (row.fields, *row.fields.get("more", ()))]
    return [
        (t["name"], t.get("operator", ""), t["value"], t.get("unit", ""), t.get("period", t.get("place", "")))
        for t in found
    ]


@pytest.mark.parametrize("head", ["指标性质", "计算符号", "指标值类型", "绩效指标性质", "符号", "运算符号"])
def test_the_operator_may_have_a_column_of_its_own_under_any_of_its_heads(head):
    text = FORM + f"一级指标\t二级指标\t三级指标\t{head}\t指标值\t度量单位\n产出指标\t数量指标\t培训人数\t≥\t30\t人\n"
    assert indicators_of(text) == [("产出指标", "数量指标", "培训人数", "≥", "30", "人")]


def test_columns_may_stand_in_any_order():
    text = (
        FORM
        + "一级指标\t二级指标\t三级指标\t计量单位\t指标性质\t指标值\t权重\n产出指标\t数量指标\t培训人数\t人\t≥\t30\t10\n"
    )
    assert indicators_of(text) == [("产出指标", "数量指标", "培训人数", "≥", "30", "人")]


def test_sign_value_and_unit_stand_under_one_head():
    text = FORM + "一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t\t\t指标值确定依据\n\t\t\t\t符号\t值\t单位\t\n"
    text += "产出指标\t数量指标\t培训人数\t全年\t≥\t30\t人\t计划\n"
    assert indicators_of(text) == [("产出指标", "数量指标", "培训人数", "≥", "30", "人")]


def test_a_lower_row_of_heads_stands_under_a_merged_one():
    text = "项目支出绩效自评表\n项目名称\t甲项目\n"
    text += "年度指标值\t\t\t\t\t\t实际完成值\t分值\t得分\n一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\n"
    text += "产出指标\t数量指标\t培训人数\t≥\t30\t人\t31\t10\t9\n"
    [row] = rows_of(text, Role.INDICATOR)
    assert {name: row.fields[name] for name in ("name", "value", "unit", "actual", "weight", "score")} == {
        "name": "培训人数", "value": "30", "unit": "人", "actual": "31", "weight": "10", "score": "9",
    }  # fmt: skip


def test_of_two_values_side_by_side_the_years_own_is_the_target_and_the_other_keeps_its_period():
    text = (
        FORM
        + "一级指标\t二级指标\t三级指标\t实施周期指标值\t当年度指标值\n产出指标\t数量指标\t培训人数\t≥90人\t≥30人\n"
    )
    assert targets_of(text) == [
        ("培训人数", "", "≥30人", "", "当年度指标值"),
        ("培训人数", "", "≥90人", "", "实施周期指标值"),
    ]


def test_two_halves_side_by_side_are_read_each_for_itself():
    text = FORM + "一级指标\t二级指标\t三级指标\t中期指标值\t二级指标\t三级指标\t年度指标值\n"
    text += (
        "产出指标\t数量指标\t培训人数\t≥90人\t数量指标\t当年培训人数\t≥30人\n\t质量指标\t\t\t质量指标\t合格率\t100%\n"
    )
    assert targets_of(text) == [
        ("当年培训人数", "", "≥30人", "", "年度指标值"),
        ("培训人数", "", "≥90人", "", "中期指标值"),
        ("合格率", "", "100%", "", "年度指标值"),
    ]


def test_one_value_is_no_period_of_its_own():
    text = FORM + "一级指标\t二级指标\t三级指标\t年度指标值\n产出指标\t数量指标\t培训人数\t≥30人\n"
    assert targets_of(text) == [("培训人数", "", "≥30人", "", "")]


def test_a_matrix_gives_each_village_its_target():
    text = (
        FORM
        + "一级指标\t二级指标\t三级指标\t指标解释\t东村\t西村\n产出指标\t数量指标\t道路里程\t硬化\t≥3公里\t≥5公里\n"
    )
    assert targets_of(text) == [("道路里程", "", "≥3公里", "", "东村"), ("道路里程", "", "≥5公里", "", "西村")]


def test_a_table_that_judges_states_no_target():
    text = "部门整体支出绩效评价指标体系\n本年度预算100万元。\n一级指标\t二级指标\t三级指标\t分值\t评分标准\t得分\n投入\t预算配置\t在职人员控制率\t5\t不超编得满分\t5\n"
    assert indicators_of(text) == []


def test_a_form_without_levels_gives_rows_without_levels():
    text = "项目绩效目标表\n项目名称\t甲项目\n指标名称\t计量单位\t指标性质\t指标值\n培训人数\t人\t≥\t30\n满意度\t%\t≥\t95\n"
    assert indicators_of(text) == [("", "", "培训人数", "≥", "30", "人"), ("", "", "满意度", "≥", "95", "%")]


def test_levels_are_words_with_other_endings():
    text = FORM + "一级指标\t二级指标\t三级指标\t年度数值\n产出值\t数量值\t就读人数\t≤6962人\n"
    assert indicators_of(text) == [("产出值", "数量值", "就读人数", "", "≤6962人", "")]


def test_usual_first_levels_are_second_below_those_of_investment_plans():
    text = "中央预算内投资计划绩效目标表\n专项名称\t甲专项\n一级指标\t二级指标\t三级指标\t指标值\n"
    text += "实施效果指标\t产出指标\t项目个数\t3\n\t满意度指标\t服务对象满意度\t≥90%\n"
    assert [row[:3] for row in indicators_of(text)] == [
        ("实施效果指标", "产出指标", "项目个数"),
        ("实施效果指标", "满意度指标", "服务对象满意度"),
    ]


def test_name_and_target_may_stand_in_one_cell():
    text = (
        FORM + "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t培训人数≥30人\t\n\t质量指标\t合格率\t100%\n"
    )
    assert targets_of(text) == [("培训人数", "≥", "30人", "", ""), ("合格率", "", "100%", "", "")]
    assert rows_of(text, Role.INDICATOR)[0].fields["doubts"] == ["value_in_name"]


def test_one_table_may_list_many_projects():
    text = "部门预算项目绩效目标申报表\n单位：元\n单位名称\t项目名称\t预算数\t年度目标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\n"
    text += "甲镇\t保洁费\t1,200.50\t每日清扫\t产出指标\t数量指标\t保洁员人数\t=\t4\t人\n\t\t\t\t产出指标\t质量指标\t合格率\t≥\t95\t%\n"
    text += "\t运转费\t500\t保障运转\t产出指标\t数量指标\t老人人数\t≥\t5\t人\n"
    filing = filing_of(text)
    assert [(s.project_name, s.agency, s.money_unit) for s in filing.statements] == [
        ("保洁费", "甲镇", "元"), ("运转费", "甲镇", "元"),
    ]  # fmt: skip
    assert [row[2] for row in indicators_of(text)] == ["保洁员人数", "合格率", "老人人数"]
    assert amounts_of(text) == [
        ("保洁费", "预算数", "expenditure", "1,200.50"),
        ("运转费", "预算数", "expenditure", "500"),
    ]


def test_a_tree_tells_project_level_and_indicator_by_their_place():
    text = "项目绩效目标批复表\n单位:元\n项目\n指标值\n绩效金额\n 甲中心\n  疫苗项目\n3000\n   产出指标\n    数量指标(必填)\n     接种人数\n≥30人\n"
    text += "  药品项目\n500\n   产出指标\n    质量指标\n     合格率\n100%\n"
    filing = filing_of(text)
    assert [(s.project_name, s.agency) for s in filing.statements] == [("疫苗项目", "甲中心"), ("药品项目", "甲中心")]
    assert [row[:3] for row in indicators_of(text)] == [
        ("产出指标", "数量指标(必填)", "接种人数"), ("产出指标", "质量指标", "合格率"),
    ]  # fmt: skip
    assert [amount[3] for amount in amounts_of(text)] == ["3000", "500"]


def test_sentences_state_targets():
    text = "2024年预算安排项目资金30万元。\n设1条数量指标：补助发放时间≥1个月；设 1条质量指标：发放准确率≥95%。\n"
    [row] = rows_of(text, Role.INDICATOR)
    assert [(t["level2"], t["name"], t["operator"], t["value"]) for t in (row.fields, *row.fields["more"])] == [
        ("数量指标", "补助发放时间", "≥", "1个月"), ("质量指标", "发放准确率", "≥", "95%"),
    ]  # fmt: skip


def test_a_cell_of_text_marks_the_levels_of_its_indicators():
    text = "项目绩效目标和指标表\n项目名称\t甲项目\n绩效目标\t【产出指标-数量指标】 指标1:培训人数(≥30人)【产出指标-质量指标】 指标1:合格率(100%)\n"
    [row] = rows_of(text, Role.INDICATOR)
    assert [(t["level2"], t["name"], t["value"]) for t in (row.fields, *row.fields["more"])] == [
        ("数量指标", "指标1:培训人数", "30人"), ("质量指标", "指标1:合格率", "100%"),
    ]  # fmt: skip


def test_a_budget_document_invents_no_indicator():
    text = "甲局2024年单位预算公开\n一、收支总表\n项目\t预算数\n财政拨款\t100.5\n其他收入\t3\n2024年本单位预算100.5万元，比上年增加3万元。质量指标体系不断完善，绩效目标管理覆盖率100%。\n"
    assert indicators_of(text) == []


def test_rows_that_have_lost_their_heads_are_read_by_their_kinds_of_words_and_figures():
    text = "年度预算100万元。\n产出指标 | 数量指标 | 培训人数 | ≥30人 | 10 |\n质量指标 | 合格率 | 100% | 20 |\n满意度指标 | 服务对象满意度指标 | 学员满意度 | ≥95% | 10 |\n"
    assert [row[:3] + row[4:5] for row in indicators_of(text)] == [
        ("产出指标", "数量指标", "培训人数", "≥30人"),
        ("产出指标", "质量指标", "合格率", "100%"),
        ("满意度指标", "服务对象满意度指标", "学员满意度", "≥95%"),
    ]
    assert all("head_unknown" in row.fields["doubts"] for row in rows_of(text, Role.INDICATOR))


def test_rows_without_heads_may_stand_one_cell_a_line():
    text = "数量指标\n培训人数\n≥30人\n质量指标\n合格率\n100%\n时效指标\n完成时间\n2024年12月底前\n"
    assert [row[1:3] + row[4:5] for row in indicators_of(text)] == [
        ("数量指标", "培训人数", "≥30人"), ("质量指标", "合格率", "100%"), ("时效指标", "完成时间", "2024年12月底前"),
    ]  # fmt: skip


def test_a_matrix_may_stand_one_cell_a_line():
    text = (
        "区域绩效目标表\n项目名称\n甲资金\n绩效指标\n一级指标\n二级指标\n三级指标\n指标解释\n东岭镇下村\n西溪乡上村\n"
    )
    text += "产出指标\n数量指标\n监测点(个)\n反映建设情况\n2\n1\n质量指标\n合格率\n反映质量\n≥95%\n≥90%\n"
    assert targets_of(text) == [
        ("监测点(个)", "", "2", "", "东岭镇下村"), ("监测点(个)", "", "1", "", "西溪乡上村"),
        ("合格率", "", "≥95%", "", "东岭镇下村"), ("合格率", "", "≥90%", "", "西溪乡上村"),
    ]  # fmt: skip


def test_a_table_on_its_side_is_no_matrix_and_gives_no_indicator():
    text = "资金绩效目标表\n单位\n产出指标\n质量指标\n数量指标\n风险是否消除\n帮扶户数(户)\n东岭镇\n是\n≥3\n西溪乡\n是\n≥4\n"
    assert indicators_of(text) == []


def test_grades_of_a_standard_stand_beside_the_target():
    text = "项目绩效目标表\n项目名称：甲馆维护\n指标类型 | 绩效指标 | 绩效目标 | 绩效标准 | | | |\n | | | 优 | 良 | 中 | 差 |\n"
    text += "产出指标 | 开馆天数 | 310天 | 310天以上 | 280天-310天 | 240天-280天 | 240天以下 |\n | 保洁面积 | 42平方米 | 42平方米 | 38平方米 | 30平方米 | 20平方米 |\n"
    assert indicators_of(text) == [
        ("产出指标", "", "开馆天数", "", "310天", ""),
        ("产出指标", "", "保洁面积", "", "42平方米", ""),
    ]


def test_a_value_may_be_left_alone_below_its_closed_row():
    text = "项目支出绩效目标表 |\n项目名称 | 甲项目 |\n一级指标 | 二级指标 | 三级指标 | 指标值 |\n产出指标 | 数量指标 | 培训人数 | 30人 |\n"
    text += "产出指标 | 时效指标 | 配送及时性 |\n每月10日前送达 | |\n产出指标 | 质量指标 | 合格率 | 100% |\n"
    assert [row[2] + row[4] for row in indicators_of(text)] == [
        "培训人数30人",
        "配送及时性每月10日前送达",
        "合格率100%",
    ]


def test_a_table_on_its_side_gives_each_place_its_targets_and_its_amount():
    text = "2024年维修资金绩效目标表\n乡镇\t补助资金（万元）\t产出指标\t\t效益指标\n\t\t数量指标\t质量指标\t社会效益指标\n\t\t渠道长度\t合格率\t灌溉条件\n"
    text += "金坪乡\t18\t≥6.5公里\t100%\t改善\n石桥镇\t22.5\t\t95%\t改善\n合计\t40.5\t\t\t\n"
    assert targets_of(text) == [
        ("渠道长度", "", "≥6.5公里", "", "金坪乡"), ("合格率", "", "100%", "", "金坪乡"), ("灌溉条件", "", "改善", "", "金坪乡"),
        ("合格率", "", "95%", "", "石桥镇"), ("灌溉条件", "", "改善", "", "石桥镇"),
    ]  # fmt: skip
    assert [row[::3] for row in amounts_of(text)] == [("金坪乡", "18"), ("石桥镇", "22.5"), ("合计", "40.5")]
