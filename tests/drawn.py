"""What a clerk drew: the tables with merged cells, and the paragraphs, that a sample's text was taken from.

In: the text of a sample, rows of cells parted by tabs or by Markdown's bars. Out: paragraphs and tables of cells with
spans, for `formats` and `printing` to write as files. Nothing here looks at how the project reads them.

How merges are decided, row by row, from what the texts of such forms have in common:

- A row with fewer cells than its table lost its first ones, which are covered by merged cells: it moves to the right.
- A row's blank first places are covered by the cells above: labels of levels and blocks stand over several rows.
- Below column heads each other place is a cell of its own, blank or not. Elsewhere a place is one where the row above
  in the same block has a cell that begins there; else the cell to its left goes on over it, to the table's edge. So
  goals and agencies stand over the whole width, and 收入 | 支出 over their pairs of label and amount.
- Where a row below column heads fills only places under heads of groups (指标值 over 符号 | 值 | 单位), the other
  heads go on down beside it. A total stands over the columns of text before its figures.

What scanning moved stands where the form has its place again (REDRAWN, MOVED): a person looked at these rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

HEADS = {"一级指标", "任务名称", "项目名称"}  # a row with three cells or more, one of them of these, is column heads
GOALS = {"年度总体目标", "年度绩效目标", "总体目标", "绩效目标"}  # and such a row is no longer below them
TOTALS = {"合计", "小计"}
SIGNS = {"≥", "≤", "=", "定性", "定量", "\\geq"}
FIGURE = re.compile(r"[<>=≥≤]*\s*\d[\d.,]*\s*%?")
FULL_LINE = 40  # signs; a line of prose this long without a stop at its end goes on in the next


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, several paragraphs parted by line breaks, and how many columns and rows it takes."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: for each place of its grid the cell that begins there, else None; and which rows hold column heads."""

    rows: tuple[tuple[Cell | None, ...], ...]
    heads: range = range(0)

    @property
    def width(self) -> int:
        return len(self.rows[0])

    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        """Yield each cell with its row and column."""
        for row, places in enumerate(self.rows):
            yield from ((row, column, cell) for column, cell in enumerate(places) if cell)


Block = str | Table
Cells = list[str]


def drawn(text: str) -> list[Block]:
    """Return what the clerk drew, in order: a paragraph is a string."""
    blocks: list[Block] = []
    parts = [(line, cells_of(line)) for line in text.splitlines() if line.strip()]
    labels = {line.strip() for line, cells in parts if not cells and line.strip() in MOVED}
    parts = [(line, cells) for line, cells in parts if line.strip() not in labels]
    for is_table, group in groupby(parts, key=lambda part: part[1] is not None):
        if is_table:
            blocks.append(table([cells for _, cells in group if cells], labels))
        else:
            blocks += paragraphs([plain(line) for line, _ in group])
    return blocks


def cells_of(line: str) -> Cells | None:
    """Return a line's cells, none for one that only draws a border, None for one without cells."""
    if "\t" in line:
        return [plain(cell) for cell in line.split("\t")]
    if not line.startswith("|"):
        return None
    return [] if set(line) <= set("|-: ") and "-" in line else [plain(cell) for cell in line.strip("|").split("|")]


def plain(text: str) -> str:
    """Return a text without the marks of the program that took it from the form."""
    text = re.sub(r"</p>\s*<p>", "\n", text)
    text = re.sub(r"</?p>|\*\*|^\s*-(?=\s)", "", text)
    return text.replace("\\geq", "≥").replace("\\leq", "≤").replace("\\%", "%").replace("$", "").strip()


def paragraphs(lines: Sequence[str]) -> list[str]:
    """Return paragraphs, which the text has one or several lines of."""
    found: list[str] = []
    for line in lines:
        goes_on = found and len(found[-1]) >= FULL_LINE and found[-1][-1] not in "。；：;:）)"
        found[-1:] = [found[-1] + line] if goes_on else [*found[-1:], line]
    return found


def titled(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks with up to three short paragraphs above a table as its first rows, each one cell over its width."""
    found: list[Block] = []
    for block in blocks:
        if not isinstance(block, Table):
            found.append(block)
        else:
            own: list[str] = []
            while found and isinstance(above := found[-1], str) and len(above) < 60 and len(own) < 3:
                own.insert(0, above)
                found.pop()
            rows = tuple((Cell(text, block.width), *[None] * (block.width - 1)) for text in own)
            heads = range(block.heads.start + len(own), block.heads.stop + len(own))
            found.append(Table(rows + block.rows, heads))
    return found


# --- rows that scanning moved ---------------------------------------------------------------------------

# Labels of merged cells that stand on lines of their own at a page break, and before which text of a row they belong.
MOVED = {"年度绩效指标": "一级指标", "产出指标": "数量指标"}


def _put_back(rows: list[Cells], labels: set[str]) -> None:
    for label in labels:
        row = next(row for row in rows if MOVED[label] in row[1:])
        row[row.index(MOVED[label]) - 1] = label


def _swapped(cells: Cells) -> Cells:
    """A name in the place of a label, and a blank in its own."""
    return ["", cells[1], cells[0], *cells[2:]]


def _begins(*texts: str) -> Callable[[Cells], bool]:
    return lambda cells: tuple(cells[: len(texts)]) == texts


REDRAWN: list[tuple[Callable[[Cells], bool], Callable[[Cells], Cells]]] = [
    (_begins("人员管理", "在职人员控制率"), lambda cells: ["", *cells]),
    (_begins("成本控制", ""), _swapped),
    (_begins("预算支出经费", ""), _swapped),
    (_begins("预算支出", ""), _swapped),
    (_begins("", "资金拨付及时性", ""), lambda cells: ["", "", "", cells[1], *cells[3:]]),
    (_begins("", "服务对象"), lambda cells: ["", "满意度指标", "服务对象满意度指标", *cells[2:]]),
    (_begins("满意度指标", "象 满意度 指标"), lambda cells: ["", "", *cells[2:]]),
]


def _redrawn(cells: Cells) -> Cells:
    for belongs, moved in REDRAWN:
        if belongs(cells):
            cells = moved(cells)
    # The scan saw two columns below one head, 指标值, and took the second for its value.
    split = next((at for at, cell in enumerate(cells[:-2]) if cell in SIGNS and not cells[at + 1] and cells[at + 2]), 0)
    return [*cells[: split + 1], *cells[split + 2 :], ""] if split == 3 else cells


# --- merges -------------------------------------------------------------------------------------------


def table(rows: Sequence[Cells], labels: set[str] = frozenset()) -> Table:
    """Return rows of a text's cells as a table with merged cells."""
    grid = _squared([_redrawn(list(cells)) for cells in rows])
    _put_back(grid, labels)
    places = _places(grid)
    made: list[list[Cell | None]] = [[None] * len(grid[0]) for _ in grid]
    for row, column in ((row, column) for row, line in enumerate(places) for column, place in enumerate(line)):
        if places[row][column] == OWN:
            made[row][column] = Cell(grid[row][column], *_span(places, row, column))
    head = next((row for row, cells in enumerate(grid) if "一级指标" in cells), None)
    names = next((cell for cell in made[head] if cell and cell.text == "一级指标"), None) if head is not None else None
    return Table(tuple(map(tuple, made)), range(head, head + names.rows) if names else range(0))


def _squared(rows: list[Cells]) -> list[Cells]:
    width = max(map(len, rows))
    while width > 1 and not any(len(cells) == width and cells[-1] for cells in rows):
        rows = [cells[: width - 1] for cells in rows]
        width -= 1
    return [[""] * (width - len(cells)) + cells for cells in rows]


OWN, UP, LEFT = "own", "up", "left"


def _places(grid: Sequence[Cells]) -> list[list[str]]:
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


def _span(places: list[list[str]], row: int, column: int) -> tuple[int, int]:
    columns, rows = 1, 1
    while column + columns < len(places[row]) and places[row][column + columns] == LEFT:
        columns += 1
    while row + rows < len(places) and places[row + rows][column] == UP:
        rows += 1
    return columns, rows
