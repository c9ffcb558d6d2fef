"""Put together what page breaks tore: rows and merged cells, and the columns of a table that goes on.

In: the tables of one page after the other. Out: the same tables, changed in place. Forbidden here: any library of a
format; guessing from words what belongs together: ruling lines and full lines of text decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl.reading.formats.pdf.ruled_tables import Cell
from etl.reading.formats.pdf.strokes import NEAR
from etl.reading.formats.pdf.table_text import PrintedTable

# Sizes of a sign: a line with less room behind it is full, and its cell may go on.
# falls: test_a_cell_goes_on_over_a_page_break_where_its_last_line_is_full
ROOM = 1.5
# Points between a cell's text and its border, as Word sets them; others set less, and their cells end sooner.
# falls: test_a_cell_goes_on_over_a_page_break_where_its_last_line_is_full
PADDING = 6.0


def is_one_table(upper: PrintedTable, lower: PrintedTable) -> bool:
    """Whether the last table of a page and the first of the next keep the same outer sides."""
    return _is_near(upper.box.left, lower.box.left) and _is_near(upper.box.right, lower.box.right)


def mend_page_break(upper: PrintedTable, lower: PrintedTable) -> None:
    """Give what goes on over a page break to the cells of the upper page.

    Excel and browsers leave a merged cell open there. Word closes all cells; there a row goes on where all its
    texts on the lower page follow wrapped ones whose last line is full, and its other cells have ended above.
    """
    above = {cell: _cell_above(upper, cell) for cell in lower.table.cells if cell.row == 0}
    is_open = {cell for cell, other in above.items() if other and cell.opens_up and other.opens_down}
    filled = [cell for cell in above if lower.texts.get(cell)]
    goes_on = {cell for cell in filled if (other := above[cell]) and _is_full(upper, other)}
    is_torn = is_open == set(above) or (bool(filled) and goes_on == set(filled) and _is_shorter(upper, lower, above))
    for cell, other in above.items():
        if other and (is_torn or cell in is_open):
            upper.texts[other] = [*upper.texts.get(other, []), *lower.texts.pop(cell, [])]
    if is_torn and lower.table.rows > 1:
        _drop_first_row(lower)


def _cell_above(upper: PrintedTable, cell: Cell) -> Cell | None:
    rows = upper.table.rows
    last = (other for other in upper.table.cells if other.row + other.rows == rows)
    return next(
        (
            other
            for other in last
            if _is_near(other.box.left, cell.box.left) and _is_near(other.box.right, cell.box.right)
        ),
        None,
    )


def _is_full(printed: PrintedTable, cell: Cell) -> bool:
    lines = printed.texts.get(cell, [])
    # Browsers make columns as narrow as their texts: a line that fills its cell is no sign of more where none wraps.
    return len(lines) > 1 and cell.box.right - PADDING - lines[-1].box.right < ROOM * lines[-1].size


def _is_shorter(upper: PrintedTable, lower: PrintedTable, above: dict[Cell, Cell | None]) -> bool:
    """Whether some cell has ended on the upper page, as those of a torn row do, all but the longest."""
    return any(
        other and upper.texts.get(other) and not lower.texts.get(cell) and cell.rows == 1
        for cell, other in above.items()
    )


def _is_near(one: float, other: float) -> bool:
    return abs(one - other) <= NEAR


def _drop_first_row(printed: PrintedTable) -> None:
    kept = {cell: _one_row_up(cell) for cell in printed.table.cells if cell.row + cell.rows > 1}
    printed.texts = {kept[cell]: lines for cell, lines in printed.texts.items() if cell in kept}
    printed.table = replace(printed.table, cells=tuple(kept.values()))


def _one_row_up(cell: Cell) -> Cell:
    return replace(cell, row=cell.row - 1) if cell.row else replace(cell, rows=cell.rows - 1)


def share_columns(tables: Sequence[PrintedTable]) -> None:
    """Count the columns of a table that goes on from page to page alike on all of them.

    A column may be parted on one page only; the same table in a Word file has one grid.
    """
    edges: list[float] = []
    for edge in sorted(side for printed in tables for cell in printed.table.cells for side in cell.box[::2]):
        if not edges or not _is_near(edge, edges[-1]):
            edges.append(edge)
    for printed in tables:
        placed = {cell: _between(cell, edges) for cell in printed.table.cells}
        printed.texts = {placed[cell]: lines for cell, lines in printed.texts.items()}
        printed.table = replace(printed.table, cells=tuple(placed.values()))


def _between(cell: Cell, edges: Sequence[float]) -> Cell:
    left, right = (max(index for index, edge in enumerate(edges) if edge <= side) for side in cell.box[::2])
    return replace(cell, column=left, columns=right - left)
