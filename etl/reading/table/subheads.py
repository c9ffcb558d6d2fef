"""Heads of two rows: what the lower row names under merged cells of the upper, or whose each of several values is.

In: the columns of the upper row, and the lower one. Out: the columns of both. Forbidden here: rows below the heads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl import vocabulary
from etl.reading.notation import is_number, is_target
from etl.reading.table.alignment import Column
from etl.reading.table.columns import MATRIX, Placed

GRADES = frozenset({"优", "良", "中", "差", "优秀", "良好", "合格", "不合格"})


def scopes_of_value(cells: Placed, columns: Sequence[Column]) -> tuple[Column, ...] | None:
    """Return the columns where a row below the heads says whose each of several values is (县 by 县), else None."""
    value = next((column for column in columns if column.field == "value"), None)
    if value is None or len(cells) < MATRIX or min(position for position, _ in cells) < value.position:
        return None
    if any(is_target(cell) or is_number(cell) or vocabulary.label_class(cell) for _, cell in cells):
        return None
    values = (Column("value", cell, position, scope=cell) for position, cell in cells)
    return (*(column for column in columns if column.position < value.position), *values)


def are_grades(cells: Placed) -> bool:
    """Whether a row below the heads names grades of a standard (优 良 中 差)."""
    return len(cells) > 1 and all(cell.strip() in GRADES for _, cell in cells)


def with_grades(columns: Sequence[Column], grades: Sequence[str]) -> tuple[Column, ...]:
    """Put grades in the place of the standard they are grades of; what stands under them is kept beside the target."""
    place = next((column.position for column in columns if column.field == "standard"), len(columns))
    kept = [column for column in columns if column.field != "standard"]
    return (*kept, *(Column("other", grade, place + number) for number, grade in enumerate(grades)))


def under(upper: Sequence[Column], lower: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns of a head of two rows: the lower row names what stands under merged cells of the upper."""
    upper = _spread(upper, lower)
    taken = {column.position for column in lower}
    kept = [column for column in upper if column.position not in taken and column.field != "block"]
    kept = [column for column in kept if column.field != "other" or column.position > max(taken)]
    # A merged cell of the upper row covers the places after it that the lower row names.
    scoped = [replace(column, scope=column.scope or _scope_above(upper, column.position)) for column in lower]
    return tuple(sorted([*kept, *scoped], key=lambda column: column.position))


def _spread(upper: Sequence[Column], lower: Sequence[Column]) -> Sequence[Column]:
    """Text keeps no merged cells: heads that seem to stand over the lower row stand behind it."""
    value = next((column.position for column in upper if column.field == "value"), None)
    last = max(column.position for column in lower)
    behind = [column for column in upper if value is not None and value < column.position <= last]
    if not any(column.field not in {"block", "other"} for column in behind):
        return upper
    moved = [replace(column, position=last + number) for number, column in enumerate(behind, start=1)]
    return [*(column for column in upper if column not in behind), *moved]


def _scope_above(upper: Sequence[Column], position: int) -> str:
    above = [column for column in upper if column.position <= position]
    return above[-1].scope if above else ""
