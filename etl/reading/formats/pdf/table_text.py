"""A table of one page and what is printed in its cells.

In: tables of ruling lines, and the glyphs of a page. Out: tables with lines of text in their cells, and the glyphs
outside. Forbidden here: any library of a format; other pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from etl.filing import COVERED, Span
from etl.reading.formats.grid import Lines
from etl.reading.formats.pdf.objects import Box, Glyph
from etl.reading.formats.pdf.ruled_tables import Cell, Table
from etl.reading.formats.pdf.text_lines import TextLine, text_lines


@dataclass(slots=True)
class PrintedTable:
    """A table and the lines of text in those of its cells that hold any."""

    table: Table
    texts: dict[Cell, list[TextLine]]

    @property
    def box(self) -> Box:
        """Where it stands on the page."""
        return self.table.box

    def write(self, lines: Lines, page: int) -> None:
        """Add its rows to the lines."""
        columns = self.table.columns
        texts = [[""] * columns for _ in range(self.table.rows)]
        spans = [[COVERED] * columns for _ in range(self.table.rows)]
        for cell in self.table.cells:
            texts[cell.row][cell.column] = "\n".join(line.text for line in self.texts.get(cell, []))
            spans[cell.row][cell.column] = Span(cell.columns, cell.rows)
        for row_texts, row_spans in zip(texts, spans, strict=True):
            lines.row(row_texts, row_spans, page)


def printed(tables: Sequence[Table], glyphs: Iterable[Glyph]) -> tuple[list[PrintedTable], list[Glyph]]:
    """Return the tables with what is printed in their cells, and the glyphs outside; a blank table is a drawing."""
    inside: dict[tuple[int, Cell], list[Glyph]] = {}
    outside = []
    for glyph in glyphs:
        places = ((number, table.cell_at(*glyph.place)) for number, table in enumerate(tables))
        number, cell = next(((number, cell) for number, cell in places if cell), (0, None))
        if cell is None:
            outside.append(glyph)
        else:
            inside.setdefault((number, cell), []).append(glyph)
    filled = [PrintedTable(table, {}) for table in tables]
    for (number, cell), own in inside.items():
        filled[number].texts[cell] = text_lines(own)
    return [table for table in filled if any(table.texts.values())], outside
