"""What it costs to read a cell under a column of indicators, and to leave a column empty.

In: a cell and a column. Out: a number; 0 is a perfect fit. Forbidden here: positions, rows.
"""

from __future__ import annotations

from collections.abc import Callable

from etl import vocabulary
from etl.align import Column
from etl.notation import is_number, is_operator, is_target, is_unit

NO_FIT = 12.0


def is_level(cell: str) -> bool:
    """Whether a cell is a level label."""
    return vocabulary.level1_code(cell) is not None or vocabulary.level2_code(cell) is not None


def skip(column: Column) -> float:
    """What it costs to leave a column empty: a row without a name or a target is hardly a row."""
    return {"name": 8.0, "value": 3.5, "operator": 0.5, "unit": 0.2}.get(column.field, 0.1)


def cost(cell: str, column: Column) -> float:
    """What it costs to read a cell as a column's content, by the kind of words and figures that stand there."""
    return COSTS.get(column.field, _note_cost)(cell)


def _level1_cost(cell: str) -> float:
    """A label that may be of either level (成本指标) is the lower one, unless its place says otherwise."""
    if vocabulary.level1_code(cell) is None:
        return NO_FIT if is_operator(cell) else 6.0
    return 1.0 if vocabulary.is_level2_fragment(cell) else 0.5 if vocabulary.level2_code(cell) else 0.0


def _level2_cost(cell: str) -> float:
    if vocabulary.level2_code(cell):
        return 0.0
    return 0.5 if vocabulary.is_level2_fragment(cell) else NO_FIT if is_operator(cell) else 5.0


def _name_cost(cell: str) -> float:
    """A name may repeat a level's word (服务对象满意度), but is no figure and no operator."""
    if cell.startswith("指标") and not cell[2:3].isdigit():
        return 2.0  # the end of a wrapped level label rather than the start of a name
    if is_operator(cell) or is_unit(cell):
        return 9.0
    return 6.0 if _is_figure(cell) else 1.5 if is_level(cell) else 0.0


def _value_cost(cell: str) -> float:
    if is_target(cell) or is_number(cell):
        return 0.0
    return 6.0 if is_operator(cell) or is_level(cell) else 1.5


def _note_cost(cell: str) -> float:
    return 6.0 if is_operator(cell) else 4.0 if is_level(cell) else 1.5 if _is_figure(cell) else 0.5


def _is_figure(cell: str) -> bool:
    return any(char.isdigit() for char in cell) and (is_target(cell) or is_number(cell))


COSTS: dict[str, Callable[[str], float]] = {
    "level1": _level1_cost,
    "level2": _level2_cost,
    "name": _name_cost,
    "operator": lambda cell: 0.0 if is_operator(cell) else NO_FIT,
    "value": _value_cost,
    "unit": lambda cell: 0.0 if is_unit(cell) else 6.0,
    "weight": lambda cell: 0.3 if is_number(cell) else 8.0,
    "score": lambda cell: 0.3 if is_number(cell) else 8.0,
    "actual": lambda cell: 0.3 if is_target(cell) or is_number(cell) else 1.5,
    "block": lambda cell: 0.0 if vocabulary.column_field(cell) == "block" else 6.0,
}
