"""Read the sheets of a workbook of Excel 97 to 2003 (.xls), which WPS writes as .et too.

In: the bytes of an OLE container. Out: `Sheet`s, those that are shown, in order. Forbidden here: making lines.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import xlrd
from xlrd.book import Book
from xlrd.sheet import Cell
from xlrd.sheet import Sheet as OldSheet

from etl.reading.formats.excel.displayed import displayed
from etl.reading.formats.excel.format_codes import BUILT_IN, GENERAL
from etl.reading.formats.excel.sheet import Area, Sheet

ENCRYPTED = "encrypted"  # the word by which the library's reason is known


def sheets_of(content: bytes) -> Iterator[Sheet]:
    """Yield the sheets that are shown. Raises XLRDError, and on damaged files nearly anything, as xlrd does."""
    # Formats and merged areas are read only when asked for; what the library has to say goes nowhere.
    with xlrd.open_workbook(
        file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
    ) as book:
        for old in book.sheets():
            if old.visibility == 0:
                yield _sheet(old, book)


def _sheet(old: OldSheet, book: Book) -> Sheet:
    sheet = Sheet()
    for row in range(old.nrows):
        for column, cell in enumerate(old.row(row)):
            if text := _shown(cell, book).strip():
                sheet.texts[row, column] = text
    sheet.merged = [Area(top, left, bottom - 1, right - 1) for top, bottom, left, right in old.merged_cells]
    sheet.hidden_rows = {row for row, info in old.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = [range(column, column + 1) for column, info in old.colinfo_map.items() if info.hidden]
    return sheet


def _shown(cell: Cell, book: Book) -> str:
    """Return what a cell shows; of a formula its last result."""
    match cell.ctype:
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            return displayed(float(cell.value), _code(cell, book), since_1904=book.datemode == 1)
        case xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if cell.value else "FALSE"
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(int(cell.value), "#N/A"))
    return str(cell.value)


def _code(cell: Cell, book: Book) -> str:
    """Return the format code of a cell; the built-in ones as Chinese Excel shows them."""
    number = book.xf_list[cell.xf_index or 0].format_key or 0
    return BUILT_IN.get(number) or book.format_map[number].format_str or GENERAL
