"""PDF as Word prints what `drawn_tables` gives: ruled tables that go on over pages, under repeated column heads.

In: paragraphs and tables. Out: the bytes of a PDF. A merged cell that a page break cuts is drawn on both pages, with
its text on the first; the row of column heads stands again at the top of each page.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape
from itertools import accumulate, takewhile

from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate
from reportlab.platypus import Table as PrintedTable

from tests.support.drawn_tables import Block, Cell, Table

MARGIN = 60
SIZE = 9.5
pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
CELL = ParagraphStyle("cell", fontName="STSong-Light", fontSize=SIZE, leading=SIZE * 1.3, wordWrap="CJK")
PROSE = ParagraphStyle("prose", CELL, fontSize=11, leading=18, firstLineIndent=22)
TITLE = ParagraphStyle("title", CELL, fontSize=14, leading=22, alignment=TA_CENTER)

Places = list[list[Cell | None]]


def pdf(blocks: Sequence[Block]) -> bytes:
    """Return a PDF."""
    stream = io.BytesIO()
    story = [
        Ruled([list(row) for row in block.rows], block.heads)
        if isinstance(block, Table)
        else Paragraph(escape(block, quote=False), TITLE if isinstance(below, Table) else PROSE)
        for block, below in zip(blocks, [*blocks[1:], ""], strict=True)
    ]
    SimpleDocTemplate(stream, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN).build(story)
    return stream.getvalue()


class Ruled(Flowable):
    """A table that may be parted between any two rows, as Word does and reportlab does not inside merged cells."""

    def __init__(self, places: Places, heads: range, upper: Ruled | None = None):
        super().__init__()
        self.places, self.heads = places, heads
        self.repeated: Places = upper.repeated if upper else places[heads.start : heads.stop]
        self.shares: list[float] = upper.shares if upper else _shares(places)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Lay the table out."""
        self.printed = PrintedTable(
            [[_printed(cell) for cell in row] for row in self.places],
            colWidths=[width * share for share in self.shares],
            style=[
                ("GRID", (0, 0), (-1, -1), 0.5, black),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (-1, -1), 3),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3),
                *(("SPAN", (column, row), (column + cell.columns - 1, row + cell.rows - 1))
                  for row, cells in enumerate(self.places) for column, cell in enumerate(cells) if cell),
            ],
        )  # fmt: skip
        return self.printed.wrapOn(self.canv, width, height)

    def split(self, width: float, height: float) -> list[Flowable]:
        """Part the table where the page ends; nothing where no row fits below its column heads."""
        tops = accumulate(takewhile(bool, self.printed._rowHeights))  # reportlab measures no rows beyond the page
        fitting = sum(top <= height for top in tops)
        for at in range(min(fitting, len(self.places) - 1), 1, -1):
            if at - 1 in self.heads:
                continue
            upper, lower = _parted(self.places, at)
            above = Ruled(upper, self.heads, self)
            above.canv = self.canv
            if above.wrap(width, height)[1] <= height:
                return [above, self._continued(lower, at)]
        return []

    def _continued(self, lower: Places, at: int) -> Ruled:
        """The part on the next page: below its heads, which stand there once more."""
        if at <= self.heads.start:
            return Ruled(lower, range(self.heads.start - at, self.heads.stop - at), self)
        count = len(self.repeated)
        heads = [
            [cell and _stretched(cell, count - row, len(lower)) for cell in cells]
            for row, cells in enumerate(self.repeated)
        ]
        for row, cells in enumerate(heads):
            for column, cell in enumerate(cells):
                if cell and row + cell.rows > count:  # a label beside the heads and all the rows below them
                    lower[0][column] = None
        return Ruled([*heads, *lower], range(count), self)

    def draw(self) -> None:
        """Draw what was laid out."""
        self.printed.drawOn(self.canv, 0, 0)


def _stretched(cell: Cell, rows_of_heads: int, rows_below: int) -> Cell:
    return Cell(cell.text, cell.columns, rows_of_heads + rows_below) if cell.rows > rows_of_heads else cell


def _printed(cell: Cell | None) -> object:
    return [Paragraph(escape(text, quote=False), CELL) for text in cell.text.split("\n")] if cell else ""


def _parted(places: Places, at: int) -> tuple[Places, Places]:
    """Cut a table above a row; the lower part of a merged cell has no text."""
    upper, lower = [list(row) for row in places[:at]], [list(row) for row in places[at:]]
    for row, cells in enumerate(places[:at]):
        for column, cell in enumerate(cells):
            if cell and row + cell.rows > at:
                upper[row][column] = Cell(cell.text, cell.columns, at - row)
                lower[0][column] = Cell("", cell.columns, row + cell.rows - at)
    return upper, lower


def _shares(places: Places) -> list[float]:
    """The share of each column in the width, by its longest text that stands in no other."""
    longest = [6] * len(places[0])
    for row in places:
        for column, cell in enumerate(row):
            if cell and cell.columns == 1:
                longest[column] = max(longest[column], min(len(cell.text), 14))
    return [signs / sum(longest) for signs in longest]
