"""Lines as a page has torn or run them together: taken apart, joined, and given back as filed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.filing import Role
from etl.reading.reflow.amounts import split_amounts
from etl.reading.reflow.run_together import of_line, runs_together
from tests.support.inline_text import amounts_of, filing_of, indicators_of, rows_of

GLUED = (
    "绩效目标自评表(2022年度)项目名称甲工程主管部门甲县水利局资金情况(万元)全年预算数(A)全年执行数(B)分值执行率(B/A)得分"
    "年度资金总额:353510100.00%10其中:本年财政拨款3535其他资金绩效指标一级指标二级指标三级指标分值年度指标值全年实际值得分"
    "产出指标(70分)数量指标整治山坪塘10≥6口6口10铺设防渗膜面积10≥880平方米905平方米10质量指标验收合格率20100%100%20"
    "效益指标(20分)社会效益指标群众灌溉条件改善状况10显著提升显著提升10……总分100100"
)


def test_rows_that_share_a_line_with_their_heads_are_read_one_by_one():
    text = (
        "项目支出绩效自评表 | 部门:甲县中学 |\n| 项目名称 | 甲项目 | 主管部门 | 甲县教育局 | 绩效指标 | 一级指标 | 二级指标 | 三级指标 | "
        "指标值 | 实际完成值 | 分值 | 得分 | 产出指标 | 数量指标 | 培训人数 | ≥30人 | 31人 | 10 | 10 |\n"
        "| 质量指标 | 合格率 |\n| 100% | 98% | 10 | 9 |\n"
    )
    assert [(*row[1:5:3], row[2]) for row in indicators_of(text)] == [
        ("数量指标", "≥30人", "培训人数"), ("质量指标", "100%", "合格率"),
    ]  # fmt: skip
    filing = filing_of(text)
    assert [line.number for row in filing.rows for line in row.lines] == [1, 2, 3, 4]
    assert filing.statements[0].project_name == "甲项目"


def test_a_label_torn_over_lines_is_one_label():
    text = "项目支出绩效自评表\n项目名称\n甲项目\n一级\n指标\n二级\n指标\n三级指标\n年度\n\n指标值\n实际\n完成值\n产出指标\n数量\n指标\n培训人数\n30人\n31人\n"
    [row] = rows_of(text, Role.INDICATOR)
    assert (row.fields["level2"], row.fields["name"], row.fields["value"], row.fields["actual"]) == (
        "数量指标", "培训人数", "30人", "31人",
    )  # fmt: skip


def test_two_heads_below_each_other_that_sound_like_a_third_stay_two():
    text = "项目支出绩效自评表\n项目名称\n甲项目\n一级指标\n二级指标\n三级指标\n指标值\n分值\n得分\n产出指标\n数量指标\n培训人数\n30人\n10\n9\n"
    [row] = rows_of(text, Role.INDICATOR)
    assert (row.fields["weight"], row.fields["score"]) == ("10", "9")


def test_cells_that_run_together_part_at_the_words_of_forms_and_the_figures_between_them():
    filing = filing_of(GLUED)
    [row] = [row for row in filing.rows if row.role is Role.INDICATOR]
    found = [(t["name"], t["weight"], t["value"], t["actual"], t["score"]) for t in (row.fields, *row.fields["more"])]
    assert found == [
        ("整治山坪塘", "10", "≥6口", "6口", "10"),
        ("铺设防渗膜面积", "10", "≥880平方米", "905平方米", "10"),
        ("验收合格率", "20", "100%", "100%", "20"),
        ("群众灌溉条件改善状况", "10", "显著提升", "显著提升", "10"),
    ]
    assert filing.statements[0].project_name == "甲工程"
    assert amounts_of(GLUED) == [
        ("甲工程", "年度资金总额", "budgeted", "35"), ("甲工程", "年度资金总额", "executed", "35"),
        ("甲工程", "本年财政拨款", "budgeted", "35"), ("甲工程", "本年财政拨款", "executed", "35"),
    ]  # fmt: skip


def test_what_was_run_together_says_so_on_each_fact():
    [row] = rows_of(GLUED, Role.INDICATOR)
    assert all("run_together" in fact["doubts"] for fact in (row.fields, *row.fields["more"], *row.fields["amounts"]))


@pytest.mark.parametrize(
    ("cell", "parted"),
    [
        ("353510100.00%10", ["35", "35", "10", "100.00%", "10"]),
        ("62.462.4100%", ["62.4", "62.4", "100%"]),
        ("1925.301880.121097.65%10", ["1925.30", "1880.12", "10", "97.65%", "10"]),
        ("3535", ["3535"]),  # 35 and 35, or 353 and 5: nothing decides
        ("100%", ["100%"]),
    ],
)
def test_amounts_part_only_where_their_rate_leaves_one_way(cell, parted):
    assert list(split_amounts([cell])) == parted


@given(st.integers(1, 99_999), st.integers(1, 99_999), st.sampled_from(["10", "20"]))
def test_amounts_that_part_give_back_what_ran_together(budget, executed, weight):
    rate = f"{100 * executed / budget:.2f}"
    cell = f"{budget}{executed}{weight}{rate}%"
    assert "".join(split_amounts([cell])) == cell


@pytest.mark.parametrize(
    "text",
    [
        "一级指标 二级指标 三级指标 指标值",
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 |",
        "我单位按一级指标、二级指标和三级指标设定绩效目标。",
        "绩效目标管理覆盖全部项目资金。",
    ],
)
def test_heads_that_stand_apart_do_not_run_together(text):
    assert not runs_together(text)


def test_a_sentence_on_a_page_whose_cells_run_together_stays_whole():
    sentence = "更换老旧灶具,让师生吃得放心。"
    assert of_line(sentence, in_table=False) == [sentence]


def test_a_row_a_line_keeps_its_row():
    text = "绩效目标表\n项目名称甲项目\n绩效指标一级指标二级指标指标内容指标值\n产出指标数量指标设备数量18台\n质量指标合格率100%\n安装率100%\n"
    text += "时效指标到位率≥95%\n效益指标可持续影响指标卫生条件稳步提高\n满意度指标家长满意度≥90%\n"
    assert [row[2] for row in indicators_of(text)] == [
        "设备数量",
        "合格率",
        "安装率",
        "到位率",
        "卫生条件",
        "家长满意度",
    ]
    assert [row.lines[0].number for row in rows_of(text, Role.INDICATOR)] == [4, 5, 6, 7, 8, 9]


def test_a_row_within_which_the_text_ends_is_set_aside():
    text = "项目支出绩效自评表 |\n项目名称 |\n甲项目 |\n一级指标 |\n二级指标 |\n三级指标 |\n指标值 |\n产出指标 |\n数量指标 |\n培训人数 |\n30人 |\n满意度 |\n>=9"
    assert [row[2] for row in indicators_of(text)] == ["培训人数"]
    [cut] = rows_of(text, Role.UNPLACED)
    assert cut.lines[-1].text == ">=9"


def test_words_of_change_and_the_end_of_a_year_part_from_the_name_they_touch():
    assert of_line("生态效益指标沟渠水质有所好转", in_table=True) == ["生态效益指标", "沟渠水质", "有所好转"]
    assert of_line("时效指标完成时限2023年底", in_table=True) == ["时效指标", "完成时限", "2023年底"]


def test_words_of_change_part_from_what_they_are_said_to_show():
    cells = ["残疾学生家庭负担", "有所减轻", "反映家庭负担变化"]
    assert of_line("社会效益指标残疾学生家庭负担有所减轻反映家庭负担变化", in_table=True) == ["社会效益指标", *cells]


def test_labels_that_wrap_in_the_columns_of_a_page_are_whole():
    text = "项目绩效目标表\n项目名称：管护\n一级指标   二级指标   三级指标         指标值\n效益指标   经济效益   粮食亩均增产     ≥30公斤\n           指标\n"
    text += "满意度指   服务对象   农户满意度       ≥90%\n标         满意度指\n           标\n"
    assert [row[:3] for row in indicators_of(text)] == [
        ("效益指标", "经济效益指标", "粮食亩均增产"), ("满意度指标", "服务对象满意度指标", "农户满意度"),
    ]  # fmt: skip
    assert [line.number for row in filing_of(text).rows for line in row.lines] == [*range(1, 9)]


def test_a_label_of_the_second_level_touches_its_name_right_behind_the_first():
    assert of_line("满意度指标(20分)服务对象满意度种植户满意度20≥90%", in_table=True)[:3] == [
        "满意度指标(20分)", "服务对象满意度", "种植户满意度",
    ]  # fmt: skip
    assert of_line("满意度指标服务对象满意度≥90%", in_table=True) == ["满意度指标", "服务对象满意度", "≥90%"]


# --- how long, how many, how near: each of these falls when a number in etl/pieces changes ----------------


PAGE = "项目绩效目标表\n项目名称：管护\n一级指标   二级指标   三级指标         指标值\n"


def test_a_name_that_breaks_in_a_table_of_rows_goes_on_in_the_next_row():
    text = "绩效目标表\n项目名称甲项目\n绩效指标一级指标二级指标三级指标指标值备注\n满意度指标环境整洁显著提升\n效益指标社会效益指标家长满意度≥95%\n"
    text += "时效指标安装率\n家长满意度显著提升\n时效指标按时完成100%\n设备数量≥95%\n"
    assert indicators_of(text)[2][2:] == ("安装率家长满意度", "", "显著提升", "")


@pytest.mark.parametrize(("blanks", "level2"), [(12, "经济效益指标"), (13, "经济效益")])
def test_the_end_of_a_label_stands_a_blank_beside_its_start_at_most(blanks, level2):
    text = PAGE + f"效益指标   经济效益   粮食亩均增产     ≥30公斤\n{' ' * blanks}指标\n"
    assert indicators_of(text)[0][1] == level2


def test_a_label_may_wrap_in_a_row_of_two_cells():
    text = PAGE + "满意度指   服务对象满意度指标\n标\n农户满意度       ≥90%\n"
    assert [row[:3] for row in indicators_of(text)] == [("满意度指标", "服务对象满意度指标", "农户满意度")]


def test_a_label_may_wrap_over_five_lines():
    text = (
        PAGE
        + "效益指标   生态       用水户数         ≥90户\n"
        + "".join(f"           {piece}\n" for piece in ("环", "境成", "本指", "标"))
    )
    assert [row[1:3] for row in indicators_of(text)] == [("生态环境成本指标", "用水户数")]


def test_only_a_label_of_some_length_parts_from_its_name():
    assert of_line("效益指标生态效益水质有所好转", in_table=True) == ["效益指标", "生态效益", "水质", "有所好转"]
    assert of_line("产出指标质量合格率≥90%", in_table=True) == ["产出指标", "质量合格率", "≥90%"]


@pytest.mark.parametrize(
    ("figures", "cells"),
    [
        ("106000亩6040亩", ["10", "6000亩", "6040亩"]),
        ("106000亩3500亩", ["10", "6000亩", "3500亩"]),
        ("56000亩9000亩", ["5", "6000亩", "9000亩"]),
    ],
    ids=["two digits", "a little more than half", "a little less than twice"],
)
def test_a_weight_parts_from_the_target_that_was_nearly_reached(figures, cells):
    assert of_line(f"产出指标数量指标造林面积{figures}", in_table=True)[-3:] == cells


def test_a_label_may_stand_a_sign_to_a_line():
    text = (
        "项目绩效目标表\n项\n目\n名\n称\n甲项目\n一级指标\n二级指标\n三级指标\n指标值\n产出指标\n数量指标\n人数\n5人\n"
    )
    assert filing_of(text).statements[0].project_name == "甲项目"


def test_the_start_of_a_torn_label_may_be_long():
    text = "项目绩效目标表\n项目名称\n甲项目\n项目主管部\n门\n甲县水利局\n一级指标\n二级指标\n三级指标\n指标值\n产出指标\n数量指标\n人数\n5人\n"
    assert filing_of(text).statements[0].agency == "甲县水利局"
