"""Files as clerks make them of what `drawn_tables` gives: Word documents, workbooks old and new, web pages.

In: paragraphs and tables. Out: the bytes of a file with merged cells of its format, no text changed: figures are
numbers in workbooks, under a number format that shows what the text says. PDF is made by `printing`.
"""

from __future__ import annotations

import html as markup
import io
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import docx as word
import openpyxl
import xlwt
from openpyxl.styles import Alignment

from tests.support.drawn_tables import Block, Cell, Table
from tests.support.make_pdf import pdf

NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.(\d+))?(%)?")


def docx(blocks: Sequence[Block]) -> bytes:
    """Return a Word document."""
    document = word.Document()
    for block, below in zip(blocks, [*blocks[1:], None], strict=True):
        if not isinstance(block, Table):
            document.add_paragraph(block)
            continue
        _word_table(document.add_table(len(block.rows), block.width, "Table Grid"), block)
        if not isinstance(below, str):
            document.add_paragraph()  # Word makes one table of two that touch, and a paragraph ends its documents
    return _saved(document.save)


def _word_table(made: Any, table: Table) -> None:
    places = [row.cells for row in made.rows]
    for row, column, cell in table.cells():
        if cell.text:
            first, *others = cell.text.split("\n")
            places[row][column].text = first
            for text in others:
                places[row][column].add_paragraph(text)
        if (cell.columns, cell.rows) != (1, 1):
            places[row][column].merge(places[row + cell.rows - 1][column + cell.columns - 1])


def html(blocks: Sequence[Block]) -> bytes:
    """Return a web page."""
    body = "\n".join(_web_table(block) if isinstance(block, Table) else f"<p>{_escaped(block)}</p>" for block in blocks)
    head = '<head><meta charset="utf-8"><title>预算公开</title></head>'
    return f"<!DOCTYPE html>\n<html>{head}<body>\n{body}\n</body></html>".encode()


def _web_table(table: Table) -> str:
    rows = "\n".join(f"<tr>{''.join(map(_web_cell, filter(None, row)))}</tr>" for row in table.rows)
    return f'<table border="1">\n{rows}\n</table>'


def _web_cell(cell: Cell) -> str:
    spans = "".join(
        f' {name}="{count}"' for name, count in (("colspan", cell.columns), ("rowspan", cell.rows)) if count > 1
    )
    text = "".join(f"<p>{_escaped(part)}</p>" for part in cell.text.split("\n")) if cell.text else "&nbsp;"
    return f"<td{spans}>{text}</td>"


def _escaped(text: str) -> str:
    return markup.escape(text, quote=False)


def _sheet(blocks: Sequence[Block], write: Callable[..., None]) -> None:
    """Write blocks below each other; a title or paragraph is one cell over the whole width, if any cell is merged."""
    tables = [block for block in blocks if isinstance(block, Table)]
    is_merged = any(cell.columns > 1 for table in tables for *_, cell in table.cells())
    width = max(table.width for table in tables) if is_merged else 1
    row = 0
    for block in blocks:
        if isinstance(block, str):
            write(row, 0, Cell(block, width))
            row += 1
            continue
        for within, column, cell in block.cells():
            write(row + within, column, cell)
        row += len(block.rows)


def _number(text: str) -> tuple[float, str] | None:
    """Return a figure as the number a clerk types, and the format that shows it alike."""
    found = NUMBER.fullmatch(text)
    if not found:
        return None
    decimals, percent = found[1] or "", found[2] or ""
    value = float(text.rstrip("%")) / (100 if percent else 1)
    return value, ("0." + "0" * len(decimals) if decimals else "0") + percent


def xlsx(*sheets: Sequence[Block]) -> bytes:
    """Return a workbook with a sheet for each sequence of blocks."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for blocks in sheets:
        _sheet(blocks, partial(_write_cell, book.create_sheet()))
    return _saved(book.save)


def _write_cell(sheet: Any, row: int, column: int, cell: Cell) -> None:
    made = sheet.cell(row + 1, column + 1)
    if number := _number(cell.text):
        made.value, made.number_format = number
    elif cell.text:
        made.value, made.data_type = cell.text, "s"  # "=9辆" is no formula
        made.alignment = Alignment(wrap_text=True, vertical="center")
    if (cell.columns, cell.rows) != (1, 1):
        sheet.merge_cells(None, row + 1, column + 1, row + cell.rows, column + cell.columns)


def xls(*sheets: Sequence[Block]) -> bytes:
    """Return a workbook of Excel 97 with a sheet for each sequence of blocks."""
    book = xlwt.Workbook()
    styles: dict[str, Any] = {}

    def write(sheet: Any, row: int, column: int, cell: Cell) -> None:
        value, code = _number(cell.text) or (cell.text, "General")
        style = styles.setdefault(code, xlwt.easyxf(num_format_str=code))
        sheet.write_merge(row, row + cell.rows - 1, column, column + cell.columns - 1, value, style)

    for number, blocks in enumerate(sheets, start=1):
        _sheet(blocks, partial(write, book.add_sheet(f"Sheet{number}")))
    return _saved(book.save)


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


MAKERS: dict[str, Callable[[Sequence[Block]], bytes]] = {
    "docx": docx, "xlsx": xlsx, "xls": xls, "html": html, "pdf": pdf,
}  # fmt: skip
