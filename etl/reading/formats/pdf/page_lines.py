"""Make lines of printed pages: tables row by row, and the paragraphs between them, each in one piece.

In: what is drawn on each page. Out: `Line`s in reading order. Forbidden here: any library of a format; knowing what
a budget is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from etl.filing import Line
from etl.reading.formats.grid import Lines, whole
from etl.reading.formats.pdf.furniture import Leaf, is_in_margin, without_furniture
from etl.reading.formats.pdf.objects import PageObjects
from etl.reading.formats.pdf.page_breaks import is_one_table, mend_page_break, share_columns
from etl.reading.formats.pdf.paragraphs import Margins, continues, margins_of
from etl.reading.formats.pdf.ruled_tables import tables_of
from etl.reading.formats.pdf.table_text import PrintedTable, printed
from etl.reading.formats.pdf.text_lines import TextLine, text_lines


@dataclass(slots=True)
class PrintedPage:
    """A page: its number and size, the lines of text outside its tables, its tables, and how large its signs are."""

    number: int
    width: float
    height: float
    lines: list[TextLine]
    tables: list[PrintedTable]
    sizes: Counter[int]

    @property
    def blocks(self) -> list[TextLine | PrintedTable]:
        """Lines and tables from top to bottom."""
        return sorted([*self.lines, *self.tables], key=lambda block: block.box.top)


def printed_page(page: PageObjects) -> PrintedPage:
    """Return a page with its glyphs put together to text, so that the glyphs themselves can be forgotten."""
    tables, outside = printed(tables_of(page.horizontal, page.upright), page.glyphs)
    sizes = Counter(round(glyph.size) for glyph in page.glyphs)
    return PrintedPage(page.number, page.width, page.height, text_lines(outside), tables, sizes)


def lines_of(pages: Sequence[PrintedPage]) -> tuple[Line, ...]:
    """Return the lines of a document without page furniture, paragraphs and torn cells put together."""
    text_size = sum((page.sizes for page in pages), Counter[int]()).most_common(1)[0][0]
    margins = _margins(pages)
    leaves = [Leaf(page.number, page.height, page.lines) for page in pages]
    for page, lines in zip(pages, without_furniture(leaves, text_size), strict=True):
        page.lines = lines
    _mend_page_breaks(pages)
    return _written(pages, margins)


def _mend_page_breaks(pages: Sequence[PrintedPage]) -> None:
    """Put together what goes on over pages, from the last page up, so that all of it gathers on the first."""
    chain: list[PrintedTable] = []
    for upper, lower in reversed(list(pairwise(pages))):
        torn = _over_break(upper, lower)
        if torn is None or (chain and chain[-1] is not torn[1]):
            share_columns(chain)
            chain = []
        if torn:
            mend_page_break(*torn)
            chain += [torn[0]] if chain else reversed(torn)
    share_columns(chain)


def _over_break(upper: PrintedPage, lower: PrintedPage) -> tuple[PrintedTable, PrintedTable] | None:
    """Return the two parts of a table that goes on from one page to the next."""
    for above, below in zip(upper.blocks[-1:], lower.blocks[:1], strict=False):
        if isinstance(above, PrintedTable) and isinstance(below, PrintedTable):
            return (above, below) if _follows(lower, upper) and is_one_table(above, below) else None
    return None


def _follows(page: PrintedPage, before: PrintedPage) -> bool:
    return page.number == before.number + 1


def _margins(pages: Sequence[PrintedPage]) -> dict[float, Margins | None]:
    """Return the margins of the text by width of the page, for wide tables may lie across among upright pages."""
    texts: dict[float, list[TextLine]] = {}
    for page in pages:
        texts.setdefault(page.width, []).extend(line for line in page.lines if not is_in_margin(line, page.height))
    return {width: margins_of(lines, width) for width, lines in texts.items()}


def _written(pages: Sequence[PrintedPage], margins: Mapping[float, Margins | None]) -> tuple[Line, ...]:
    lines = Lines()
    paragraph: list[tuple[PrintedPage, TextLine]] = []
    for page, block in ((each, block) for each in pages for block in each.blocks):
        if isinstance(block, PrintedTable):
            _write(paragraph, lines)
            paragraph = []
            block.write(lines, page.number)
        elif paragraph and _goes_on(*paragraph[-1], page, block, margins):
            paragraph.append((page, block))
        else:
            _write(paragraph, lines)
            paragraph = [(page, block)]
    _write(paragraph, lines)
    return tuple(lines.made)


def _goes_on(
    before: PrintedPage, ended: TextLine, page: PrintedPage, line: TextLine, margins: Mapping[float, Margins | None]
) -> bool:
    if page is before:
        return continues(ended, line, margins[page.width])
    is_alike = _follows(page, before) and page.width == before.width
    return is_alike and continues(ended, line, margins[page.width], is_next_page=True)


def _write(paragraph: Sequence[tuple[PrintedPage, TextLine]], lines: Lines) -> None:
    """Add a paragraph; one line alone keeps the blanks between its columns, by which later steps can cut it."""
    if paragraph:
        page, line = paragraph[0]
        text = whole("\n".join(line.text for _, line in paragraph)) if len(paragraph) > 1 else line.text
        lines.count(1)
        lines.made.append(Line(len(lines.made) + 1, text, (text,), page.number))
