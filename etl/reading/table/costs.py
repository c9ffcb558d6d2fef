"""What it costs to read a cell under a column of indicators, and to leave a column empty.

In: a cell and a column. Out: a number; 0 is a perfect fit. Forbidden here: positions, rows.
"""

from __future__ import annotations

from collections.abc import Callable

from etl import vocabulary
from etl.reading.figures import amount_in_money_cell
from etl.reading.notation import (
    is_bare,
    is_nothing,
    is_number,
    is_operator,
    is_target,
    is_unit,
    opens_with_sign,
    says_done,
)
from etl.reading.table import weights
from etl.reading.table.alignment import Column

DESCRIBES = ("反映", "考核", "衡量", "用于反映", "指", "主要反映", "评价")
NO_UNIT = frozenset({"无", "其他", "是/否", "定性", "不涉及"})
REASONS = ("无", "因", "未", "疫情", "调整", "加强", "偏", "受", "不足", "改进", "措施", "较", "个别", "部分")


def is_level(cell: str) -> bool:
    """Whether a cell is a level label."""
    known = vocabulary.level1_code(cell) or vocabulary.level2_code(cell)
    return known is not None or vocabulary.is_lower_level(cell)


def skip(column: Column) -> float:
    """What it costs to leave a column empty: a row without a name or a target is hardly a row."""
    if column.group:
        return weights.SKIP_IN_GROUP.get(column.field, weights.SKIP_OTHER_IN_GROUP)
    return weights.SKIP.get(column.field, weights.SKIP_OTHER)


def cost(cell: str, column: Column) -> float:
    """What it costs to read a cell as a column's content, by the kind of words and figures that stand there."""
    return COSTS.get(column.field, _note_cost)(cell)


def _level1_cost(cell: str) -> float:
    """A label that may be of either level (成本指标) is the lower one, unless its place says otherwise."""
    if vocabulary.level1_code(cell) is None:
        return weights.NO_FIT if is_operator(cell) else weights.NO_LEVEL1
    if vocabulary.is_level2_fragment(cell):
        return weights.PIECE_OF_LEVEL1
    return weights.LEVEL2_AS_LEVEL1 if vocabulary.level2_code(cell) else 0.0


def _level2_cost(cell: str) -> float:
    if vocabulary.level2_code(cell) or vocabulary.is_lower_level(cell):
        return 0.0
    if vocabulary.is_whole_level(cell):
        return weights.LEVEL1_AS_LEVEL2
    if vocabulary.is_level2_fragment(cell):
        return weights.PIECE_OF_LEVEL2
    return weights.NO_FIT if is_operator(cell) else weights.NO_LEVEL2


def _name_cost(cell: str) -> float:
    """A name may repeat a level's word (服务对象满意度), but is no figure, no operator and no whole label."""
    if cell.startswith("指标") and not cell[2:3].isdigit():
        return weights.END_OF_LABEL_AS_NAME
    if is_operator(cell) or is_unit(cell):
        return weights.SIGN_AS_NAME
    if is_level(cell):
        return weights.LABEL_AS_NAME if vocabulary.is_whole_level(cell) else weights.LEVEL_AS_NAME
    if _is_figure(cell) or is_nothing(cell):
        return weights.FIGURE_AS_NAME
    return weights.SENTENCE_AS_NAME if cell.endswith("。") else 0.0


def _value_cost(cell: str) -> float:
    if says_done(cell):
        return weights.DONE_AS_VALUE
    if is_target(cell) or is_number(cell):
        return 0.0
    if is_nothing(cell):
        return weights.NOTHING_AS_VALUE
    if is_bare(cell):
        return weights.BARE_AS_VALUE
    if is_operator(cell) or is_level(cell):
        return weights.LABEL_AS_VALUE
    return weights.SENTENCE_AS_VALUE if cell.endswith("。") else weights.WORDS_AS_VALUE


def _actual_cost(cell: str) -> float:
    if is_target(cell) and opens_with_sign(cell):
        return weights.SIGN_AS_ACTUAL
    is_outcome = is_target(cell) or is_number(cell) or says_done(cell)
    return weights.FIGURE_AS_ACTUAL if is_outcome else weights.WORDS_AS_ACTUAL


def _note_cost(cell: str) -> float:
    if is_operator(cell):
        return weights.SIGN_AS_NOTE
    if is_level(cell):
        return weights.LABEL_AS_NOTE
    return weights.FIGURE_AS_NOTE if _is_figure(cell) else weights.WORDS_AS_NOTE


def _reason_cost(cell: str) -> float:
    """Where a target was met nothing stands here; a text that gives no reason is more likely the next name."""
    return _note_cost(cell) + (0.0 if any(word in cell for word in REASONS) else weights.NO_REASON)


def _is_figure(cell: str) -> bool:
    return any(char.isdigit() for char in cell) and (is_target(cell) or is_number(cell))


def _description_cost(cell: str) -> float:
    """反映补助资金投入情况: a description says what an indicator shows."""
    return weights.DESCRIPTION if cell.startswith(DESCRIBES) else _note_cost(cell)


def _score_cost(cell: str) -> float:
    return weights.FIGURE_AS_SCORE if is_number(cell) else weights.WORDS_AS_SCORE


def _context_cost(cell: str) -> float:
    return weights.FIGURE_AS_CONTEXT if is_level(cell) or is_operator(cell) or _is_figure(cell) else weights.CONTEXT


COSTS: dict[str, Callable[[str], float]] = {
    "level1": _level1_cost,
    "level2": _level2_cost,
    "name": _name_cost,
    "operator": lambda cell: (
        0.0 if is_operator(cell) else weights.NOTHING_AS_OPERATOR if is_nothing(cell) else weights.NO_FIT
    ),
    "value": _value_cost,
    "unit": lambda cell: (
        0.0
        if is_unit(cell)
        else weights.NOTHING_AS_UNIT
        if is_nothing(cell) or cell in NO_UNIT
        else weights.WORDS_AS_UNIT
    ),
    "weight": _score_cost,
    "score": _score_cost,
    "actual": _actual_cost,
    "reason": _reason_cost,
    "description": _description_cost,
    "content": _description_cost,
    "amount": lambda cell: 0.0 if amount_in_money_cell(cell) or is_nothing(cell) else weights.WORDS_AS_AMOUNT,
    "project": _context_cost,
    "agency": _context_cost,
    "goal": _context_cost,
    "block": lambda cell: 0.0 if vocabulary.column_field(cell) == "block" else weights.NO_BLOCK,
}
