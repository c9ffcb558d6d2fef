"""Read the sheets of a workbook of Excel 97 to 2003 (.xls), which WPS writes as .et too.

In: the bytes of an OLE container. Out: `Sheet`s, those that are shown, in order. Forbidden here: making lines.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import xlrd
from xlrd.book import Book
from xlrd.sheet import Cell
from xlrd.sheet import Sheet as OldSheet

from etl.reading.formats.excel.displayed import displayed, displayed_text
from etl.reading.formats.excel.format_codes import BUILT_IN, GENERAL
from etl.reading.formats.excel.sheet import Area, Sheet
from etl.reading.formats.signs import LOWER, PLAIN, RAISE, set_in_runs

HEIGHTS = {1: RAISE, 2: LOWER}
WHITE = {1, 9}  # of the palette that Excel starts with
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
            runs = old.rich_text_runlist_map.get((row, column), ())
            if _is_seen(cell, book) and (text := _shown(cell, runs, book).strip()):
                sheet.texts[row, column] = text
    sheet.merged = [Area(top, left, bottom - 1, right - 1) for top, bottom, left, right in old.merged_cells]
    sheet.hidden_rows = {row for row, info in old.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = [range(column, column + 1) for column, info in old.colinfo_map.items() if info.hidden]
    return sheet


def _is_seen(cell: Cell, book: Book) -> bool:
    """Whether a cell is neither struck through nor white on no ground of its own."""
    look = book.xf_list[cell.xf_index or 0]
    font = book.font_list[look.font_index]
    ground = look.background
    is_white = font.colour_index in WHITE and (ground is None or ground.fill_pattern == 0)
    return not font.struck_out and not is_white


def _shown(cell: Cell, runs: Sequence[tuple[int, int]], book: Book) -> str:
    """Return what a cell shows; of a formula its last result."""
    match cell.ctype:
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            return displayed(float(cell.value), _code(cell, book), since_1904=book.datemode == 1)
        case xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if cell.value else "FALSE"
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(int(cell.value), "#N/A"))
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return displayed_text(_text(str(cell.value), runs, book), _code(cell, book))
    return str(cell.value)


def _text(text: str, runs: Sequence[tuple[int, int]], book: Book) -> str:
    """Return a text from its runs, each from an offset on in a font of its own."""
    if not runs:
        return text
    starts = [*(start for start, _ in runs), len(text)]
    fonts = [book.font_list[number] for _, number in runs]
    parts = [
        (text[start:end], HEIGHTS.get(font.escapement, PLAIN))
        for start, end, font in zip(starts, starts[1:], fonts, strict=False)
        if not font.struck_out
    ]
    return set_in_runs([(text[: starts[0]], PLAIN), *parts])


def _code(cell: Cell, book: Book) -> str:
    """Return the format code of a cell; the built-in ones as Chinese Excel shows them."""
    number = book.xf_list[cell.xf_index or 0].format_key or 0
    return BUILT_IN.get(number) or book.format_map[number].format_str or GENERAL
