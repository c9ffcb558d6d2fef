"""What it costs to read a cell under a column of indicators, and to leave a column empty.

In: a cell and a column. Out: a number; 0 is a perfect fit. Forbidden here: positions, rows.
"""

from __future__ import annotations

from collections.abc import Callable

from etl import vocabulary
from etl.reading.notation import (
    amount_parts,
    is_bare,
    is_nothing,
    is_number,
    is_operator,
    is_target,
    is_unit,
    opens_with_sign,
    says_done,
)
from etl.reading.table.alignment import Column

DESCRIBES = ("反映", "考核", "衡量", "用于反映", "指", "主要反映", "评价")
NO_UNIT = frozenset({"无", "其他", "是/否", "定性", "不涉及"})
NO_FIT = 12.0
REASONS = ("无", "因", "未", "疫情", "调整", "加强", "偏", "受", "不足", "改进", "措施", "较", "个别", "部分")


def is_level(cell: str) -> bool:
    """Whether a cell is a level label."""
    known = vocabulary.level1_code(cell) or vocabulary.level2_code(cell)
    return known is not None or vocabulary.is_lower_level(cell)


def skip(column: Column) -> float:
    """What it costs to leave a column empty: a row without a name or a target is hardly a row."""
    if column.group:
        return {"name": 2.0, "value": 2.5}.get(column.field, 0.3)  # one half of what is repeated is often empty
    return {"name": 8.0, "value": 3.5, "operator": 0.5, "unit": 0.2, "actual": 0.6, "weight": 0.3, "score": 0.2}.get(
        column.field, 0.1
    )


def cost(cell: str, column: Column) -> float:
    """What it costs to read a cell as a column's content, by the kind of words and figures that stand there."""
    return COSTS.get(column.field, _note_cost)(cell)


def _level1_cost(cell: str) -> float:
    """A label that may be of either level (成本指标) is the lower one, unless its place says otherwise."""
    if vocabulary.level1_code(cell) is None:
        return NO_FIT if is_operator(cell) else 6.0
    return 1.0 if vocabulary.is_level2_fragment(cell) else 0.5 if vocabulary.level2_code(cell) else 0.0


def _level2_cost(cell: str) -> float:
    if vocabulary.level2_code(cell) or vocabulary.is_lower_level(cell):
        return 0.0
    if vocabulary.is_whole_level(cell):
        return 2.0  # below 实施效果指标 the usual first level is the second
    return 0.5 if vocabulary.is_level2_fragment(cell) else NO_FIT if is_operator(cell) else 5.0


def _name_cost(cell: str) -> float:
    """A name may repeat a level's word (服务对象满意度), but is no figure, no operator and no whole label."""
    if cell.startswith("指标") and not cell[2:3].isdigit():
        return 2.0  # the end of a wrapped level label rather than the start of a name
    if is_operator(cell) or is_unit(cell):
        return 9.0
    if is_level(cell):
        return 4.0 if vocabulary.is_whole_level(cell) else 1.5
    return 6.0 if _is_figure(cell) or is_nothing(cell) else 0.8 if cell.endswith("。") else 0.0


def _value_cost(cell: str) -> float:
    if says_done(cell):
        return 3.0
    if is_target(cell) or is_number(cell):
        return 0.0
    if is_nothing(cell):
        return 4.0
    if is_bare(cell):
        return 0.8  # left unfilled; the row is set aside, and the next name stays whole
    return 6.0 if is_operator(cell) or is_level(cell) else 1.0 if cell.endswith("。") else 1.5


def _actual_cost(cell: str) -> float:
    if is_target(cell) and opens_with_sign(cell):
        return 1.0  # a sign belongs to a target, though some forms repeat it here
    return 0.3 if is_target(cell) or is_number(cell) or says_done(cell) else 1.5


def _note_cost(cell: str) -> float:
    return 6.0 if is_operator(cell) else 4.0 if is_level(cell) else 1.5 if _is_figure(cell) else 0.5


def _reason_cost(cell: str) -> float:
    """Where a target was met nothing stands here; a text that gives no reason is more likely the next name."""
    return _note_cost(cell) if any(word in cell for word in REASONS) else 0.3 + _note_cost(cell)


def _is_figure(cell: str) -> bool:
    return any(char.isdigit() for char in cell) and (is_target(cell) or is_number(cell))


def _description_cost(cell: str) -> float:
    """反映补助资金投入情况: a description says what an indicator shows."""
    return 0.1 if cell.startswith(DESCRIBES) else _note_cost(cell)


COSTS: dict[str, Callable[[str], float]] = {
    "level1": _level1_cost,
    "level2": _level2_cost,
    "name": _name_cost,
    "operator": lambda cell: 0.0 if is_operator(cell) else 0.5 if is_nothing(cell) else NO_FIT,
    "value": _value_cost,
    "unit": lambda cell: 0.0 if is_unit(cell) else 0.5 if is_nothing(cell) or cell in NO_UNIT else 6.0,
    "weight": lambda cell: 0.3 if is_number(cell) else 8.0,
    "score": lambda cell: 0.3 if is_number(cell) else 8.0,
    "actual": _actual_cost,
    "reason": _reason_cost,
    "description": _description_cost,
    "content": _description_cost,
    "amount": lambda cell: 0.0 if amount_parts(cell) or is_nothing(cell) else 8.0,
    "project": lambda cell: 8.0 if is_level(cell) or is_operator(cell) or _is_figure(cell) else 0.3,
    "agency": lambda cell: 8.0 if is_level(cell) or is_operator(cell) or _is_figure(cell) else 0.3,
    "goal": lambda cell: 8.0 if is_level(cell) or is_operator(cell) or _is_figure(cell) else 0.3,
    "block": lambda cell: 0.0 if vocabulary.column_field(cell) == "block" else 6.0,
}
