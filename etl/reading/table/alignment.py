"""Align the cells of a row to the columns of its head, left to right, at least cost.

In: cells with their positions, columns with theirs, and what it costs to put a cell under a column.
Out: for each cell its column. Forbidden here: knowing any word; costs come from the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from etl.filing import Strip

# To move a cell by one place, against what it costs where it stands. Text without borders has no places.
# falls: test_figures_stand_under_the_stages_that_their_rate_tells
UNPLACED = 0.0
# Rows between tabs or bars lose and gain cells: less than to read a word as a remark.
# falls: test_a_row_lands_under_its_heads_even_where_cells_are_displaced
SHIFT = 0.35
# A row as wide as its head has lost nothing: an unlisted word keeps its place, a name under a level does not.
# falls: test_a_row_as_wide_as_its_head_stands_where_it_stands
WHOLE = 1.0
# Word, Excel and web pages know the grid: more than a target under what was reached, less than no name at all.
# falls: test_a_figure_with_a_sign_under_what_was_reached_stays…
FIRM = 4.0
# Places: what lost its whole left side is no worse off than what lost half of it.
# falls: test_a_cell_four_places_from_its_column_is_as_far_as_can_be
FARTHEST = 4
# To put a cell under no column at all, against any misreading: only then is the row set aside.
# falls: test_a_row_as_wide_as_its_head_stands_where_it_stands
NO_COLUMN = 15.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the field it holds, its head as filed, and its position in the row.

    Where a form repeats columns side by side (长期 beside 年度, one value for each village) `group` counts the
    repetitions from 1 (0: no column is repeated), and `scope` is the head as filed that tells them apart.
    """

    field: str
    head: str
    position: int
    group: int = 0
    scope: str = ""


Cost = Callable[[str, Column], float]
Skip = Callable[[Column], float]


def moving(strip: Strip) -> float:
    """What it costs to move a cell of a row: nothing without borders, much where the format knows the grid."""
    if not strip.placed:
        return UNPLACED
    return FIRM if strip.lines and strip.lines[0].spans else SHIFT


def align_row(
    row: Sequence[str], columns: Sequence[Column], cost: Cost, skip: Skip, *, moved: float
) -> list[tuple[str, Column | None]]:
    """Return the filled cells of a row with their columns; `moved` is what it costs to move a cell by one place.

    A row shorter than its head may have lost its first cells at a page break: it is tried at every shift
    to the right, and the cheapest one counts.
    """
    cells = [(position, cell) for position, cell in enumerate(row) if cell]
    width = cells[-1][0] + 1 if cells else 0  # a row that lost its first cells may have been filled up at its end
    room = max((column.position for column in columns), default=0) + 1 - width
    shifts = range(max(room, 0) + 1) if moved == SHIFT else range(1)
    moved = WHOLE if moved == SHIFT and not room else moved  # a row as wide as its head has lost nothing
    tried = (
        _aligned([(position + shift, cell) for position, cell in cells], columns, cost, skip, moved) for shift in shifts
    )
    _, found = min(tried, key=lambda outcome: outcome[0])
    return list(zip([cell for _, cell in cells], found, strict=True))


def _aligned(
    cells: Sequence[tuple[int, str]], columns: Sequence[Column], cost: Cost, skip: Skip, moved: float
) -> tuple[float, list[Column | None]]:
    rows, width = len(cells), len(columns)
    best = [[0.0] * (width + 1) for _ in range(rows + 1)]
    for column in range(width - 1, -1, -1):
        best[rows][column] = best[rows][column + 1] + skip(columns[column])
    for row in range(rows - 1, -1, -1):
        best[row][width] = best[row + 1][width] + NO_COLUMN
        for column in range(width - 1, -1, -1):
            best[row][column] = min(
                best[row + 1][column + 1] + _cost(cells[row], columns[column], cost, moved),
                best[row][column + 1] + skip(columns[column]),
                best[row + 1][column] + NO_COLUMN,
            )
    return best[0][0], _path(cells, columns, best, cost, moved)


def _cost(cell: tuple[int, str], column: Column, cost: Cost, moved: float) -> float:
    position, text = cell
    return cost(text, column) + moved * min(abs(position - column.position), FARTHEST)


def _path(
    cells: Sequence[tuple[int, str]],
    columns: Sequence[Column],
    best: list[list[float]],
    cost: Cost,
    moved: float,
) -> list[Column | None]:
    path: list[Column | None] = []
    row = column = 0
    while row < len(cells):
        here = best[row][column]
        if column < len(columns):
            taken = best[row + 1][column + 1] + _cost(cells[row], columns[column], cost, moved)
            if taken <= here:
                path.append(columns[column])
                row, column = row + 1, column + 1
                continue
        if best[row + 1][column] + NO_COLUMN <= here:
            path.append(None)
            row += 1
        else:
            column += 1
    return path
