"""split: lines -> statements with what they say of themselves."""

import pytest

from etl.filing import Kind, NotAFiling
from tests.support.inline_text import amounts_of, filing_of

PROJECT = """项目支出绩效目标表
(2025年度)

项目名称\t道路养护
项目主管部门\t甲县交通局\t项目实施单位\t甲县公路站
项目资金 (万元)\t年度资金总额:\t64.09
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t养护里程\t≥5公里
"""


def test_a_titled_table_is_a_statement_with_its_facts():
    (statement,) = filing_of(PROJECT).statements
    assert (statement.kind, statement.title) == (Kind.PROJECT, "项目支出绩效目标表")
    assert (statement.agency, statement.implementing_unit) == ("甲县交通局", "甲县公路站")
    assert (statement.project_name, statement.fiscal_year, statement.money_unit) == ("道路养护", 2025, "万元")


def test_each_title_begins_a_statement_of_its_own():
    statements = filing_of(PROJECT + "\n" + PROJECT.replace("道路养护", "桥梁养护")).statements
    assert [statement.project_name for statement in statements] == ["道路养护", "桥梁养护"]
    assert [statement.number for statement in statements] == [1, 2]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("部门（单位）整体支出绩效目标表", Kind.DEPARTMENT_OVERALL),
        ("2023年市级部门整体预算绩效目标表", Kind.DEPARTMENT_OVERALL),
        ("省级对地方专项转移支付区域绩效目标表（某专项资金）", Kind.TRANSFER),
        ("2021年度项目支出绩效自评表", Kind.PROJECT),
        ("财政项目支出绩效目标申报表", Kind.PROJECT),
    ],
)
def test_the_words_of_a_title_tell_its_kind(title, kind):
    assert filing_of(PROJECT.replace("项目支出绩效目标表", title)).statements[0].kind is kind


def test_a_numbered_title_names_its_project_and_loses_the_blanks_of_typesetting():
    text = "1. 甲类 2023 年补助 174 号—上级绩效目标表\n\n| 绩效目标 | 做好 | | |\n|---|---|---|---|\n"
    text += "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | 人数 | ≥50 人 |\n"
    (statement,) = filing_of(text).statements
    assert statement.title == "1.甲类2023年补助174号—上级绩效目标表"
    assert statement.project_name == "甲类2023年补助174号—上级"


def test_prose_that_states_money_around_the_tables_is_one_narrative_statement():
    text = "甲县财政局本级 2023 年单位预算信息公开情况说明\n\n2023 年支出预算 5 万元。\n\n" + PROJECT
    text += "\n八、其他\n\n本年安排政府采购预算 0 万元。\n"
    narrative, project = filing_of(text).statements
    assert (narrative.kind, project.kind) == (Kind.NARRATIVE, Kind.PROJECT)
    assert (narrative.title, narrative.agency) == (
        "甲县财政局本级2023年单位预算信息公开情况说明",
        "甲县财政局本级",
    )
    assert narrative.lines[0].number < project.lines[0].number < narrative.lines[-1].number


def test_a_section_heading_titles_the_table_whose_column_heads_follow():
    text = "甲县教育局2023年预算公开说明\n\n（四）单位整体支出绩效指标\n\n"
    text += "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出 | 数量 | 学校 | ≥5 所 |\n"
    (statement,) = filing_of(text).statements
    assert (statement.kind, statement.title) == (Kind.DEPARTMENT_OVERALL, "（四）单位整体支出绩效指标")
    assert (statement.agency, statement.fiscal_year) == ("甲县教育局", 2023)


def test_a_heading_over_goals_in_prose_titles_nothing():
    text = "甲县教育局2023年预算公开说明\n\n第二部分资金绩效目标\n\n一般公共预算收入 5 万元。\n"
    assert [statement.kind for statement in filing_of(text).statements] == [Kind.NARRATIVE]


@pytest.mark.parametrize("text", ["今天天气很好。\n明天也好。\n", "这双鞋 300 元，那双 400 元。\n"])
def test_a_text_that_states_neither_targets_nor_budgets_is_no_filing(text):
    with pytest.raises(NotAFiling, match="is this a filing with targets"):
        filing_of(text)


def test_a_report_on_one_project_names_it_in_its_title():
    text = "甲县公安局2022年度辅警人员经费绩效自评工作报告\n\n(三)绩效目标\n\n指标名称\t计量单位\t指标性质\t指标值\n辅警人员\t人\t=\t512\n"
    assert filing_of(text).statements[0].project_name == "辅警人员经费"


def test_a_project_named_like_a_table_begins_no_statement():
    text = "2020年度项目支出绩效自评表 |\n项目名称 |\n2020年防灭火经费支出绩效自评表 |\n一级指标 | 二级指标 | 三级指标 | 指标值 |\n产出指标 | 数量指标 | 队员 | 45人 |\n"
    [statement] = filing_of(text).statements
    assert statement.title == "2020年度项目支出绩效自评表"


def test_a_form_whose_rows_begin_above_its_heads_is_one_statement():
    text = "预算单位\n时效指标 资金发放及时性 =100%\n时效指标\n56\n三级指标\n全年 指标值\n产出指标 数量指标 发放人数 42人\n"
    assert [statement.number for statement in filing_of(text).statements] == [1]


def test_a_label_and_its_fact_may_stand_in_one_cell():
    text = "项目绩效目标表\n项目名称：甲馆维护\n主管部门：甲县文化局\n一级指标 | 三级指标 | 指标值 |\n产出指标 | 开馆 | 310天 |\n"
    [statement] = filing_of(text).statements
    assert (statement.project_name, statement.agency) == ("甲馆维护", "甲县文化局")


def test_one_column_may_hold_agency_and_projects():
    text = (
        "项目支出绩效目标表\n单位名称、项目名称\t年度目标\t一级指标\t二级指标\t三级指标\t指标值\n甲县民政局\t\t\t\t\t\n"
    )
    text += "高龄津贴\t发放到位\t产出指标\t数量指标\t发放人数\t42人\n社区经费\t运转\t产出指标\t数量指标\t社区\t7个\n"
    assert [statement.project_name for statement in filing_of(text).statements] == ["高龄津贴", "社区经费"]


TARGETS = (
    "区域绩效目标表\n项目名称\t改厕补助\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t改厕户数\t≥410户\n"
)
ALLOTMENT = "2024年改厕补助资金分配表\n单位：万元\n序号\t乡镇\t任务数（户）\t补助金额\t备注\n"
ALLOTMENT += "1\t青石镇\t120\t36\t\n2\t白塔乡\t86\t25.8\t整村推进\n\t合计\t206\t61.8\t\n附件2\n"


def test_who_gets_how_much_of_a_transfer_is_a_statement_beside_its_targets():
    filing = filing_of("关于下达2024年改厕补助资金的通知\n附件1\n" + ALLOTMENT + TARGETS)
    assert [(statement.kind, statement.project_name) for statement in filing.statements] == [
        ("transfer", None), ("transfer", "改厕补助"),
    ]  # fmt: skip
    assert [row[::3] for row in amounts_of(ALLOTMENT + TARGETS)] == [
        ("青石镇", "36"), ("白塔乡", "25.8"), ("合计", "61.8"),
    ]  # fmt: skip


def test_who_gets_how_much_is_no_filing_without_targets():
    with pytest.raises(NotAFiling):
        filing_of(ALLOTMENT)


# --- how long, how many, how near: each of these falls when a number in etl/split changes -----------------


BELOW = "\n项目名称\t养护\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t里程\t5公里\n"


def test_a_title_may_be_long_and_no_sentence():
    title = "关于甲县2024年度农村公路养护工程和桥梁隧道安全提升工程以及配套附属设施建设项目支出绩效目标表"
    assert filing_of(title + BELOW).statements[0].title == title
    sentence = title.replace("项目支出", "项目的下列各项工作均按上级规定和要求由各部门负责实施的项目支出")
    assert filing_of("附件\n" + sentence + BELOW).statements[0].title is None


@pytest.mark.parametrize(("between", "year"), [("", 2022), ("二级\n", 2023)])
def test_the_year_of_a_table_stands_within_four_lines_below_its_title(between, year):
    text = f"2023年项目支出绩效目标表\n单位：万元\n甲县公路站\n填报人\n{between}（2022年度）" + BELOW
    assert filing_of(text).statements[0].fiscal_year == year


def test_a_document_may_have_a_dozen_short_lines_above_its_title():
    menu = "".join(f"第{number}项\n" for number in "一二三四五六七八九十甲乙丙丁")
    [statement] = filing_of(menu + "甲县财政局2024年预算情况说明\n支出预算5万元。\n").statements
    assert (statement.title, statement.fiscal_year) == ("甲县财政局2024年预算情况说明", 2024)


def test_a_project_its_indicator_and_a_target_are_enough_to_begin_a_part():
    text = "部门预算项目绩效目标申报表\n单位名称\t项目名称\t预算数\t年度目标\t一级指标\t二级指标\t三级指标\t指标值\n"
    text += "甲镇\t保洁费\t500\t清扫\t产出指标\t数量指标\t人数\t4人\n\t运转费\t\t\t\t\t老人\t5人\n"
    assert [statement.project_name for statement in filing_of(text).statements] == ["保洁费", "运转费"]


@pytest.mark.parametrize("reference", ["详见单位的项目绩效目标表", "（参见项目绩效目标表", "附件：项目绩效目标表"])
def test_what_refers_to_a_table_heads_none(reference):
    text = f"甲县局2025年部门预算\n甲项目说明\n2025年度预算安排100.00万元。\n{reference}\n乙项目说明\n2025年度预算安排200.00万元。\n"
    filing = filing_of(text)
    assert [statement.kind for statement in filing.statements] == [Kind.NARRATIVE]
