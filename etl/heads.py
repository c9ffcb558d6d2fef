"""Column heads: which rows head a table, and what stands under them.

In: a logical row and the head in force. Out: a `Head` or None. Forbidden here: reading the rows below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from etl import vocabulary
from etl.align import Column
from etl.filing import Strip
from etl.notation import amount_parts

VALUE_OF_YEAR = re.compile(r"^(?:预期)?20\d\d年.*值$")
MONEY_COLUMN = re.compile(r"[（(][^（）()]*元[^（）()]*[)）]")


@dataclass(frozen=True, slots=True)
class Head:
    """The columns in force: `kind` is indicators, money, stages, staff or table (any other)."""

    kind: str
    columns: tuple[Column, ...]

    @property
    def fields(self) -> frozenset[str]:
        """The names of the fields under this head."""
        return frozenset(column.field for column in self.columns)


def placed_cells(strip: Strip) -> list[tuple[int, str]]:
    """Return the filled cells of a row with their positions."""
    return [(position, cell) for position, cell in enumerate(strip.cells) if cell]


def head_of(strip: Strip, current: Head | None) -> Head | None:
    """Return the head that a row opens or completes, or None when the row is no head."""
    cells = placed_cells(strip)
    if any(amount_parts(cell) for _, cell in cells):
        return None
    return _indicators(cells, current) or _stages(cells) or _staff(cells) or _money(cells, current, placed=strip.placed)


def table_head(strip: Strip) -> Head:
    """Return the head of a table that is neither of indicators nor of a known form of money."""
    columns = tuple(Column(_money_field(cell) or "other", cell, position) for position, cell in placed_cells(strip))
    return Head("table", columns)


def _indicators(cells: list[tuple[int, str]], current: Head | None) -> Head | None:
    fields = [vocabulary.column_field(cell) for _, cell in cells]
    columns = tuple(
        Column(field, cell, position) for field, (position, cell) in zip(fields, cells, strict=True) if field
    )
    known = {column.field for column in columns}
    if current and current.kind == "indicators" and cells and all(VALUE_OF_YEAR.search(cell) for _, cell in cells):
        return current  # the years of values, named below their common head
    if len(columns) < len(cells) / 2:
        return None
    if current and current.kind == "indicators" and known and known <= {"operator", "value", "unit"}:
        kept = [column for column in current.columns if column.position not in {new.position for new in columns}]
        return replace(current, columns=tuple(sorted([*kept, *columns], key=lambda column: column.position)))
    is_head = "value" in known and known & {"level1", "level2", "name"}
    return Head("indicators", _with_levels(columns)) if is_head else None


def _with_levels(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Level labels may stand in a form whose heads do not name them: they come before what is named."""
    named = {column.field for column in columns}
    first = columns[0].position
    missing = [Column(field, "", first) for field in ("block", "level1", "level2") if field not in named]
    lower = named & {"level1"} and "level2" not in named  # 一级指标 三级指标: level 2 stands between
    return columns if lower else (*missing, *columns)


def _stages(cells: list[tuple[int, str]]) -> Head | None:
    ratios = vocabulary.words("ratios", "words")
    columns = tuple(
        Column("stage" if vocabulary.stage_side(cell) else "rate", cell, position)
        for position, cell in cells
        if vocabulary.stage_side(cell) or vocabulary.key(cell) in ratios
    )
    return Head("stages", columns) if sum(column.field == "stage" for column in columns) > 1 else None


def _staff(cells: list[tuple[int, str]]) -> Head | None:
    columns = tuple(Column("staff", cell, position) for position, cell in cells if _is_staff(cell))
    return Head("staff", columns) if len(columns) > 1 else None


def _is_staff(cell: str) -> bool:
    return vocabulary.attribute_kind(cell) == "staff"


def _money_field(cell: str) -> str | None:
    for field in ("item", "content", "measure", "amount"):
        if vocabulary.key(cell) in vocabulary.words("items", field):
            return field
    return "amount" if MONEY_COLUMN.search(cell) else None


def _money(cells: list[tuple[int, str]], current: Head | None, *, placed: bool) -> Head | None:
    """任务名称 主要内容 预算金额 opens; 总额 财政拨款 其他资金 below names the columns of the amount."""
    named = [(position, cell) for position, cell in cells if vocabulary.block_kind(cell) is None]
    fields = [_money_field(cell) or ("fund" if vocabulary.fund_source_code(cell) else "other") for _, cell in named]
    new = tuple(Column(field, cell, position) for field, (position, cell) in zip(fields, named, strict=True))
    known = set(fields)
    if "item" in known and known & {"content", "amount", "fund"}:
        return Head("money", new)
    if not named or not current or current.kind != "money" or not known <= {"fund", "amount"}:
        return None
    kept = [column for column in current.columns if column.field != "amount"]
    if not placed:
        start = max(column.position for column in current.columns) + 1
        new = tuple(replace(column, position=start + column.position) for column in new)
    return Head("money", (*kept, *new))
