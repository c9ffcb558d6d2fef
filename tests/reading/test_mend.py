"""mend: what wrapping and page breaks tore apart is whole again, and every line is kept once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.filing import Role
from tests.support.inline_text import amounts_of, filing_of, indicators_of, rows_of
from tests.support.places import SAMPLES

OVERALL = "部门（单位）整体支出绩效目标表\n(2022年)\n部门（单位）名称 甲县财政局\n"
HEADS = "一级指标 二级指标 三级指标 指标值\n"


def test_a_name_wrapped_over_lines_and_a_blank_is_one_cell():
    text = OVERALL + HEADS + "年度绩效指标\n\n产出指标\n\n数量指标\n城乡居民养老缴费参保\n\n人数\n>=51770人\n"
    assert indicators_of(text) == [("产出指标", "数量指标", "城乡居民养老缴费参保人数", "", ">=51770人", "")]


def test_a_label_followed_by_the_next_label_is_a_section_left_empty():
    text = OVERALL + HEADS + "效益指标\n\n经济效益指标\n\n社会效益指标 提高服务水平 有效提高\n"
    assert indicators_of(text) == [("效益指标", "社会效益指标", "提高服务水平", "", "有效提高", "")]
    assert {"level2": "经济效益指标", "level1": "效益指标"} in [row.fields for row in rows_of(text, Role.HEADING)]


def test_a_word_that_ends_a_wrapped_name_is_not_its_target():
    text = OVERALL + HEADS + "产出指标\n质量指标\n困难群众的基本生活得到\n保障\n=100%\n"
    assert indicators_of(text) == [("产出指标", "质量指标", "困难群众的基本生活得到保障", "", "=100%", "")]


def test_a_target_word_nobody_has_listed_is_still_the_last_cell():
    text = OVERALL + HEADS + "产出指标\n质量指标 环境整洁程度 令人耳目一新\n质量指标 完成率 =1%\n"
    assert indicators_of(text)[0] == ("产出指标", "质量指标", "环境整洁程度", "", "令人耳目一新", "")


def test_a_line_wider_than_the_one_above_begins_the_next_cell_of_money():
    text = OVERALL + "任务名称 主要内容\n预算金额（万元）\n\n总额 财政拨款 其他资金\n\n年度主要任务\n\n"
    text += "人员保障\n用于保障部门单位人\n员发放工资\n\n497.47 497.47\n\n合计 5108.07 5108.07\n"
    first, total = [row.fields["amounts"] for row in rows_of(text, Role.AMOUNT)]
    assert [(a["item"], a["content"], a["fund_source"], a["amount"]) for a in first] == [
        ("人员保障", "用于保障部门单位人员发放工资", "总额", "497.47"),
        ("人员保障", "用于保障部门单位人员发放工资", "财政拨款", "497.47"),
    ]
    assert [(a["item"], a["fund_source"]) for a in total] == [("合计", "总额"), ("合计", "财政拨款")]


def test_column_heads_begin_with_their_first_word_and_not_with_the_blank_line_above():
    text = OVERALL + "项目资金\n\n年初预算数\n\n全年预算数\n\n全年执行数\n120\n"
    *_, head = rows_of(text, Role.HEADING)
    assert [line.text for line in head.lines] == ["年初预算数", "", "全年预算数", "", "全年执行数"]


def test_a_line_of_more_words_than_a_row_has_room_for_is_a_row_all_the_same():
    words = "  ".join(f"词{number}" for number in range(400))
    text = OVERALL + HEADS + f"产出指标\n数量指标\n{words}\n≥5座\n质量指标\n合格率\n≥95%\n"
    wide, narrow = indicators_of(text)
    assert "词399" in "".join(wide)
    assert narrow[1:] == ("质量指标", "合格率", "", "≥95%", "")


def test_a_goal_of_many_lines_is_one_attribute_up_to_the_column_heads():
    text = (
        OVERALL
        + "年度总体目标\n\n1、做好甲事，\n并做好乙事。\n2、做好丙事。\n\n"
        + HEADS
        + "产出指标 数量指标 人数 =7人\n"
    )
    goals = [row for row in rows_of(text, Role.ATTRIBUTE) if row.fields["attributes"][0]["name"] == "年度总体目标"]
    assert [goal.fields["attributes"][0]["value"] for goal in goals] == ["1、做好甲事，并做好乙事。2、做好丙事。"]


def test_a_paragraph_cut_by_a_page_break_is_read_as_one():
    text = "甲县财政局 2023 年预算情况说明\n\n2023 年预算收支安排 90 万元，较 2022 年预算增加 4 万元，其中：基本支出减少\n\n"
    text += "4099.52万元，主要为转到了项目。\n"
    row = rows_of(text, Role.AMOUNT)[0]
    assert (row.lines[0].number, row.lines[-1].number) == (3, 5)
    assert row.fields["amounts"][-1]["item"] == "基本支出"


def test_the_next_line_of_a_cell_in_a_table_is_joined_to_it():
    text = "项目支出绩效目标表\n项目名称\t养护\n总体目标\t目标1：修路。\n目标2：修桥。\n一级指标\t三级指标\t指标值\n产出指标\t里程\t5公里\n"
    goals = [found for row in rows_of(text, Role.ATTRIBUTE) for found in row.fields["attributes"]]
    assert {"name": "总体目标", "value": "目标1：修路。目标2：修桥。"} in goals


LINES = sorted({line for path in SAMPLES.iterdir() for line in path.read_text(encoding="utf-8").splitlines()}, key=len)


@given(st.lists(st.sampled_from(LINES[:1500]), max_size=40))
def test_whatever_the_lines_each_lies_in_exactly_one_row_in_order(lines):
    text = OVERALL + HEADS + "产出指标 数量指标 人数 =7人\n" + "\n".join(lines)
    filing = filing_of(text)
    held = [line for row in filing.rows for line in row.lines]
    assert held == list(filing.document.lines)


def test_a_break_inside_a_cell_leaves_pieces_that_are_joined_to_a_full_row():
    whole = "产出类指标\t补贴发放准确率\t≥\t95\t%\n"
    text = "2021年度项目支出绩效自评表\n指标类型\t指标名称\t指标\n性质\t指标值\t计量\n单位\n" + whole * 5
    text += "产出类指标\t公益性岗位补贴发放准\n确率\t≥\t96\t%\n"
    assert [row[2:] for row in indicators_of(text)] == [
        *([("补贴发放准确率", "≥", "95", "%")] * 5),
        ("公益性岗位补贴发放准确率", "≥", "96", "%"),
    ]


def test_words_after_an_empty_cell_are_the_next_name_and_not_a_target():
    text = "2023年一般性项目绩效目标表\n指标 |\n指标权重 |\n计量单位 |\n指标性质 |\n指标值 |\n发放人数 |\n20 |\n人 |\n≥ |\n80 |\n"
    text += "促进社会和谐 |\n20 |\n|\n定性 |\n|\n保障收入 |\n20 |\n|\n定性 |\n|\n表十二 |\n"
    assert indicators_of(text) == [("", "", "发放人数", "≥", "80", "人")]
    assert [row.fields["name"] for row in rows_of(text, Role.UNPLACED)] == ["促进社会和谐", "保障收入"]


def test_the_furniture_below_a_table_is_not_the_next_line_of_its_last_cell():
    text = "项目绩效目标表\n一级指标 | 二级指标 | 三级指标 | 指标值 |\n满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% |\n- 扫一扫在手机打开当前页\n"
    assert indicators_of(text) == [("满意度指标", "服务对象满意度指标", "群众满意度", "", "≥90%", "")]


def test_words_that_say_how_something_changes_are_a_target_of_their_own():
    text = OVERALL + "一级指标 二级指标 三级指标 指标值 实际完成值\n效益指标\n生态效益指标 草原生态 持续向好 持续向好\n"
    assert indicators_of(text) == [("效益指标", "生态效益指标", "草原生态", "", "持续向好", "")]


def test_a_date_torn_over_lines_is_one_target():
    text = OVERALL + HEADS + "产出指标\n时效指标\n示范基地建设完成\n时间\n2023年\n10月底前\n"
    assert indicators_of(text) == [("产出指标", "时效指标", "示范基地建设完成时间", "", "2023年10月底前", "")]


def test_a_unit_apart_from_its_figure_is_part_of_the_target_where_no_column_holds_units():
    text = (
        OVERALL + "一级指标 二级指标 三级指标 指标值 备注\n产出指标 数量指标 化解积案 ≥60 件\n接待群众 约 3200 人次\n"
    )
    assert [row[2:] for row in indicators_of(text)] == [
        ("化解积案", "", "≥60件", ""),
        ("接待群众", "", "约3200人次", ""),
    ]


def test_a_word_that_says_there_is_no_unit_stands_under_the_unit():
    text = (
        OVERALL
        + "一级指标 二级指标 三级指标 指标性质 指标值 度量单位 分值\n产出指标 质量指标 完成招标和安装 定性 如期竣工 无 10\n"
    )
    assert indicators_of(text) == [("产出指标", "质量指标", "完成招标和安装", "定性", "如期竣工", "无")]


def test_a_row_as_wide_as_the_table_waits_for_no_value_on_the_next_line():
    text = "项目自评表\n一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 得分 |\n产出指标 | 数量指标 | 演出 | ≥60场 | 64场 | 10 |\n"
    text += "社会效益指标 | 丰富文化生活 | 观众多多 | 观众多多 | | |\n带动队伍发展 | | | | | |\n"
    assert indicators_of(text)[1:] == [("产出指标", "社会效益指标", "丰富文化生活", "", "观众多多", "")]


def test_who_gets_how_much_may_stand_one_cell_a_line():
    text = "2024年改厕补助资金安排表\n序号\n乡镇\n项 目 名 称\n补助资金 (万元)\n1\n青石镇\n青石镇改厕\n36\n2\n白塔乡\n白塔乡改厕\n25.8\n合计\n61.8\n附件2\n"
    text += "区域绩效目标表\n一级指标\n二级指标\n三级指标\n指标值\n产出指标\n数量指标\n改厕户数\n≥410户\n"
    assert [row[::3] for row in amounts_of(text)] == [
        ("青石镇改厕", "36"), ("白塔乡改厕", "25.8"), ("合计", "61.8"),
    ]  # fmt: skip


def test_heads_of_tasks_may_stand_one_to_a_line():
    text = (
        OVERALL
        + "任务名称\n\n主要内容\n\n预算金额\n\n文物保护\n\n廊桥修缮\n\n566.30\n\n公共文化\n\n送戏下乡\n\n420.00\n"
    )
    assert [row[::3] for row in amounts_of(text + HEADS)] == [("文物保护", "566.30"), ("公共文化", "420.00")]


def test_a_line_of_cells_with_a_target_is_no_piece_of_the_row_above():
    text = "项目绩效目标公开表\n项目名称甲项目\n年度绩效目标一级指标二级指标指标内容指标值\n产出指标数量指标补助校车43辆\n接送学生2023年秋季乘车:小学1350人,初中420人。\n"
    text += "质量指标年审合格率100%\n持证率=100%\n时效指标兑付时间2023年12月20日前\n成本指标补助标准≤85元\n效益指标社会效益指标安全有保障\n"
    assert ("持证率", "=100%") in [row[2::2] for row in indicators_of(text)]


@pytest.mark.parametrize(
    "heads", ["一级指标 | 二级指标 | 三级指标 | 指标值\n", "一级指标\n二级指标\n三级指标\n指标值\n"]
)
def test_the_number_of_a_page_is_no_part_of_a_row(heads):
    text = "项目绩效目标表\n项目名称：饮水\n" + heads
    rows = "产出指标 | 质量指标 | 水质达标率 | ≥90%\n- 2 -\n | 时效指标 | 完成及时率 | ≥80%\n"
    text += rows if "|" in heads else rows.replace(" | ", "\n")
    assert [row[2::2] for row in indicators_of(text)] == [("水质达标率", "≥90%"), ("完成及时率", "≥80%")]


def test_funds_below_the_head_of_their_amounts_may_stand_one_to_a_line():
    text = (
        OVERALL
        + "任务名称\n主要内容\n预算金额（万元）\n总额\n财政拨款\n其他资金\n防汛抗旱\n水毁修复和储备\n356.00\n350.00\n6.00\n"
    )
    assert amounts_of(text + HEADS) == [
        ("防汛抗旱", "总额", "expenditure", "356.00"), ("防汛抗旱", "财政拨款", "expenditure", "350.00"),
        ("防汛抗旱", "其他资金", "expenditure", "6.00"),
    ]  # fmt: skip


# --- what a cut costs: each of these falls when a weight of etl/mend/stream.py or etl/costs.py changes ----


CELL_A_LINE = "项目绩效目标表\n项目名称\n甲项目\n一级指标\n二级指标\n三级指标\n指标值\n"


def read_of(text, *fields):
    return [tuple(row.fields.get(field, "") for field in fields) for row in rows_of(text, Role.INDICATOR)]


def test_a_description_narrower_than_the_name_above_it_is_no_second_line_of_it():
    text = CELL_A_LINE.replace("指标值", "绩效指标描述\n指标值")
    text += "产出指标\n数量指标\n村庄绿化面积（亩）\n反映绿化情况\n优\n"
    assert read_of(text, "name", "description", "value") == [("村庄绿化面积（亩）", "反映绿化情况", "优")]


def test_words_below_a_blank_line_fill_the_next_column():
    text = CELL_A_LINE.replace("指标值", "绩效指标描述\n指标值")
    text += "产出指标\n数量指标\n清运垃圾\n\n全面统计\n5吨\n质量指标\n合格率\n\n全面统计\n95%\n"
    assert read_of(text, "name", "description") == [("清运垃圾", "全面统计"), ("合格率", "全面统计")]


def test_words_that_stand_apart_on_a_line_are_cells_of_their_own():
    text = "项目绩效目标表\n一级指标  二级指标  三级指标  绩效指标描述  指标值\n产出指标  质量指标  机构运转  全面统计  令人满意\n"
    assert read_of(text, "name", "description", "value") == [("机构运转", "全面统计", "令人满意")]


def test_cells_of_a_row_that_shares_its_line_with_the_heads_are_whole():
    text = "项目支出绩效自评表 | 部门:甲县中学 |\n| 项目名称 | 甲项目 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 |"
    text += " 产出指标 | 质量指标 | 审批流程规范性 | 严格执行制度 | 达成预期指标 | 10 | 10 |\n"
    assert read_of(text, "name", "value", "actual") == [("审批流程规范性", "严格执行制度", "达成预期指标")]


def test_a_name_wrapped_over_nine_lines_is_one_cell():
    name = "参加职业技能培训并取得证书的返乡务工人员中的女性人数"
    wrapped = "\n".join(name[start : start + 3] for start in range(0, len(name), 3))
    text = CELL_A_LINE + f"产出指标\n数量指标\n{wrapped}\n≥30人\n"
    assert read_of(text, "name", "value") == [(name, "≥30人")]


def test_labels_and_the_words_below_them_are_one_row_rather_than_two():
    text = CELL_A_LINE + "实际完成值\n效益指标\n社会效益指标\n服务对象满意度\n不断完善\n不断完善\n"
    found = ("效益指标", "社会效益指标", "服务对象满意度", "不断完善", "不断完善")
    assert read_of(text, "level1", "level2", "name", "value", "actual") == [found]


def test_a_value_may_stand_on_a_line_with_the_blank_cells_of_its_row():
    text = (
        CELL_A_LINE.replace("\n", " |\n")
        + "产出指标 |\n质量指标 |\n工程合格率 |\n100% | ||\n工期控制 |\n按计划实施 | ||\n"
    )
    assert read_of(text, "name", "value") == [("工程合格率", "100%"), ("工期控制", "按计划实施")]


def test_a_name_wrapped_below_an_empty_cell_is_no_target_and_half_a_name():
    text = "项目绩效目标表\n项目名称\n甲项目\n指标名称\n指标性质\n指标值\n合格率\n不低于\n\n服务好\n的户数\n不低于\n5\n"
    assert read_of(text, "name", "value") == [("服务好的户数", "5")]


def test_a_sentence_that_has_ended_does_not_go_on_with_the_next_name():
    text = CELL_A_LINE + "产出指标\n数量指标\n添置图书\n为阅览室添置图书。\n开放天数\n≥110天\n"
    assert read_of(text, "name", "value") == [("添置图书", "为阅览室添置图书。"), ("开放天数", "≥110天")]


def test_a_listed_word_is_rather_a_target_than_the_end_of_a_name():
    text = "项目绩效目标表\n一级指标  二级指标  三级指标  指标值  备注\n效益指标  环境整洁程度  有效提升  30\n"
    assert read_of(text, "name", "value", "note") == [("环境整洁程度", "有效提升", "30")]


def test_the_piece_of_a_label_behind_its_row_does_not_make_the_other_piece_a_first_level():
    text = CELL_A_LINE + "效益指标\n可持续影响指标\n机制\n健全\n\n社会公众或服务\n食堂满意度\n≥90%\n对象满意度指标\n"
    assert read_of(text, "level1", "name", "value")[-1] == ("效益指标", "食堂满意度", "≥90%")


def test_a_label_whose_end_is_lost_stands_on_the_second_level():
    text = CELL_A_LINE + "效益指标\n社会效\n农户收入\n有效提升\n"
    assert read_of(text, "level2", "name") == [("社会效", "农户收入")]


def test_the_end_of_a_wrapped_label_begins_no_name():
    text = CELL_A_LINE + "效益指标\n可持续影响\n指标（8分）\n管护机制\n健全\n"
    assert read_of(text, "level2", "name") == [("可持续影响指标（8分）", "管护机制")]


def test_a_sentence_is_rather_a_target_than_a_piece_of_a_name():
    text = CELL_A_LINE + "产出指标\n数量指标\n绿化面积\n及时足额发放。\n改善居住条件\n提高水平\n"
    assert read_of(text, "name", "value") == [("绿化面积", "及时足额发放。"), ("改善居住条件", "提高水平")]


def test_a_dash_behind_a_target_says_that_nothing_was_reached():
    text = CELL_A_LINE + "实际完成值\n成本指标\n社会成本指标\n培训人数\n有效提升\n—\n"
    assert read_of(text, "name", "value", "actual") == [("培训人数", "有效提升", "—")]


def test_what_was_done_is_an_outcome_and_the_words_before_it_the_target():
    text = CELL_A_LINE + "实际完成值\n产出指标\n质量指标\n设备合格率\n达到国家\n标准\n已完成\n"
    assert read_of(text, "name", "value", "actual") == [("设备合格率", "达到国家标准", "已完成")]


def test_a_unit_left_alone_is_a_target_left_unfilled_and_no_part_of_the_name():
    text = CELL_A_LINE + "产出指标\n数量指标\n修路\n公里\n数量指标\n绿化\n≥5处\n"
    assert [row.fields["name"] for row in rows_of(text, Role.UNPLACED)] == ["修路"]
    assert read_of(text, "name", "value") == [("绿化", "≥5处")]


def test_words_behind_a_listed_target_say_what_was_reached():
    text = CELL_A_LINE + "实际完成值\n产出指标\n质量指标\n验收合格\n合格\n全部合格\n"
    assert read_of(text, "name", "value", "actual") == [("验收合格", "合格", "全部合格")]


def test_a_figure_with_a_sign_is_the_target_of_a_wrapped_name_and_no_outcome():
    text = CELL_A_LINE + "实际完成值\n产出指标\n数量指标\n提高\n服务水平\n≤4.5万元\n质量指标\n合格率\n95%\n95%\n"
    assert read_of(text, "name", "value", "actual")[0] == ("提高服务水平", "≤4.5万元", "")


def test_a_label_behind_a_target_begins_the_next_section_and_is_no_remark():
    text = CELL_A_LINE + "备注\n产出指标\n数量指标\n培训人数\n30人\n质量指标\n\n效益指标\n社会效益指标\n秩序\n良好\n"
    assert [row.fields for row in rows_of(text, Role.HEADING)][-1] == {"level2": "质量指标"}


def test_words_that_give_no_reason_are_the_start_of_the_next_name():
    text = CELL_A_LINE + "实际完成值\n分值\n得分\n偏差原因分析\n产出指标\n数量指标\n培训人数\n≥30人\n31人\n10\n10\n"
    text += "村庄绿化\n\n面积\n≥5亩\n6亩\n10\n10\n"
    assert read_of(text, "name", "value", "reason") == [("培训人数", "≥30人", ""), ("村庄绿化面积", "≥5亩", "")]


def test_what_was_reached_may_be_said_in_the_words_of_the_target():
    text = CELL_A_LINE + "实际完成值\n产出指标\n数量指标\n培训人数\n已完成招标\n已完成招标\n"
    assert read_of(text, "name", "value", "actual") == [("培训人数", "已完成招标", "已完成招标")]


def test_figures_before_and_behind_a_target_are_its_weight_and_its_score():
    text = "项目绩效目标表\n项目名称\n甲项目\n一级指标 二级指标 三级指标 分值 指标值 实际完成值 得分\n"
    text += "效益指标\n可持续影响指标\n村庄绿化面积（亩）\n10\n30\n有效\n提升\n20\n"
    assert read_of(text, "weight", "value", "actual", "score") == [("10", "30", "有效提升", "20")]


def test_two_levels_may_be_empty_where_one_of_two_values_is():
    text = CELL_A_LINE.replace("指标值", "中期指标值\n年度指标值") + "产出指标\n\n群众满意度\n\n全年\n"
    assert read_of(text, "name", "value") == [("群众满意度", "全年")]


def test_blank_lines_between_all_lines_are_no_empty_cells():
    text = CELL_A_LINE.replace("指标值", "绩效指标描述\n指标值").replace("\n", "\n\n")
    text += "产出指标\n\n数量指标\n\n城乡居民养老缴费参保\n\n人数\n\n5人\n\n"
    assert read_of(text, "name", "value") == [("城乡居民养老缴费参保人数", "5人")]


@pytest.mark.parametrize(
    ("lines", "item", "content"),
    [
        ("人员 保障发放\n员工全部工资", "人员", "保障发放员工全部工资"),
        ("人员\n\n保障\n用于发放工资", "人员保障", "用于发放工资"),
    ],
    ids=["a blank on the line before a wider line", "a wider line before a blank line"],
)
def test_a_cell_begins_where_it_is_surest(lines, item, content):
    text = OVERALL + f"任务名称 主要内容 预算金额（万元）\n{lines}\n497.47\n" + HEADS
    [found] = rows_of(text, Role.AMOUNT)[0].fields["amounts"]
    assert (found["item"], found["content"]) == (item, content)


ALLOTTED = "2024年补助资金安排表\n{heads}\n{rows}\n附件2\n区域绩效目标表\n一级指标\n二级指标\n三级指标\n指标值\n产出指标\n数量指标\n改厕户数\n≥410户\n"


@pytest.mark.parametrize(
    ("heads", "rows", "item"),
    [
        ("序号\n乡镇\n项目名称\n补助资金(万元)", "1\n青石镇\n渠道\n维修\n150", "渠道维修"),
        ("乡镇\n任务名称\n主要内容\n金额（万元）", "白塔乡\n改厕补助\n平整\n土地\n36", "改厕补助"),
        ("乡镇\n任务名称\n主要内容\n金额（万元）", "青石镇\n渠道维修\n36", "渠道维修"),
    ],
    ids=["a wrapped item", "a wrapped content", "no content"],
)
def test_what_a_place_gets_is_for_a_wrapped_item_and_a_wrapped_content(heads, rows, item):
    assert [amount[0] for amount in amounts_of(ALLOTTED.format(heads=heads, rows=rows))] == [item]


def test_two_heads_of_money_may_stand_one_to_a_line():
    text = OVERALL + "任务名称\n预算金额\n文物保护\n566.30\n公共文化\n420.00\n" + HEADS
    assert [row[::3] for row in amounts_of(text)] == [("文物保护", "566.30"), ("公共文化", "420.00")]
