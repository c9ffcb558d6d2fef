"""Find tables by their ruling lines, and each cell with the rows and columns it takes.

In: horizontal and upright strokes of a page. Out: tables that share their whole area out among their cells, so that
no text in a table gets lost even where a line is missing. Forbidden here: any library of a format; text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from etl.reading.formats.pdf.objects import Box, Stroke
from etl.reading.formats.pdf.strokes import NEAR, joined, touching

# Points: lines that reach further than this over the last line across them lead into open cells.
# falls: test_lines_that_reach_out_over_the_last_side_lead_into_open_cells
OPEN_SIDE = 9.0
# Strokes of a table: fewer are underlines, frames, rules below a head. falls: test_three_strokes_make_no_table
FEWEST = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its first row and column from 0, how many of them it takes, its box, and where it has no border."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    opens_up: bool = False
    opens_down: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its box and its cells, row by row."""

    box: Box
    cells: tuple[Cell, ...]

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return max(cell.row + cell.rows for cell in self.cells)

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return max(cell.column + cell.columns for cell in self.cells)

    def cell_at(self, x: float, y: float) -> Cell | None:
        """Return the cell in which a point lies."""
        return next((cell for cell in self.cells if cell.box.holds(x, y)), None)


def tables_of(horizontal: Iterable[Stroke], upright: Iterable[Stroke]) -> list[Table]:
    """Return the tables that these strokes draw, from top to bottom; one that lies in another's cell is part of it."""
    groups = touching(joined(horizontal), joined(upright))
    found = [table for across, down in groups if (table := _table(across, down))]
    return [
        table for table in found if not any(_lies_in(table.box, other.box) for other in found if other is not table)
    ]


def _lies_in(inner: Box, outer: Box) -> bool:
    return outer.holds(inner.left, inner.top) and outer.holds(inner.right, inner.bottom)


def _table(across: list[Stroke], down: list[Stroke]) -> Table | None:
    if not across or not down or len(across) + len(down) < FEWEST:
        return None
    columns, rows = _edges(down, across), _edges(across, down)
    cells = _renumbered([cell for part in _parts(rows, columns, across, down) for cell in _boxed(part, rows, columns)])
    if len(cells) < 2:  # noqa: PLR2004
        return None  # a frame around text
    marked = [
        replace(
            cell,
            opens_up=cell.box.top == rows[0] and not _is_drawn(across, rows[0], cell.box.left, cell.box.right),
            opens_down=cell.box.bottom == rows[-1] and not _is_drawn(across, rows[-1], cell.box.left, cell.box.right),
        )
        for cell in cells
    ]
    return Table(Box(columns[0], rows[0], columns[-1], rows[-1]), tuple(marked))


def _edges(strokes: Iterable[Stroke], crossing: Sequence[Stroke]) -> list[float]:
    """Return the places of strokes, and the ends of those across them where an outer side is open."""
    edges = sorted({stroke.at for stroke in strokes})
    starts, ends = sorted(stroke.start for stroke in crossing), sorted(stroke.end for stroke in crossing)
    # One line alone that reaches out is a slip of the pen.
    before = starts[:1] if edges[0] - max(starts[:2]) > OPEN_SIDE else []
    after = ends[-1:] if min(ends[-2:]) - edges[-1] > OPEN_SIDE else []
    return [*before, *edges, *after]


def _is_drawn(strokes: Iterable[Stroke], at: float, start: float, end: float) -> bool:
    middle = (start + end) / 2
    return any(abs(stroke.at - at) <= NEAR / 2 and stroke.start <= middle <= stroke.end for stroke in strokes)


Part = set[tuple[int, int]]


def _parts(
    rows: Sequence[float], columns: Sequence[float], across: Sequence[Stroke], down: Sequence[Stroke]
) -> Iterator[Part]:
    """Yield the places of the grid that no line parts, as rows and columns from 0."""
    left = {(row, column) for row in range(len(rows) - 1) for column in range(len(columns) - 1)}
    below = {
        (row, column)
        for row, column in left
        if row + 2 < len(rows) and not _is_drawn(across, rows[row + 1], columns[column], columns[column + 1])
    }
    beside = {
        (row, column)
        for row, column in left
        if column + 2 < len(columns) and not _is_drawn(down, columns[column + 1], rows[row], rows[row + 1])
    }
    while left:
        part = [left.pop()]
        for row, column in part:
            linked = {(row + 1, column)} if (row, column) in below else set()
            linked |= {(row, column + 1)} if (row, column) in beside else set()
            linked |= {(row - 1, column)} & below | {(row, column - 1)} & beside
            part.extend(linked & left)
            left -= linked
        yield set(part)


def _boxed(part: Part, rows: Sequence[float], columns: Sequence[float]) -> Iterator[Cell]:
    """Yield the cells of a part: itself where it is a rectangle, else one for each stack of its runs along a row."""
    stacks: list[tuple[int, int, int, int]] = []
    for row, places in groupby(sorted(part), key=lambda place: place[0]):
        for first, last in _runs([column for _, column in places]):
            above = next((each for each in stacks if each[1:] == (row, first, last)), None)
            if above:
                stacks.remove(above)
            stacks.append((above[0] if above else row, row + 1, first, last))
    for top, bottom, first, last in stacks:
        box = Box(columns[first], rows[top], columns[last + 1], rows[bottom])
        yield Cell(top, first, bottom - top, last + 1 - first, box)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    starts = [0, *(index for index, (one, other) in enumerate(pairwise(numbers), start=1) if other != one + 1)]
    for start, end in pairwise([*starts, len(numbers)]):
        yield numbers[start], numbers[end - 1]


def _renumbered(cells: Sequence[Cell]) -> list[Cell]:
    """Count only rows and columns in which a cell begins: a stray line across makes no row."""
    rows, columns = sorted({cell.row for cell in cells}), sorted({cell.column for cell in cells})

    def place(edges: Sequence[int], first: int, count: int) -> tuple[int, int]:
        start = bisect_right(edges, first) - 1
        return start, bisect_right(edges, first + count - 1) - start

    counted = []
    for cell in cells:
        (row, height), (column, width) = place(rows, cell.row, cell.rows), place(columns, cell.column, cell.columns)
        counted.append(replace(cell, row=row, column=column, rows=height, columns=width))
    return sorted(counted, key=lambda cell: (cell.row, cell.column))
