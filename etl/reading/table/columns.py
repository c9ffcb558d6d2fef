"""The columns that the heads of an indicator table name, in the order in which a row fills them.

In: heads as filed with their positions. Out: `Column`s, or None where these are no such heads.
Forbidden here: rows below the heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from etl import vocabulary
from etl.reading.table.alignment import Column

Placed = list[tuple[int, str]]

REPEATED = frozenset({"level1", "level2", "name", "operator", "value", "unit"})
OWNERS = frozenset({"level1", "level2", "name"})
SUBHEADS = frozenset({"operator", "value", "unit"})
JUDGED = frozenset({"weight", "score", "standard"})
VALUE_LIKE = re.compile(r"目标|值|要求|\d{4}年")
# So many columns without a known head make a matrix, one alone has to sound like a value.
# falls: test_a_matrix_gives_each_village_its_target
MATRIX = 2


def named_columns(cells: Placed) -> tuple[Column, ...]:
    """Return a column for each head: by the vocabulary, else as other.

    Beside a value, a project with its amount and goal may have columns too; where no column names the indicators,
    they stand below their project in its own (项目 | 指标值 | 绩效金额, a tree).
    """
    named = [(None if vocabulary.is_past(cell) else vocabulary.column_field(cell), cell, p) for p, cell in cells]
    fields = {field for field, _, _ in named}
    if fields & {"level1", "level2"} and "name" not in fields:  # 指标类型 | 绩效指标 | 绩效目标
        named = [("name" if field == "block" else field, cell, position) for field, cell, position in named]
        fields = {field for field, _, _ in named}
    context = {cell: vocabulary.context_field(cell) for field, cell, _ in named if field is None}
    states = "value" in fields and (fields & OWNERS or "project" in context.values())
    columns = [
        Column(field or (states and context[cell]) or "other", cell, position, scope=_scope(cell))
        for field, cell, position in named
    ]
    if not states:
        return tuple(columns)
    if not fields & OWNERS:
        return tuple(replace(column, field="name") if column.field == "project" else column for column in columns)
    owners = min(column.position for column in columns if column.field in OWNERS)
    return tuple(  # 单位 before the indicators is whose project it is, after them their unit of measure
        replace(column, field="agency") if column.field == "unit" and column.position < owners else column
        for column in columns
    )


def _scope(head: str) -> str:
    return head if vocabulary.period_kind(head) else ""


def is_tree(columns: Iterable[Column]) -> bool:
    """Whether projects, levels and indicators stand one below the other in a single column."""
    return any(column.field == "name" and vocabulary.context_field(column.head) == "project" for column in columns)


def fields_of(columns: Iterable[Column]) -> frozenset[str]:
    """Return the fields that the vocabulary knows among these columns."""
    return frozenset(column.field for column in columns) - {"other"}


def is_complete(columns: Iterable[Column]) -> bool:
    """Whether these heads name a value and whose it is."""
    fields = fields_of(columns)
    return "value" in fields and bool(fields & OWNERS)


def with_values(columns: tuple[Column, ...]) -> tuple[Column, ...] | None:
    """Take columns without a known head for values: one that sounds like a value, or one for each village.

    None where levels and names stand above scores: those are tables that judge, and state no target.
    """
    fields = fields_of(columns)
    if "value" in fields or len(fields & OWNERS) < len(OWNERS) - 1 or "name" not in fields:
        return None
    last = max(index for index, column in enumerate(columns) if column.field in OWNERS)
    behind = [column for column in columns[last + 1 :] if column.field == "other"]
    unknown = [column for column in behind if not vocabulary.is_past(column.head)]
    is_matrix = len(unknown) >= MATRIX and not fields & JUDGED
    if not is_matrix:  # beside 前年 and 上年, which are no targets, any head speaks of this year
        unknown = [column for column in unknown[:1] if VALUE_LIKE.search(column.head) or len(behind) > len(unknown)]
    if not unknown:
        return None
    values = {column.position for column in unknown}
    return tuple(
        replace(column, field="value", scope=column.head if is_matrix else column.scope)
        if column.position in values
        else column
        for column in columns
    )


def in_reading_order(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the heads of text without borders in order of the columns: a lower row of heads reads after the upper."""
    ordered = _lower_in_place(list(columns), _start_of_owners(columns))
    ordered = _lower_in_place(ordered, _start_of_subheads(ordered))
    return tuple(replace(column, position=position) for position, column in enumerate(ordered))


def _start_of_owners(columns: Sequence[Column]) -> int:
    first = next((index for index, column in enumerate(columns) if column.field in OWNERS), 0)
    return first if any(column.field not in {"block", "other"} for column in columns[:first]) else 0


def _start_of_subheads(columns: Sequence[Column]) -> int:
    """符号 值 单位 at the very end, with another head of values and further heads before them."""
    start = len(columns)
    while start > 0 and columns[start - 1].field in SUBHEADS:
        start -= 1
    tail = columns[start:]
    is_lower = len(tail) > 1 and tail[0].field == "operator" and "value" in fields_of(tail)
    return start if is_lower and "value" in fields_of(columns[:start]) else 0


def _lower_in_place(columns: list[Column], start: int) -> list[Column]:
    """Put the columns from `start` on in the place of the head of values above them."""
    if not start:
        return columns
    upper, lower = columns[:start], columns[start:]
    place = next((index for index, column in enumerate(upper) if column.field == "value"), 0)
    rest = upper[place + 1 :] if upper[place].field == "value" else upper[place:]
    return [*upper[:place], *lower, *rest]


def grouped(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Number the repetitions of columns that stand side by side from 1; without repetitions all are of group 0."""
    seen: set[str] = set()
    group = 1
    numbered: list[Column] = []
    for column in columns:
        if column.field in REPEATED:
            if column.field in seen:
                group, seen = group + 1, set()
            seen.add(column.field)
        numbered.append(replace(column, group=group if column.field in REPEATED else 0))
    return tuple(numbered) if group > 1 else tuple(replace(column, group=0) for column in columns)


def with_levels(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Level labels may stand in a form whose heads do not name them: they come before what is named."""
    named = {column.field for column in columns}
    first = columns[0].position
    missing = [Column(field, "", first) for field in ("block", "level1", "level2") if field not in named]
    lower = named & {"level1"} and "level2" not in named  # 一级指标 三级指标: level 2 stands between
    return columns if lower else (*missing, *columns)
