"""Read workbooks (.xlsx, .xlsm, .xls, XML of Excel 2003): each row that is shown is one line, each sheet a page.

In: bytes. Out: a `Document`. Forbidden here: evaluating formulas; knowing what a budget is.

What is hidden is left out: sheets, rows, columns. The names of sheets are no lines; so a sheet whose name is its
only title comes without one.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from io import BytesIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from xlrd.biffh import XLRDError

from etl.filing import Document, UnreadableFile
from etl.reading.formats.container import Held, held_in, is_container
from etl.reading.formats.excel import spreadsheetml, xls, xlsx
from etl.reading.formats.excel.sheet import Sheet
from etl.reading.formats.grid import Lines

NEW = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLD = "application/vnd.ms-excel"
XML = "application/xml"
ZIP = b"PK\x03\x04"
UNDER_A_PASSWORD = "the workbook is under a password: open it, save it without one, load it again"
DAMAGED = (
    "the file is a damaged workbook ({}): fetch it again, or let Excel or WPS open and repair it and save it as .xlsx"
)


def is_workbook(content: bytes) -> bool:
    """Whether these bytes are a workbook, even one cut off in its download; of the new kind, one without a password."""
    if is_container(content):
        return held_in(content) is Held.WORKBOOK
    if spreadsheetml.is_spreadsheetml(content):
        return True
    return content.startswith(ZIP) and any(
        re.match(r"xl/workbook\.(?:xml|bin)", name, re.I) for name in _names(content)
    )


def _names(content: bytes) -> list[str]:
    try:
        with ZipFile(BytesIO(content)) as container:
            return [name.replace("\\", "/").lstrip("/") for name in container.namelist()]
    except (BadZipFile, NotImplementedError, ValueError, struct.error):
        # The list of names is the last thing in a zip; each entry also begins with its name.
        return [match.decode() for match in re.findall(rb"xl/workbook\.(?:xml|bin)", content)]


def read(content: bytes, file_name: str, source_uri: str) -> Document:
    """Return the document in these bytes; raises UnreadableFile when they are damaged, encrypted or show nothing."""
    if is_container(content):
        if held_in(content) is Held.ENCRYPTED:
            raise UnreadableFile(UNDER_A_PASSWORD)
        return _read(content, file_name, source_uri, OLD, xls.sheets_of)
    if spreadsheetml.is_spreadsheetml(content):
        return _read(content, file_name, source_uri, XML, spreadsheetml.sheets_of)
    if any(name.lower() == "xl/workbook.bin" for name in _names(content)):
        raise UnreadableFile("the file is a binary workbook (.xlsb): save it as .xlsx and load it again")
    return _read(content, file_name, source_uri, NEW, xlsx.sheets_of)


def _read(
    content: bytes, file_name: str, source_uri: str, media_type: str, sheets_of: Callable[[bytes], Iterator[Sheet]]
) -> Document:
    lines = Lines()
    try:
        for page, sheet in enumerate(sheets_of(content), start=1):
            sheet.write(lines, page)
    except UnreadableFile:
        raise
    except Exception as error:  # on damaged files the libraries trip over nearly anything
        raise UnreadableFile(_reason(error)) from error
    if all(line.is_blank for line in lines.made):
        raise UnreadableFile("the workbook shows nothing: its sheets are empty, hidden or pictures")
    return Document(file_name, source_uri, content, media_type, "excel", tuple(lines.made))


def _reason(error: Exception) -> str:
    words = str(error)
    if (isinstance(error, XLRDError) and xls.ENCRYPTED in words) or (
        isinstance(error, RuntimeError) and "pass" in words
    ):
        return UNDER_A_PASSWORD
    if isinstance(error, ParseError):
        return DAMAGED.format("its XML breaks off or is malformed")
    if isinstance(error, XLRDError):
        return DAMAGED.format(words)
    return DAMAGED.format(
        "its zip container is broken" if isinstance(error, BadZipFile) else "a part is missing or broken"
    )
