"""What a clerk drew: the tables with merged cells, and the paragraphs, that a sample's text was taken from.

In: the text of a sample, rows of cells parted by tabs or by Markdown's bars. Out: paragraphs and tables of cells with
spans, for `formats` and `printing` to write as files. Nothing here looks at how the project reads them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tests.support.merged_cells import OWN, places_of, span, squared
from tests.support.sample_rows_put_back import MOVED, Cells, put_back, redrawn

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


def blocks_drawn_from(text: str) -> list[Block]:
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


def table(rows: Sequence[Cells], labels: Collection[str] = ()) -> Table:
    """Return rows of a text's cells as a table with merged cells."""
    grid = squared([redrawn(list(cells)) for cells in rows])
    put_back(grid, labels)
    places = places_of(grid)
    made: list[list[Cell | None]] = [[None] * len(grid[0]) for _ in grid]
    for row, column in ((row, column) for row, line in enumerate(places) for column, place in enumerate(line)):
        if places[row][column] == OWN:
            made[row][column] = Cell(grid[row][column], *span(places, row, column))
    head = next((row for row, cells in enumerate(grid) if "一级指标" in cells), None)
    names = next((cell for cell in made[head] if cell and cell.text == "一级指标"), None) if head is not None else None
    return Table(tuple(map(tuple, made)), range(head, head + names.rows) if names else range(0))
