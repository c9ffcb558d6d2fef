"""Rows of figures under the stages of the budget: 年初预算数, 全年预算数, 全年执行数, and the rates beside them.

In: a logical row and the head of stages in force. Out: the fields of a raw row.
Forbidden here: adding up or converting anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from etl import vocabulary
from etl.filing import Kind, Statement, Strip
from etl.reading.fields import Fields, form_fields, present
from etl.reading.figures import amount_in_money_cell, amount_parts, value_of
from etl.reading.notation import is_nothing
from etl.reading.table.alignment import UNPLACED, Column, align_row, moving
from etl.reading.table.heads import Head
from etl.reading.table.label_pairs import clean_label

# Per cent: rates are rounded, and stages of other rows are farther off.
# falls: test_figures_stand_under_the_stages_that_their_rate_tells
NEAR = 1.0
# What is more is an amount. falls: test_an_amount_above_a_hundred_is_no_score
FULL_SCORE = 100
# An amount with a note or a currency to it, which may be a label too.
# falls: test_an_amount_with_a_note_stands_under_its_stage
MARKED = 0.5
# A label among the figures, dearer than no column at all. falls: test_figures_stand_under_the_stages…
LABEL = 20.0
# 50% under a stage or a score, against a stage left empty. falls: test_a_figure_in_per_cent_is_no_amount
RATE_ELSEWHERE = 6.0
# An amount as a score, against stages left empty. falls: test_an_amount_above_a_hundred_is_no_score
NO_SCORE = 4.0
# Some rates have no sign: dearer than an amount in its place, cheaper than a stage it would push aside.
# falls: test_a_rate_may_stand_without_its_sign_and_is_no_amount
FIGURE_AS_RATE = 1.5
# A dash keeps a stage's place, but is rather a rate or a score. falls: test_a_dash_holds_the_place_of_a_stage
NOTHING_AS_STAGE = 0.4
# falls: test_a_dash_behind_what_was_spent_stands_under_its_rate
NOTHING_ELSEWHERE = 0.1
# A small figure is rather an amount where both fit. falls: test_a_small_figure_before_a_rate_is_a_weight…
SCORE = 0.1
# A stage left empty: what was spent is what forms report, the budget of the start of the year what they leave out.
# falls: test_one_figure_before_a_rate_was_spent
SKIP_EXECUTED = 0.8
# falls: test_the_budget_of_the_start_of_the_year_is_left_out_first
SKIP_BUDGETED = 0.6
# falls: test_three_amounts_stand_under_three_stages_though_their_rate_is_missing
SKIP_EARLY = 0.2
# falls: test_a_rate_may_stand_without_its_sign_and_is_no_amount
SKIP_RATE = 0.2
# falls: test_a_small_figure_before_a_rate_is_a_weight…
SKIP_SCORE = 0.1

Placed = list[tuple[str, Column | None]]


def stage_row(strip: Strip, head: Head, statement: Statement, above: str) -> Fields:
    """Return amounts and rates under stages of the budget (预算批复数 … 执行率), or staff under its heads.

    `above` is the label on the line above, for figures whose own label was left there.
    """
    cells, doubts = _aligned(strip, head.columns)
    amounts: list[Fields] = []
    attributes: list[Fields] = []
    label = above
    for cell, column in cells:
        parts = amount_in_money_cell(cell)
        if column is None:
            label = cell
        elif column.field == "stage" and parts:
            amounts.append(_stage_amount(column.head, label, parts, statement) | doubts)
        elif not is_nothing(cell):
            attributes.append({"name": column.head, "value": cell})
    return form_fields(amounts, attributes)


def _aligned(strip: Strip, columns: Sequence[Column]) -> tuple[Placed, Fields]:
    """Put figures under their stages; where the rate of execution tells that this is wrong, as it says.

    Either the heads stand a cell too far left, as their own label was torn off, or the first stage was left empty.
    A row that fills its columns leaves nothing open: there a false rate is the filer's.
    """
    cells = align_row(strip.cells, columns, _stage_cost, _stage_skip, moved=moving(strip))
    stages = [column for column in columns if column.field == "stage"]
    if _fills(cells, columns) or _agrees_with_rate(cells) is not False or len(stages) < len(("年初", "全年", "执行")):
        return cells, {}
    rest = [column for column in columns if column is not stages[0]]
    ways = (
        align_row(strip.cells, left, _stage_cost, _stage_skip, moved=moved)
        for left, moved in ((columns, UNPLACED), (rest, moving(strip)))
    )
    told = next((way for way in ways if _agrees_with_rate(way)), None)
    return (told, {"doubts": ["placed_by_rate"]}) if told else (cells, {})


def _fills(cells: Placed, columns: Sequence[Column]) -> bool:
    """Whether each column has its cell."""
    return {column.position for _, column in cells if column} == {column.position for column in columns}


def _agrees_with_rate(cells: Placed) -> bool | None:
    """Whether what was spent over what was planned gives the rate beside them; None where nothing tells."""
    rate = next((cell for cell, column in cells if column and column.field == "rate"), "").rstrip("%％ ")
    said = [(vocabulary.stage_side(column.head), _figure(cell)) for cell, column in cells if column]
    planned = [figure for side, figure in said if figure is not None and side in {"budgeted", "adjusted"}]
    spent = [figure for side, figure in said if figure is not None and side == "executed"]
    percent = value_of(rate)
    if percent is None or not planned or not spent or not planned[-1]:
        return None
    return abs(100 * spent[-1] / planned[-1] - percent) < NEAR


def _figure(cell: str) -> Decimal | None:
    """The number of an amount that stands there without a mark."""
    parts = amount_parts(cell)
    return value_of(parts[0]) if parts else None


def _stage_amount(head: str, label: str, parts: tuple[str, str | None], statement: Statement) -> Fields:
    fund = clean_label(label) or None
    own = clean_label(head) if statement.kind is Kind.DEPARTMENT_OVERALL else None
    return present(
        item=statement.project_name or (fund if own else None) or own,
        fund_source=fund,
        side=vocabulary.stage_side(head),
        stage=head,
        amount=parts[0],
        unit=parts[1],
    )


def _stage_cost(cell: str, column: Column) -> float:
    """A rate ends in %, a score is a small bare number; a label beside the figures belongs to no column."""
    if is_nothing(cell):
        return NOTHING_AS_STAGE if column.field == "stage" else NOTHING_ELSEWHERE
    if cell.rstrip().endswith(("%", "％")):
        return 0.0 if column.field == "rate" else RATE_ELSEWHERE
    if amount_parts(cell) is None:
        is_marked = column.field == "stage" and amount_in_money_cell(cell)
        return MARKED if is_marked else LABEL
    if column.field == "score":
        return SCORE if _is_score(cell) else NO_SCORE
    return 0.0 if column.field == "stage" else FIGURE_AS_RATE


def _is_score(cell: str) -> bool:
    value = value_of(cell)
    return value is not None and value <= FULL_SCORE


def _stage_skip(column: Column) -> float:
    """The budget of the start of the year is what forms leave out first, what was spent is what they report."""
    if column.field != "stage":
        return SKIP_RATE if column.field == "rate" else SKIP_SCORE
    side = vocabulary.stage_side(column.head)
    if column.head.startswith("年初") or side == "adjusted":
        return SKIP_EARLY
    return SKIP_EXECUTED if side == "executed" else SKIP_BUDGETED
