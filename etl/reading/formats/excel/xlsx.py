"""Read the sheets of a workbook in Office Open XML (.xlsx, .xlsm), row by row, so that size costs no memory.

In: the bytes of a zip container. Out: `Sheet`s, those that are shown, in order. Forbidden here: making lines.

The parts are read as they are, for only little of them is wanted: text, number formats, merged areas and what is
hidden. A library that loads all of a workbook gives up on stylesheets that Excel forgives, and fills areas that
are merged over a million rows cell by cell. Elements are known by their bare names, because Office's two standards
(transitional and strict) differ in nothing but their namespaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath, split
from typing import IO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from etl.filing import UnreadableFile
from etl.isolation import limits
from etl.reading.formats.container import check_entries, opened_part
from etl.reading.formats.excel.displayed import displayed
from etl.reading.formats.excel.format_codes import BUILT_IN, GENERAL
from etl.reading.formats.excel.sheet import Area, Sheet

REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]+)")
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
TRUE = {"1", "true", "on"}


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets of a workbook share: its texts, the format codes of its styles, the day its dates begin."""

    texts: list[str]
    codes: list[str]
    since_1904: bool


def sheets_of(content: bytes) -> Iterator[Sheet]:
    """Yield the sheets that are shown. Raises what zipfile and ElementTree raise, KeyError, IndexError, ValueError."""
    with ZipFile(BytesIO(content)) as container:
        check_entries(container)
        parts = Parts(container)
        main = next(parts.related("", "/officeDocument"), "xl/workbook.xml")
        sheets, since_1904 = _listed(parts.elements(main, "sheet", "workbookPr"))
        book = Book(_shared_texts(parts, main), _codes(parts, main), since_1904)
        names = dict(parts.relations(main, "/worksheet"))
        if len(sheets) > limits.MOST_SHEETS:
            raise UnreadableFile(limits.beyond(limits.MOST_SHEETS, "sheets"))
        for relation in sheets:
            if relation in names:  # sheets of charts, dialogues and macros are other kinds of parts
                yield _sheet(parts.elements(names[relation], "row", "col", "mergeCell"), book)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a container by name; some writers differ from their own references in case or slashes."""

    container: ZipFile

    def open(self, name: str) -> IO[bytes]:
        """Open a part; raises KeyError when it is not there."""
        sought = name.lower()
        for each in self.container.namelist():
            if each.replace("\\", "/").lstrip("/").lower() == sought:
                return opened_part(self.container, each)
        raise KeyError(name)

    def elements(self, name: str, *sought: str) -> Iterator[tuple[str, Element]]:
        """Yield the elements of these names as they are complete, and forget what has been read."""
        with self.open(name) as stream:
            above: list[Element] = []
            for event, element in ElementTree.iterparse(stream, ("start", "end")):
                if event == "start":
                    above.append(element)
                    continue
                above.pop()
                if local(element) in sought:
                    yield local(element), element
                    for each in above[-1:]:
                        each.clear()

    def relations(self, part: str, kind: str) -> Iterator[tuple[str, str]]:
        """Yield identity and name of each part that a part names as of this kind."""
        folder, name = split(part)
        for _, each in self.elements(join(folder, "_rels", f"{name}.rels"), "Relationship"):
            if each.get("Type", "").endswith(kind):
                yield each.get("Id", ""), normpath(join("/", dirname(part), each.get("Target", ""))).lstrip("/")

    def related(self, part: str, kind: str) -> Iterator[str]:
        """Yield the names of the parts that a part names as of this kind."""
        return (name for _, name in self.relations(part, kind))


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def _listed(elements: Iterable[tuple[str, Element]]) -> tuple[list[str], bool]:
    """Return the relations of the sheets that are not hidden, and whether dates count from 1904."""
    shown, since_1904 = [], False
    for name, element in elements:
        if name == "workbookPr":
            since_1904 = element.get("date1904") in TRUE
        elif element.get("state", "visible") == "visible":
            shown += [value for key, value in element.items() if key.rpartition("}")[2] == "id"]
    return shown, since_1904


def _shared_texts(parts: Parts, main: str) -> list[str]:
    names = parts.related(main, "/sharedStrings")
    return [_text(element) for name in names for _, element in parts.elements(name, "si")]


def _codes(parts: Parts, main: str) -> list[str]:
    """Return the format code of each style, in the order that cells count them."""
    own: dict[int, str] = {}
    numbers: list[int] = []
    for part in parts.related(main, "/styles"):
        for name, element in parts.elements(part, "numFmt", "cellXfs"):
            if name == "numFmt":
                own.setdefault(int(element.get("numFmtId", "0")), element.get("formatCode", GENERAL))
            else:
                numbers = [int(each.get("numFmtId", "0")) for each in element]
    return [own.get(number) or BUILT_IN.get(number, GENERAL) for number in numbers]


def _text(element: Element | None) -> str:
    """Return the text of a shared or inline string, joined from its runs, without how to pronounce it."""
    if element is None:
        return ""
    runs = [child for child in element if local(child) == "r"]
    texts = [each for part in (element, *runs) for each in part if local(each) == "t"]
    text = "".join(each.text or "" for each in texts)
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _sheet(elements: Iterable[tuple[str, Element]], book: Book) -> Sheet:
    sheet, row = Sheet(), -1
    for name, element in elements:
        if name == "row":
            row = int(element.get("r", row + 2)) - 1
            if element.get("hidden") in TRUE:
                sheet.hidden_rows.add(row)
            sheet.texts |= _row(element, row, book)
            if len(sheet.texts) > limits.MOST_CELLS:
                raise UnreadableFile(limits.beyond(limits.MOST_CELLS, "cells in one sheet"))
        elif name == "mergeCell":
            top_left, _, bottom_right = element.get("ref", "").partition(":")
            sheet.merged.append(Area(*_place(top_left), *_place(bottom_right or top_left)))
        elif element.get("hidden") in TRUE:
            sheet.hidden_columns.append(range(int(element.get("min", "1")) - 1, int(element.get("max", "1"))))
    return sheet


def _row(element: Element, row: int, book: Book) -> dict[tuple[int, int], str]:
    texts: dict[tuple[int, int], str] = {}
    column = -1
    if len(element) > LAST_COLUMN:
        raise UnreadableFile(limits.beyond(LAST_COLUMN, "cells in one row"))
    for cell in element:
        column = _place(cell.get("r", ""))[1] if "r" in cell.attrib else column + 1
        if len(cell) and (text := _shown(cell, book).strip()):
            texts[row, column] = text
    return texts


def _place(reference: str) -> tuple[int, int]:
    """Return row and column of a reference such as AB12; raises ValueError when it is none."""
    match = REFERENCE.fullmatch(reference.replace("$", ""))
    if match is None or int(match[2]) > LAST_ROW:
        raise ValueError(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _shown(cell: Element, book: Book) -> str:
    """Return what a cell shows; of a formula its last result, which is missing where no Excel has ever computed it."""
    parts = {local(child): child for child in cell}
    held = (parts["v"].text or "") if "v" in parts else ""
    match cell.get("t", "n"):
        case "s":
            return book.texts[int(held)] if held else ""
        case "inlineStr":
            return _text(parts.get("is"))
        case "b":
            return {"1": "TRUE", "0": "FALSE"}.get(held, held)
        case "n" if held:
            style = int(cell.get("s", "0"))
            return displayed(float(held), book.codes[style] if style < len(book.codes) else GENERAL, book.since_1904)
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), held)
