"""Read word documents (.docx, .docm): paragraphs and tables in the order of the body.

In: bytes. Out: a `Document`. Kept: content controls, fields' results, text boxes, what tracked changes inserted,
automatic numbers. Left out: what tracked changes deleted, hidden text, and page furniture, that is headers,
footers, comments and notes. Forbidden here: knowing what a budget is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from etl.filing import Document, UnreadableFile
from etl.reading.formats.blocks import Block, Cell, Paragraph, lines_of, table_of
from etl.reading.formats.symbol_fonts import plain, sign
from etl.reading.formats.word.merged_cells import Marked, MarkedRow, merged
from etl.reading.formats.word.numbering import Numbering
from etl.reading.formats.word.ooxml import child, is_on, is_word, local, number, opened, value

__all__ = ["is_word", "read"]

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
NOT_SHOWN = {
    *("del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "fldData"),
    *("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr", "customXmlPr"),
}
WIDEST = 1000  # columns of a cell; Word itself has 63


def read(content: bytes, file_name: str, source_uri: str) -> Document:
    """Return the document in these bytes; raises UnreadableFile when they are damaged or show no text."""
    parts = opened(content)
    body = Body(Numbering.of(parts.numbering, parts.styles), _knows_pages(parts.document))
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
class Typed:
    """What has been found of one paragraph."""

    texts: list[str] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)
    page: int = 0


@dataclass(slots=True)
class Body:
    """A walk over the body that counts pages and lists on its way.

    Where Word noted the breaks of the pages it last printed, those count, else only the breaks that were typed.
    """

    numbering: Numbering
    knows_pages: bool
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
        typed = Typed()
        self._collect(element, typed)
        text = "".join(typed.texts)
        if not text.strip() and child(properties, "rPr", "del") is not None:
            return typed.boxes
        text = _numbered(self.numbering.before(properties), text)
        # A paragraph that only carries a text box is no blank line of its own.
        own = [] if typed.boxes and not text.strip() else [Paragraph(text, typed.page or self.page)]
        return [*own, *typed.boxes]

    def _collect(self, element: etree._Element, typed: Typed) -> None:
        """Collect the text of runs, wherever links, fields, controls and insertions have wrapped them."""
        for part in element.iterchildren("*"):
            name = local(part)
            if name in NOT_SHOWN or (name == "r" and is_on(child(part, "rPr", "vanish"))):
                continue
            if name == "t":
                font = value(child(element, "rPr", "rFonts"), "ascii")
                typed.texts.append(plain(part.text or "", font))
                typed.page = typed.page or self.page
            elif name in {"br", "lastRenderedPageBreak"}:
                self._break(part, typed)
            elif name == "sym":
                typed.texts.append(sign(value(part, "char"), value(part, "font")))
            elif name in SIGNS:
                typed.texts.append(SIGNS[name])
            elif name == "AlternateContent":  # the same drawing twice, for new and for old versions of Word
                self._collect(_alternative(part), typed)
            elif name == "txbxContent":
                typed.boxes += self.blocks(part)
            elif name == "den":  # a fraction of a formula: 3 over 4 is no 34
                typed.texts.append("/")
                self._collect(part, typed)
            else:
                self._collect(part, typed)

    def _break(self, element: etree._Element, typed: Typed) -> None:
        if local(element) == "lastRenderedPageBreak":
            self.page += 1
        elif value(element, "type") == "page":
            self.page += not self.knows_pages
        else:
            typed.texts.append("\n")

    def _table(self, element: etree._Element) -> list[Block]:
        rows = []
        for row in _inside(element, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is None and not is_on(child(properties, "hidden")):
                rows.append(MarkedRow(self._cells(row), min(number(child(properties, "gridBefore"), 0), WIDEST)))
        return table_of([merged(rows)])

    def _cells(self, row: etree._Element) -> list[Marked]:
        """Return the cells of a row; where it breaks over pages, each of them says so, and it breaks once."""
        found = []
        start, end = self.page, self.page
        for each in _inside(row, "tc"):
            self.page = start
            properties = child(each, "tcPr")
            across, down = child(properties, "hMerge"), child(properties, "vMerge")
            found.append(
                Marked(
                    Cell(self.blocks(each), max(1, min(number(child(properties, "gridSpan"), 1), WIDEST))),
                    continues_left=across is not None and value(across) != "restart",
                    is_merged_down=down is not None,
                    begins=value(down) == "restart",
                )
            )
            end = max(end, self.page)
        self.page = end
        return found


def _numbered(mark: str, text: str) -> str:
    """Put a number before its text as if typed; a blank keeps 1. and 2023年 from becoming the figure 1.2023."""
    parted = mark and (re.search("[0-9A-Za-z一-鿿]$", mark) or re.match("[0-9A-Za-z]", text))
    return f"{mark} {text}" if parted else mark + text


def _alternative(element: etree._Element) -> etree._Element:
    """Return the first of a drawing's versions that says something."""
    return next((each for each in element.iterchildren("*") if next(each.iter("{*}t"), None) is not None), element)


def _inside(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows or cells of a table, also those that content controls and the like wrap."""
    for part in element.iterchildren("*"):
        if local(part) == name:
            yield part
        elif local(part) not in NOT_SHOWN:
            yield from _inside(part, name)
