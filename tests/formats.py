"""Files as clerks make them of what `drawn` gives: Word documents, workbooks old and new, web pages.

In: paragraphs and tables. Out: the bytes of a file with merged cells of its format, no text changed: figures are
numbers in workbooks, under a number format that shows what the text says. PDF is made by `printing`.
"""

from __future__ import annotations

import html as markup
import io
import re
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

import docx as word
import openpyxl
import xlwt
from drawn import Block, Table
from openpyxl.styles import Alignment
from printing import pdf

NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.(\d+))?(%)?")


def docx(blocks: Sequence[Block]) -> bytes:
    """Return a Word document."""
    document = word.Document()
    for is_table, group in groupby(blocks, key=lambda block: isinstance(block, Table)):
        for number, block in enumerate(group):
            if not is_table:
                document.add_paragraph(block)
                continue
            if number:
                document.add_paragraph()  # Word makes one table of two that touch
            _word_table(document.add_table(len(block.rows), block.width, "Table Grid"), block)
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


def _web_cell(cell: Any) -> str:
    spans = "".join(
        f' {name}="{count}"' for name, count in (("colspan", cell.columns), ("rowspan", cell.rows)) if count > 1
    )
    text = "".join(f"<p>{_escaped(part)}</p>" for part in cell.text.split("\n")) if cell.text else "&nbsp;"
    return f"<td{spans}>{text}</td>"


def _escaped(text: str) -> str:
    return markup.escape(text, quote=False)


def _sheet(blocks: Sequence[Block], write: Callable[..., None]) -> None:
    """Write blocks below each other; a title or paragraph is one cell over the whole width."""
    width = max((block.width for block in blocks if isinstance(block, Table)), default=1)
    row = 0
    for block in blocks:
        if isinstance(block, str):
            write(row, 0, block, width, 1)
            row += 1
            continue
        for within, column, cell in block.cells():
            write(row + within, column, cell.text, cell.columns, cell.rows)
        row += len(block.rows)


def _number(text: str) -> tuple[float, str] | None:
    """Return a figure as the number a clerk types, and the format that shows it alike."""
    found = NUMBER.fullmatch(text)
    if not found:
        return None
    decimals, percent = found[1] or "", found[2] or ""
    value = float(text.rstrip("%")) / (100 if percent else 1)
    return value, ("0." + "0" * len(decimals) if decimals else "0") + percent


def xlsx(blocks: Sequence[Block]) -> bytes:
    """Return a workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active

    def write(row: int, column: int, text: str, columns: int, rows: int) -> None:
        cell = sheet.cell(row + 1, column + 1)
        if number := _number(text):
            cell.value, cell.number_format = number
        elif text:
            cell.value, cell.data_type = text, "s"  # "=9辆" is no formula
            cell.alignment = Alignment(wrap_text=True, vertical="center")
        if (columns, rows) != (1, 1):
            sheet.merge_cells(
                start_row=row + 1, start_column=column + 1, end_row=row + rows, end_column=column + columns
            )

    _sheet(blocks, write)
    return _saved(book.save)


def xls(blocks: Sequence[Block]) -> bytes:
    """Return a workbook of Excel 97."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    styles: dict[str, Any] = {}

    def write(row: int, column: int, text: str, columns: int, rows: int) -> None:
        value, code = _number(text) or (text, "General")
        style = styles.setdefault(code, xlwt.easyxf(num_format_str=code))
        sheet.write_merge(row, row + rows - 1, column, column + columns - 1, value, style)

    _sheet(blocks, write)
    return _saved(book.save)


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


MAKERS: dict[str, Callable[[Sequence[Block]], bytes]] = {
    "docx": docx, "xlsx": xlsx, "xls": xls, "html": html, "pdf": pdf,
}  # fmt: skip
