"""prose: the amounts that sentences state, each with its item, fund and side."""

import pytest

from etl.filing import Role
from etl.reading.prose.amounts import Context, stated_amounts
from etl.reading.prose.targets import targets_in
from tests.support.inline_text import amounts_of, filing_of


def read(text, **context):
    fields = ("item", "fund_source", "side", "amount")
    return [tuple(found.get(f, "") for f in fields) for found in stated_amounts(text, Context(**context))]


def test_a_listing_of_revenue_names_the_fund_of_each_amount():
    text = "反映全部收入。2023 年预算收入 26602.51 万元，其中：一般公共预算收入 26602.51 万元，财政专户核拨收入 0 万元，上年结转 0 万元。"
    assert read(text) == [
        ("预算收入", "", "revenue", "26602.51"),
        ("一般公共预算收入", "一般公共预算", "revenue", "26602.51"),
        ("财政专户核拨收入", "财政专户核拨", "revenue", "0"),
        ("上年结转", "上年结转", "revenue", "0"),
    ]


def test_a_figure_in_a_template_hint_is_no_amount():
    assert read("上年结转 0 万元（有则写，无则填 0 万元）。") == [("上年结转", "上年结转", "revenue", "0")]


def test_changes_go_on_with_the_item_of_their_sentence():
    text = "2023 年预算收支安排 90 万元，较 2022 年预算增加 4.5 万元，其中：基本支出减少4 万元。"
    assert read(text) == [
        ("预算收支安排", "", "expenditure", "90"),
        ("预算收支安排", "", "change", "4.5"),
        ("基本支出", "", "change", "4"),
    ]


def test_a_fund_before_the_item_holds_for_the_paragraph_and_a_new_sentence_goes_on_with_its_topic():
    text = "2023年，我局财政拨款“三公”经费预算安排6万元。其中，公务接待费0万元。与2022年相比减少0.1万元，其中，公务接待费0万元减少0.1万元。"
    assert read(text) == [
        ("“三公”经费", "财政拨款", "expenditure", "6"),
        ("公务接待费", "财政拨款", "expenditure", "0"),
        ("“三公”经费", "财政拨款", "change", "0.1"),
        ("公务接待费", "财政拨款", "expenditure", "0"),
        ("公务接待费", "财政拨款", "change", "0.1"),
    ]


def test_an_item_with_brackets_in_its_name_is_kept_whole():
    text = "因公出国（境）费0万元；公务用车购置及运维费6万元（其中：公务用车购置费为0万元，公务用车运维费6万元）。"
    assert [found[0] for found in read(text)] == [
        "因公出国（境）费",
        "公务用车购置及运维费",
        "公务用车购置费",
        "公务用车运维费",
    ]


def test_the_agency_and_the_year_before_an_item_are_no_part_of_it():
    text = "甲县财政局上年末固定资产金额为 278.58 万元（详见下表），本年度我单位拟购置固定资产总额为 0 万元。"
    assert read(text, agency="甲县财政局") == [
        ("上年末固定资产金额", "", "asset", "278.58"),
        ("拟购置固定资产总额", "", "asset", "0"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "单价在 20 万元以上的设备",
        "小学公用经费每生每年780元",
        "按1000元/人兑付补助",
        "村集体收入达6万元",
        "新增就业 500 人",
        "人均6.5万元",
    ],
)
def test_thresholds_rates_per_head_and_income_goals_are_no_budget_lines(text):
    assert read(text) == []


def test_what_follows_an_amount_tells_its_parts_and_its_content():
    first, second = stated_amounts("支出预算 9 万元，其中基本支出 9 万元，主要用于办公费、差旅费等。")
    assert first["has_parts"] == "true"
    assert (second.get("has_parts"), second["content"]) == (None, "主要用于办公费、差旅费等")


def test_stages_of_execution_tell_the_side():
    assert read("全年预算数2565万元，全年执行数2500万元，预算执行率97%。") == [
        ("全年预算数", "", "budgeted", "2565"),
        ("全年执行数", "", "executed", "2500"),
    ]


def test_an_amount_behind_a_sign_is_a_target_and_no_budget():
    said = stated_amounts("每公里养护成本≤2.2万元 2.16万元，预算安排30万元。")
    assert [amount["amount"] for amount in said] == ["30"]


def test_a_label_may_be_followed_by_a_target_without_a_sign():
    assert [(said["name"], said["value"]) for text in ("数量指标：开设培训班12个", "社会效益指标：群众艺术素养有效提升") for said in targets_in(text)] == [
        ("开设培训班", "12个"), ("群众艺术素养", "有效提升"),
    ]  # fmt: skip
    assert targets_in("数量指标：全年完成投资12万元，其余按计划推进") == []


BUDGET = "甲县财政局 2024 年预算情况说明\n2024 年支出预算 5 万元。\n"


def test_words_of_income_just_before_an_amount_make_it_no_budget():
    assert [row[0] for row in amounts_of(BUDGET + "亩均产值可以达到3万元。\n")] == ["支出预算"]
    assert amounts_of(BUDGET + "按标准发放的困难群众补助支出3万元。\n")[1][3] == "3"


@pytest.mark.parametrize(
    ("said", "item", "fund"), [("财政拨款经费", "经费", "财政拨款"), ("财政拨款费", "财政拨款费", "")]
)
def test_a_fund_may_stand_before_the_shortest_item_and_no_shorter(said, item, fund):
    assert amounts_of(BUDGET + f"{said}3万元。\n")[1][:2] == (item, fund)


def test_a_heading_above_a_table_tells_its_side_and_a_sentence_does_not():
    table = "\n项目\t金额\n上级补助\t5\n"
    heading = "二、2024年部门预算收入情况说明"
    assert amounts_of(BUDGET + heading + table)[1][2] == "revenue"
    sentence = "二、关于2024年部门预算中财政拨款收入和其他收入情况的说明"
    assert amounts_of(BUDGET + sentence + table)[1][2] == "expenditure"


def said_in(text):
    found = [row.fields for row in filing_of(BUDGET + text).rows if row.role is Role.INDICATOR]
    return [(target["name"], target["value"]) for fields in found for target in (fields, *fields.get("more", ()))]


def test_a_clause_behind_a_label_is_a_target_unless_it_is_long():
    held = "举办面向返乡务工人员的职业技能培训班"
    assert said_in(f"数量指标：{held}12个。\n") == [(held, "12个")]
    assert said_in(f"数量指标：按照上级有关部门的统一部署和要求在全县各个乡镇{held}12个。\n") == []


def test_short_words_before_a_comma_are_part_of_the_name():
    assert said_in("质量指标：按照国家规定标准，发放准确率≥95%。\n") == [("按照国家规定标准，发放准确率", "95%")]
    assert said_in("质量指标：严格按照国家规定标准及时足额发放，发放准确率≥95%。\n") == [("发放准确率", "95%")]


def test_a_year_at_the_head_of_a_line_of_a_list_belongs_to_its_name():
    context = Context(fiscal_year=2024)
    for item in ("中心公园座椅更换", "2023年度苗圃看护", "2022年行道树普查复核"):
        [said] = stated_amounts(f"{item}30万元", context)
        assert (said["item"], said["side"]) == (item, "expenditure")
    assert [said["item"] for said in stated_amounts("2023年为居民发放慈善救助金30万元。")] == ["为居民发放慈善救助金"]
    assert [said["item"] for said in stated_amounts("2023年换灯3万元")] == ["换灯"]


def stated_in(text, **known):
    """Item, side and amount of each amount a paragraph states."""
    return [(said.get("item"), said["side"], said["amount"]) for said in stated_amounts(text, Context(**known))]


@pytest.mark.parametrize("beyond", ["80万元以上", "80万元（含）以上", "80万元(不含)以下"])
def test_a_threshold_is_no_amount(beyond):
    assert stated_in(f"安排购置{beyond}设备0台。本单位支出预算211.3万元。") == [("支出预算", "expenditure", "211.3")]


@pytest.mark.parametrize(
    "result", ["带动全县旅游总消费38亿元", "吸引社会投资3亿元", "企业销售额20万元", "单价60万元的设备2台"]
)
def test_money_that_is_a_result_or_a_price_is_no_budget(result):
    assert stated_in(f"全年举办活动41场，{result}。") == []


def test_a_year_that_plans_speaks_of_the_item_of_its_paragraph_whatever_was_compared_before():
    text = "1、行政运行320.5万元。2025年预算执行数为300.4万元，2026年预算安排320.5万元，比2025年预算执行数增加6.69%。"
    assert stated_in(text, fiscal_year=2026)[-1] == ("1、行政运行", "expenditure", "320.5")


def test_a_fund_in_a_paragraph_on_one_project_pays_for_it():
    text = "2.“展台看护经费”项目。 (1)项目概述。用于看护。 (2)年度预算安排。财政拨款83万元。"
    [said] = stated_amounts(text)
    assert (said["item"], said["fund_source"], said["side"]) == ("展台看护经费", "财政拨款", "expenditure")


def test_income_that_a_result_states_is_no_budget_of_its_form():
    text = "部门整体支出绩效自评表\n部门名称\t丙县馆\n年度总体目标\t办好活动，全县总收入12亿元。\n"
    text += "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t场次\t36场\n"
    assert amounts_of(text) == []


def test_a_name_of_many_words_may_hold_other_cells():
    text = "项目绩效目标表\n一级指标\n二级指标\n三级指标\n指标值\n产出指标\n数量指标\n旧井填埋数\n应填尽填\n旧井排查数\n≥40眼\n"
    [row] = [row for row in filing_of(text).rows if row.role is Role.INDICATOR]
    assert "unsure_cut" in row.fields["doubts"]
