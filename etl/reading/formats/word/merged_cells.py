"""Make cells with spans of Word's merged cells, each of which is filed as a row of cells marked as continued.

In: the cells of each row with their marks. Out: rows of the cells that cover no place of another.
Forbidden here: elements of the document; losing what a covered cell still says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from etl.reading.formats.blocks import Cell


@dataclass(frozen=True, slots=True)
class Marked:
    """A cell as filed: whether it continues the one to its left, and whether it begins or continues one above."""

    cell: Cell
    continues_left: bool = False
    is_merged_down: bool = False
    begins: bool = False


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """The cells of a row, and how many columns it leaves free before them."""

    cells: list[Marked]
    free: int = 0


def merged(rows: Iterable[MarkedRow]) -> list[list[Cell]]:
    """Return the rows with each merged cell once, at its top left, counting the columns and rows it takes."""
    found: list[list[Cell]] = []
    above: dict[int, Cell] = {}
    for row in rows:
        cells = [Cell([]) for _ in range(row.free)]
        column, below = row.free, dict[int, Cell]()
        for marked in _merged_across(row.cells):
            cell, first = marked.cell, above.get(column)
            # Word itself parts merged cells whose widths differ.
            if marked.is_merged_down and not marked.begins and first is not None and first.columns == cell.columns:
                first.rows += 1
                _take_over(first, cell)
                below[column] = first
            else:
                cells.append(cell)
                below |= {column: cell} if marked.is_merged_down else {}
            column += cell.columns
        found.append(cells)
        above = below
    return found


def _merged_across(cells: Iterable[Marked]) -> list[Marked]:
    found: list[Marked] = []
    for marked in cells:
        if marked.continues_left and found:
            found[-1].cell.columns += marked.cell.columns
            _take_over(found[-1].cell, marked.cell)
        else:
            found.append(marked)
    return found


def _take_over(first: Cell, covered: Cell) -> None:
    """Keep what a covered cell still says, unless a program only repeated the text of the cell that covers it."""
    said = {part.text for part in first.paragraphs}
    if covered.tables or any(part.text not in said for part in covered.paragraphs):
        first.blocks += covered.blocks
