"""Read word documents (.docx, .docm): paragraphs and tables in the order of the body.

In: bytes. Out: a `Document`. Kept: content controls, fields' results, text boxes, what tracked changes inserted,
automatic numbers. Left out: what tracked changes deleted, text that is struck through or not seen, and page furniture,
that is headers, footers, comments and notes. Forbidden here: knowing what a budget is.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from etl.filing import Document, UnreadableFile
from etl.reading.formats.blocks import Block, Cell, Paragraph, lines_of, table_of
from etl.reading.formats.signs import LOWER, RAISE, set_in_runs
from etl.reading.formats.symbol_fonts import plain, sign
from etl.reading.formats.word.looks import Looks
from etl.reading.formats.word.merged_cells import Marked, MarkedRow, merged
from etl.reading.formats.word.numbering import Numbering
from etl.reading.formats.word.ooxml import child, is_on, is_word, local, number, opened, value
from etl.reading.formats.word.typed import NOT_SHOWN, Typed, alternative, inside, numbered

__all__ = ["is_word", "read"]

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
HEIGHTS_IN_FORMULAS = {"sup": RAISE, "sub": LOWER}
WIDEST = 1000  # columns of a cell; Word itself has 63


def read(content: bytes, file_name: str, source_uri: str) -> Document:
    """Return the document in these bytes; raises UnreadableFile when they are damaged or show no text."""
    parts = opened(content)
    looks = Looks.of(parts.styles)
    is_filled = child(parts.document, "background") is not None
    body = Body(Numbering.of(parts.numbering, parts.styles), looks, _knows_pages(parts.document), is_filled)
    try:
        lines = lines_of(body.blocks(parts.document))
    except RecursionError as error:
        raise UnreadableFile("the document nests too deeply: save it again as .docx with Word or WPS") from error
    if all(line.is_blank for line in lines):
        raise UnreadableFile("the document shows no text, perhaps only pictures of it: load a version with text")
    return Document(file_name, source_uri, content, MEDIA_TYPE, "word", lines)


def _knows_pages(document: etree._Element) -> bool:
    return next(document.iter("{*}lastRenderedPageBreak"), None) is not None


@dataclass(slots=True)
class Body:
    """A walk over the body that counts pages and lists on its way.

    Where Word noted the breaks of the pages it last printed, those count, else only the breaks that were typed.
    """

    numbering: Numbering
    looks: Looks
    knows_pages: bool
    is_filled: bool = False  # whether something lies behind the text that is not white, or may
    page: int = 1

    def blocks(self, container: etree._Element) -> list[Block]:
        """Return paragraphs and tables of a body, cell, text box or content control."""
        found: list[Block] = []
        for element in container.iterchildren("*"):
            name = local(element)
            if name == "p":
                found += self._paragraph(element)
            elif name == "tbl":
                found += self._table(element)
            elif name == "altChunk":
                raise UnreadableFile("the document includes another file: open it in Word and save it as .docx")
            elif name not in NOT_SHOWN:
                found += self.blocks(element)
        return found

    def _paragraph(self, element: etree._Element) -> list[Block]:
        properties = child(element, "pPr")
        typed = Typed(properties)
        self._collect(element, typed)
        text = set_in_runs(typed.texts)
        if not text.strip() and child(properties, "rPr", "del") is not None:
            return typed.boxes
        text = numbered(self.numbering.before(properties), text)
        # A paragraph that only carries a text box is no blank line of its own.
        own = [] if typed.boxes and not text.strip() else [Paragraph(text, typed.page or self.page)]
        return [*own, *typed.boxes]

    def _collect(self, element: etree._Element, typed: Typed) -> None:
        """Collect the text of runs, wherever links, fields, controls and insertions have wrapped them."""
        for part in element.iterchildren("*"):
            name = local(part)
            if name in NOT_SHOWN:
                continue
            if name == "t":
                font = value(child(element, "rPr", "rFonts"), "ascii")
                typed.add(plain(part.text or "", font))
                typed.page = typed.page or self.page
            elif name in {"br", "lastRenderedPageBreak"}:
                self._break(part, typed)
            elif name == "sym":
                typed.add(sign(value(part, "char"), value(part, "font")))
            elif name in SIGNS:
                typed.add(SIGNS[name])
            elif name == "txbxContent":
                typed.boxes += self._over(part, is_filled=True)  # what a box is filled with, its drawing says
            else:
                self._collect_within(part, name, typed)

    def _collect_within(self, part: etree._Element, name: str, typed: Typed) -> None:
        """Collect the text of something that says how its text looks, or in which of its parts it stands."""
        before = typed.set_as, typed.is_seen
        if name == "r":
            look = self.looks.of_run(part, typed.properties, is_filled=self.is_filled)
            if not look.is_there:
                return
            typed.set_as, typed.is_seen = look.set_as or typed.set_as, look.is_seen
        elif name in HEIGHTS_IN_FORMULAS:
            typed.set_as = HEIGHTS_IN_FORMULAS[name]
        elif name == "AlternateContent":  # the same drawing twice, for new and for old versions of Word
            part = alternative(part)
        elif name == "den":  # a fraction of a formula: 3 over 4 is no 34
            typed.add("/")
        self._collect(part, typed)
        typed.set_as, typed.is_seen = before

    def _over(self, container: etree._Element, *, is_filled: bool) -> list[Block]:
        """Return the blocks of a container that may be filled."""
        before, self.is_filled = self.is_filled, self.is_filled or is_filled
        found = self.blocks(container)
        self.is_filled = before
        return found

    def _break(self, element: etree._Element, typed: Typed) -> None:
        if local(element) == "lastRenderedPageBreak":
            self.page += 1
        elif value(element, "type") == "page":
            self.page += not self.knows_pages
        else:
            typed.add("\n")

    def _table(self, element: etree._Element) -> list[Block]:
        rows = []
        before, self.is_filled = self.is_filled, self.is_filled or self.looks.fills(child(element, "tblPr"))
        for row in inside(element, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is None and not is_on(child(properties, "hidden")):
                rows.append(MarkedRow(self._cells(row), min(number(child(properties, "gridBefore"), 0), WIDEST)))
        self.is_filled = before
        return table_of([merged(rows)])

    def _cells(self, row: etree._Element) -> list[Marked]:
        """Return the cells of a row; where it breaks over pages, each of them says so, and it breaks once."""
        found = []
        start, end = self.page, self.page
        for each in inside(row, "tc"):
            self.page = start
            properties = child(each, "tcPr")
            across, down = child(properties, "hMerge"), child(properties, "vMerge")
            found.append(
                Marked(
                    Cell(self._of_cell(each), max(1, min(number(child(properties, "gridSpan"), 1), WIDEST))),
                    continues_left=across is not None and value(across) != "restart",
                    is_merged_down=down is not None,
                    begins=value(down) == "restart",
                )
            )
            end = max(end, self.page)
        self.page = end
        return found

    def _of_cell(self, cell: etree._Element) -> list[Block]:
        properties = child(cell, "tcPr")
        if child(properties, "cellDel") is not None:
            return []
        return self._over(cell, is_filled=self.looks.fills(properties))
