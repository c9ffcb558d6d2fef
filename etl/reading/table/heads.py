"""Column heads: which rows head a table, and what stands under them.

In: a logical row and the head in force. Out: a `Head` or None. Forbidden here: reading the rows below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from etl import vocabulary
from etl.filing import Strip
from etl.reading.figures import amount_parts
from etl.reading.table.alignment import Column
from etl.reading.table.columns import (
    SUBHEADS,
    Placed,
    fields_of,
    grouped,
    in_reading_order,
    is_complete,
    is_tree,
    named_columns,
    with_levels,
    with_values,
)
from etl.reading.table.money_columns import money_fields, names_amounts
from etl.reading.table.subheads import are_grades, scopes_of_value, under, with_grades

VALUE_OF_YEAR = re.compile(r"^(?:预期)?20\d\d年.*值$")


@dataclass(frozen=True, slots=True)
class Head:
    """The columns in force: `kind` is indicators, upper (half of their heads), money, stages, staff or table."""

    kind: str
    columns: tuple[Column, ...]

    @property
    def fields(self) -> frozenset[str]:
        """The names of the fields under this head."""
        return frozenset(column.field for column in self.columns)

    @property
    def is_tree(self) -> bool:
        """Whether projects, levels and indicators stand one below the other in a single column."""
        return self.kind == "indicators" and is_tree(self.columns)


# What stands in a table whose heads are lost: the last columns may be weights, actual values, remarks.
LOST = Head(
    "indicators",
    with_levels(tuple(Column(field, "", 0) for field in ("name", "operator", "value", "unit", *["other"] * 4))),
)


def placed_cells(strip: Strip) -> Placed:
    """Return the filled cells of a row with their positions."""
    return [(position, cell) for position, cell in enumerate(strip.cells) if cell]


def head_of(strip: Strip, current: Head | None) -> Head | None:
    """Return the head that a row opens or completes, or None when the row is no head."""
    cells = placed_cells(strip)
    if any(amount_parts(cell) for _, cell in cells):
        return None
    return (
        _indicators(cells, current, placed=strip.placed)
        or _stages(cells)
        or _staff(cells)
        or _money(cells, current, placed=strip.placed)
        or _funds(cells)
    )


def table_head(strip: Strip) -> Head:
    """Return the head of a table that is neither of indicators nor of a known form of money."""
    cells = placed_cells(strip)
    fields = money_fields([cell for _, cell in cells])
    columns = tuple(Column(field or "other", cell, at) for field, (at, cell) in zip(fields, cells, strict=True))
    return Head("table", columns)


def _indicators(cells: Placed, current: Head | None, *, placed: bool) -> Head | None:
    """The heads of indicators; a row of them may be the upper half, or complete the one above it."""
    columns = named_columns(cells)
    if current and current.kind == "indicators" and (lower := _completed(cells, columns, current, placed=placed)):
        return lower
    columns = with_values(columns) or columns
    others = sum(column.field == "other" for column in columns)
    if others * 2 > len(columns):
        return None
    if not is_complete(columns):
        return Head("upper", columns) if placed and len(fields_of(columns)) > 1 and not others else None
    if not placed:
        columns = in_reading_order(columns)
    elif current and current.kind == "upper":
        columns = under(current.columns, columns)
    return Head("indicators", grouped(with_levels(columns)))


def _completed(cells: Placed, columns: tuple[Column, ...], current: Head, *, placed: bool) -> Head | None:
    """The head in force with what a row right below it names, None where the row is no such head."""
    if are_grades(cells):
        return replace(current, columns=with_grades(current.columns, [cell for _, cell in cells]))
    if cells and all(VALUE_OF_YEAR.search(cell) for _, cell in cells):
        return current  # the years of values, named below their common head
    if placed and (scoped := scopes_of_value(cells, current.columns)):
        return replace(current, columns=grouped(scoped))
    known, others = fields_of(columns), sum(column.field == "other" for column in columns)
    if others == 1 and known and known <= SUBHEADS - {"value"}:  # 运算符号 | 内容 | 度量单位
        columns = tuple(replace(column, field="value") if column.field == "other" else column for column in columns)
        others = 0
    is_lower = known and known <= SUBHEADS and not others
    return replace(current, columns=grouped(under(current.columns, columns))) if is_lower else None


def _stages(cells: Placed) -> Head | None:
    ratios = vocabulary.words("ratios", "words")
    columns = tuple(
        Column(_stage_field(cell), cell, position)
        for position, cell in cells
        if vocabulary.stage_side(cell) or vocabulary.key(cell) in ratios
    )
    return Head("stages", columns) if sum(column.field == "stage" for column in columns) > 1 else None


def _funds(cells: Placed) -> Head | None:
    """预算收入 | 总计 | 财政拨款收入 | 单位资金收入: funds side by side, their amounts on the row below."""
    funds = [
        (position, cell) for position, cell in cells if vocabulary.fund_source_code(cell) or vocabulary.is_sum(cell)
    ]
    is_head = len(funds) > 1 and len(cells) - len(funds) <= 1 and cells[-1] == funds[-1]
    return Head("money", tuple(Column("fund", cell, position) for position, cell in funds)) if is_head else None


def _stage_field(cell: str) -> str:
    if vocabulary.stage_side(cell):
        return "stage"
    return "rate" if "率" in cell and "分" not in cell and "权" not in cell else "score"


def _staff(cells: Placed) -> Head | None:
    columns = tuple(Column("staff", cell, position) for position, cell in cells if _is_staff(cell))
    return Head("staff", columns) if len(columns) > 1 else None


def _is_staff(cell: str) -> bool:
    return vocabulary.attribute_kind(cell) == "staff"


def _money(cells: Placed, current: Head | None, *, placed: bool) -> Head | None:
    """任务名称 主要内容 预算金额 opens; 总额 财政拨款 其他资金 below names the columns of the amount."""
    named = [(position, cell) for position, cell in cells if vocabulary.block_kind(cell) is None]
    texts = [cell for _, cell in named]
    fields = [
        field or ("fund" if vocabulary.fund_source_code(cell) else "other")
        for field, cell in zip(money_fields(texts), texts, strict=True)
    ]
    new = tuple(Column(field, cell, position) for field, (position, cell) in zip(fields, named, strict=True))
    known = set(fields)
    if ("item" in known and known & {"content", "amount", "fund"}) or names_amounts(fields):
        return Head("money", new)
    if not named or not current or current.kind != "money" or not known <= {"fund", "amount"}:
        return None
    kept = [column for column in current.columns if column.field != "amount"]
    if not placed:
        start = max(column.position for column in current.columns) + 1
        new = tuple(replace(column, position=start + column.position) for column in new)
    return Head("money", (*kept, *new))
