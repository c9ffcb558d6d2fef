"""Which cells of a form are merged, decided row by row from what the texts of such forms have in common.

In: rows of cells, all of one width. Out: for each place whether a cell begins there, or which one covers it.

- A row with fewer cells than its table lost its first ones, which are covered by merged cells: it moves to the right.
- A row's blank first places are covered by the cells above: labels of levels and blocks stand over several rows.
- Below column heads each other place is a cell of its own, blank or not. Elsewhere a place is one where the row above
  in the same block has a cell that begins there; else the cell to its left goes on over it, to the table's edge. So
  goals and agencies stand over the whole width, and 收入 | 支出 over their pairs of label and amount.
- Where a row below column heads fills only places under heads of groups (指标值 over 符号 | 值 | 单位), the other
  heads go on down beside it. A total stands over the columns of text before its figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tests.support.sample_rows_put_back import Cells

HEADS = {"一级指标", "任务名称", "项目名称"}  # a row with three cells or more, one of them of these, is column heads
GOALS = {"年度总体目标", "年度绩效目标", "总体目标", "绩效目标"}  # and such a row is no longer below them
TOTALS = {"合计", "小计"}
FIGURE = re.compile(r"[<>=≥≤]*\s*\d[\d.,]*\s*%?")
OWN, UP, LEFT = "own", "up", "left"


def squared(rows: list[Cells]) -> list[Cells]:
    """Return rows of one width, each of them moved to the right."""
    width = max(map(len, rows))
    while width > 1 and not any(len(cells) == width and cells[-1] for cells in rows):
        rows = [cells[: width - 1] for cells in rows]
        width -= 1
    return [[""] * (width - len(cells)) + cells for cells in rows]


def places_of(grid: Sequence[Cells]) -> list[list[str]]:
    """Return for each place whether a cell begins there, or which one covers it: the one above or to the left."""
    places: list[list[str]] = []
    below_heads = False
    for row, cells in enumerate(grid):
        above = places[-1] if places else []
        is_head = sum(map(bool, cells)) > 2 and (row == 0 or bool(HEADS & set(cells)))
        below_heads = (below_heads or is_head) and cells[0] not in GOALS
        if row and _is_second_head(cells, above):
            places.append([OWN if cell else UP for cell in cells])
            continue
        first = next((column for column, cell in enumerate(cells) if cell), 0)
        same_block = bool(above) and (first > 0 or (below_heads and not is_head) or not any(cells))
        line = [UP if row else OWN] * first
        for column in range(first, len(cells)):
            is_own = cells[column] or column == 0 or (same_block and above[column] != LEFT)
            line.append(OWN if is_own else LEFT)
        for column in range(first):
            if row and (
                (above[column] == LEFT and line[column - 1 : column] == [OWN]) or _is_head_cell(grid[row - 1][column])
            ):
                line[column] = OWN
        if cells[first].replace(" ", "") in TOTALS and any(map(FIGURE.fullmatch, cells)):
            figures = next(column for column, cell in enumerate(cells) if FIGURE.fullmatch(cell))
            line[first + 1 : figures] = [LEFT] * (figures - first - 1)
        places.append(line)
    _part_what_does_not_fit(places)
    return places


def _is_head_cell(text: str) -> bool:
    return text in {"一级指标", "二级指标", "三级指标"}


def _is_second_head(cells: Cells, above: Sequence[str]) -> bool:
    """Whether a row fills all places under heads of groups and no others, with words."""
    grouped = {
        column
        for column, place in enumerate(above)
        if place == LEFT or (place == OWN and LEFT in above[column + 1 : column + 2])
    }
    filled = {column for column, cell in enumerate(cells) if cell}
    return len(filled) > 1 and filled == grouped and not any(map(FIGURE.fullmatch, cells)) and 0 not in filled - {0}


def _part_what_does_not_fit(places: list[list[str]]) -> None:
    """A cell goes down only as a whole: where one of its columns ends, all of them do."""
    for row in range(1, len(places)):
        for column, place in enumerate(places[row]):
            if place != UP:
                continue
            end = column + 1
            while end < len(places[row]) and _origin_is_left(places, row - 1, end):
                end += 1
            if any(places[row][other] != UP for other in range(column, end)):
                places[row][column] = OWN


def _origin_is_left(places: list[list[str]], row: int, column: int) -> bool:
    while places[row][column] == UP:
        row -= 1
    return places[row][column] == LEFT


def span(places: list[list[str]], row: int, column: int) -> tuple[int, int]:
    """Return how many columns and rows the cell takes that begins at a place."""
    columns, rows = 1, 1
    while column + columns < len(places[row]) and places[row][column + columns] == LEFT:
        columns += 1
    while row + rows < len(places) and places[row + rows][column] == UP:
        rows += 1
    return columns, rows
