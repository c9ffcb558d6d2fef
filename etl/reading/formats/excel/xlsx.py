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
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from etl.filing import UnreadableFile
from etl.isolation import limits
from etl.reading.formats.container import check_entries
from etl.reading.formats.excel.displayed import displayed, displayed_text
from etl.reading.formats.excel.parts import TRUE, Parts, local
from etl.reading.formats.excel.sheet import Area, Sheet
from etl.reading.formats.excel.styles import PLAIN, Style, styles_of, text_of, unescaped

REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]+)")
# What may give cells another ground than their style says. falls: test_white_letters_in_a_table_style_are_seen
PAINTS = {"conditionalFormatting", "tablePart", "picture"}
SOUGHT = ("row", "col", "mergeCell", *PAINTS)
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets of a workbook share: its texts, its styles, the day its dates begin."""

    texts: list[str]
    styles: list[Style]
    since_1904: bool


def sheets_of(content: bytes) -> Iterator[Sheet]:
    """Yield the sheets that are shown. Raises what zipfile and ElementTree raise, KeyError, IndexError, ValueError."""
    with ZipFile(BytesIO(content)) as container:
        check_entries(container)
        parts = Parts(container)
        main = next(parts.related("", "/officeDocument"), "xl/workbook.xml")
        sheets, since_1904 = _listed(parts.elements(main, "sheet", "workbookPr"))
        book = Book(_shared_texts(parts, main), styles_of(parts, main), since_1904)
        names = dict(parts.relations(main, "/worksheet"))
        if len(sheets) > limits.MOST_SHEETS:
            raise UnreadableFile(limits.beyond(limits.MOST_SHEETS, "sheets"))
        for relation in sheets:
            if relation in names:  # sheets of charts, dialogues and macros are other kinds of parts
                yield _sheet(parts.elements(names[relation], *SOUGHT), book)


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
    return [text_of(element) for name in names for _, element in parts.elements(name, "si")]


def _sheet(elements: Iterable[tuple[str, Element]], book: Book) -> Sheet:
    sheet, row, is_painted = Sheet(), -1, False
    pale: set[tuple[int, int]] = set()
    for name, element in elements:
        if name == "row":
            row = int(element.get("r", row + 2)) - 1
            if element.get("hidden") in TRUE:
                sheet.hidden_rows.add(row)
            sheet.texts |= _row(element, row, book, pale)
            if len(sheet.texts) > limits.MOST_CELLS:
                raise UnreadableFile(limits.beyond(limits.MOST_CELLS, "cells in one sheet"))
        elif name == "mergeCell":
            top_left, _, bottom_right = element.get("ref", "").partition(":")
            sheet.merged.append(Area(*_place(top_left), *_place(bottom_right or top_left)))
        elif name in PAINTS:
            is_painted = True
        elif element.get("hidden") in TRUE:
            sheet.hidden_columns.append(range(int(element.get("min", "1")) - 1, int(element.get("max", "1"))))
    for place in () if is_painted else pale:
        del sheet.texts[place]
    return sheet


def _row(element: Element, row: int, book: Book, pale: set[tuple[int, int]]) -> dict[tuple[int, int], str]:
    texts: dict[tuple[int, int], str] = {}
    column = -1
    if len(element) > LAST_COLUMN:
        raise UnreadableFile(limits.beyond(LAST_COLUMN, "cells in one row"))
    for cell in element:
        column = _place(cell.get("r", ""))[1] if "r" in cell.attrib else column + 1
        if not len(cell):
            continue
        number = int(cell.get("s", "0"))
        style = book.styles[number] if number < len(book.styles) else PLAIN
        if not style.is_struck and (text := _shown(cell, style, book).strip()):
            texts[row, column] = text
            if style.is_white:
                pale.add((row, column))
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


def _shown(cell: Element, style: Style, book: Book) -> str:
    """Return what a cell shows; of a formula its last result, which is missing where no Excel has ever computed it."""
    parts = {local(child): child for child in cell}
    held = (parts["v"].text or "") if "v" in parts else ""
    match cell.get("t", "n"):
        case "s":
            return displayed_text(book.texts[int(held)] if held else "", style.code)
        case "inlineStr":
            return displayed_text(text_of(parts.get("is")), style.code)
        case "b":
            return {"1": "TRUE", "0": "FALSE"}.get(held, held)
        case "n" if held:
            return displayed(float(held), style.code, book.since_1904)
    return displayed_text(unescaped(held), style.code)
