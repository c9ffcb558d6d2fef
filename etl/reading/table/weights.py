"""What it costs to misread a cell: each weight, what it trades against what, and the test that falls when it changes.

In: nothing. Out: numbers; what stands where it belongs costs nothing. Forbidden here: deciding what a cell is.
"""

from __future__ import annotations

# An operator as a label, words as an operator: dearer than an empty name, which costs 8.
# falls: test_a_row_as_wide_as_its_head_stands_where_it_stands
NO_FIT = 12.0

# Levels. Rows leave them empty, so that a name or its first line must cost more here than an empty column.
# falls: test_rows_that_have_lost_their_heads_are_read…
NO_LEVEL1 = 6.0
# 效益指标 ends 经济效益指标 too; it is still rather the first level than the second, which was left empty.
# falls: test_a_label_that_may_be_a_piece_of_another_is_the_first_level_it_names
PIECE_OF_LEVEL1 = 1.0
# 成本指标 is of either level: the second, unless that one stands beside it.
# falls: test_a_label_followed_by_the_next_label_is_a_section_left_empty
LEVEL2_AS_LEVEL1 = 0.5
# Less than as a first level, for second levels nobody has listed are more.
# falls: test_a_row_as_wide_as_the_table_waits_for_no_value…
NO_LEVEL2 = 5.0
# 产出指标 below 实施效果指标, in central investment plans, against a first level whose second one is empty.
# falls: test_a_label_that_may_be_a_piece_of_another_is_the_first_level_it_names
LEVEL1_AS_LEVEL2 = 2.0
# 社会效, whose end a page break took, against the start of a name.
# falls: test_a_label_whose_end_is_lost_stands_on_the_second_level
PIECE_OF_LEVEL2 = 0.5

# Names. ≥ and 人 stand before the target where columns have an order of their own.
# falls: test_a_form_without_levels_gives_rows_without_levels
SIGN_AS_NAME = 9.0
# A target that lost its name, against one more empty row.
# falls: test_words_after_an_empty_cell_are_the_next_name_and_not_a_target
FIGURE_AS_NAME = 6.0
# 数量指标 with nothing behind it, against an empty name: a label never names an indicator.
# falls: test_name_and_target_may_stand_in_one_cell
LABEL_AS_NAME = 4.0
# 指标（8分） is what wrapping left of a label, and 指标甲 names an indicator.
# falls: test_the_end_of_a_wrapped_label_begins_no_name
END_OF_LABEL_AS_NAME = 2.0
# 服务对象满意度 may be both; as a name where a label stands before it.
# falls: test_a_label_that_may_stand_on_either_level_is_doubtful…
LEVEL_AS_NAME = 1.5
# A sentence is rather the target, where one is missing.
# falls: test_a_sentence_is_rather_a_target_than_a_piece_of_a_name
SENTENCE_AS_NAME = 0.8

# Targets. A label below a name begins the next row, and the target was left empty.
# falls: test_two_halves_side_by_side_are_read_each_for_itself
LABEL_AS_VALUE = 6.0
# A dash is what was reached, where words before it may be the target.
# falls: test_a_dash_behind_a_target_says_that_nothing_was_reached
NOTHING_AS_VALUE = 4.0
# 已完成 in a report, against words before it that would then be a piece of the name.
# falls: test_what_was_done_is_an_outcome_and_the_words_before_it_the_target
DONE_AS_VALUE = 3.0
# Words that nobody has listed, against a remark and an empty target.
# falls: test_a_row_as_wide_as_its_head_stands_where_it_stands
WORDS_AS_VALUE = 1.5
# 减少水土流失。 where the name may be missing, against a row without a target.
# falls: test_a_sentence_behind_a_label_is_a_name_without_a_target…
SENTENCE_AS_VALUE = 1.0
# ≥ or 公里 alone was left unfilled: the row is set aside, and the names around it stay whole.
# falls: test_a_unit_left_alone_is_a_target_left_unfilled…
BARE_AS_VALUE = 0.8

# What was reached. Words may be the next name, or with a listed word before them the end of nothing.
# falls: test_words_behind_a_listed_target_say_what_was_reached
WORDS_AS_ACTUAL = 1.5
# A sign belongs to a target, though some forms repeat it here.
# falls: test_a_figure_with_a_sign_is_the_target_of_a_wrapped_name…
SIGN_AS_ACTUAL = 1.0
# As much as a weight or a score, for 5 may be each of them.
# falls: test_of_two_figures_behind_a_target_in_words_none_is_what_was_reached
FIGURE_AS_ACTUAL = 0.3

# Remarks and all heads without a kind of content of their own. 无 is a unit or an operator before it is a remark.
# falls: test_a_word_for_no_unit_is_no_remark
SIGN_AS_NOTE = 6.0
# A label at the end of a row begins the next one.
# falls: test_a_label_behind_a_target_begins_the_next_section…
LABEL_AS_NOTE = 4.0
# A date or a figure is rather the target, where that is missing.
# falls: test_a_row_as_wide_as_its_head_stands_where_it_stands
FIGURE_AS_NOTE = 1.5
# Little, but more than a name: words behind the target are perhaps the next one.
# falls: test_pieces_of_labels_around_a_row_make_it_doubtful
WORDS_AS_NOTE = 0.5
# On top of a remark: where a target was met no reason stands, and words that give none are the next name.
# falls: test_words_that_give_no_reason_are_the_start_of_the_next_name
NO_REASON = 0.3
# 反映…, against a second line of the name above it.
# falls: test_a_description_narrower_than_the_name_above_it…
DESCRIPTION = 0.1

# A dash alone before the target: as dear as a sign as it is as a unit; which is empty tells the rest.
# falls: test_a_dash_before_a_target_stands_for_its_sign…
NOTHING_AS_OPERATOR = 0.5
# falls: test_a_dash_before_a_target_stands_for_its_sign…
NOTHING_AS_UNIT = 0.5
# Units are a closed list; other words here are the target.
# falls: test_rows_without_heads_may_stand_one_cell_a_line
WORDS_AS_UNIT = 6.0
# Weights and scores are bare numbers, ≥30人 is a target or what was reached.
# falls: test_a_target_is_no_score
WORDS_AS_SCORE = 8.0
# As much as what was reached, and more than nothing: a bare number may be the target.
# falls: test_of_two_figures_behind_a_target_in_words_none_is_what_was_reached
FIGURE_AS_SCORE = 0.3

# Tables that list projects. The amount may be missing, and the goal behind it is none.
# falls: test_a_project_without_an_amount_keeps_its_agency_and_its_goal
WORDS_AS_AMOUNT = 8.0
# A level is no goal, agency or project, though their cells are empty below the first row of each.
# falls: test_a_label_beside_an_empty_goal_is_a_level_and_no_goal
FIGURE_AS_CONTEXT = 8.0
# Words fit, but what stands right under another head stays there.
# falls: test_a_remark_beside_an_empty_project_names_no_project
CONTEXT = 0.3
# 绩效指标 beside the first row; nothing else stands in its column.
# falls: test_a_label_followed_by_the_next_label_is_a_section_left_empty
NO_BLOCK = 6.0

# An empty column. A row without a name or a target is hardly a row; levels and remarks are empty most of the time.
SKIP = {
    # falls: test_a_word_that_ends_a_wrapped_name_is_not_its_target
    "name": 8.0,
    # falls: test_a_target_word_nobody_has_listed_is_still_the_last_cell
    "value": 3.5,
    # Where words are the target its sign is empty, seldom else.
    # falls: test_a_dash_before_a_target_stands_for_its_sign…
    "operator": 0.5,
    # falls: test_a_row_as_wide_as_its_head_stands_where_it_stands
    "unit": 0.2,
    # Half-filled reports leave it empty and the score with it; else it is there, in the words of the target.
    # falls: test_what_was_reached_may_be_said_in_the_words_of_the_target
    "actual": 0.6,
    # falls: test_of_two_figures_behind_a_target_in_words_none_is_what_was_reached
    "weight": 0.3,
    # falls: test_figures_before_and_behind_a_target_are_its_weight_and_its_score
    "score": 0.2,
}
# falls: test_a_row_as_wide_as_its_head_stands_where_it_stands
SKIP_OTHER = 0.1
# Where a form has two halves (长期 beside 年度), one of them is often empty.
SKIP_IN_GROUP = {
    # falls: test_of_two_values_one_may_be_missing_and_the_name_may_not
    "name": 2.0,
    # falls: test_the_second_of_two_values_has_its_name_left_of_the_first
    "value": 2.5,
}
# falls: test_two_levels_may_be_empty_where_one_of_two_values_is
SKIP_OTHER_IN_GROUP = 0.3
