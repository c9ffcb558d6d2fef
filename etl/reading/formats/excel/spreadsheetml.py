"""Read the sheets of a workbook in the XML of Excel 2002 and 2003, which systems still export as .xls or .xml.

In: the bytes of the file. Out: `Sheet`s, those that are shown, in order. Forbidden here: making lines; entities.

Cells know their place by counting on from the one before, unless they say where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from etl.filing import UnreadableFile
from etl.isolation import limits
from etl.reading.formats.excel.dates import BEGINNING
from etl.reading.formats.excel.displayed import displayed, displayed_text
from etl.reading.formats.excel.format_codes import GENERAL
from etl.reading.formats.excel.sheet import Area, Sheet
from etl.reading.formats.excel.styles import PLAIN, Style
from etl.reading.formats.signs import LOWER, RAISE, set_in_runs
from etl.reading.formats.signs import PLAIN as ON_THE_LINE

HEAD = 4096
SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
# Formats that have a name instead of a code.
NAMED = {
    **{
        "General Number": GENERAL,
        "Fixed": "0.00",
        "Standard": "#,##0.00",
        "Percent": "0.00%",
        "Scientific": "0.00E+00",
    },
    **dict.fromkeys(("Currency", "Euro Currency"), '"¥"#,##0.00;"¥"-#,##0.00'),
    **{"General Date": "yyyy/m/d h:mm", "Short Date": "yyyy/m/d", "Medium Date": "d-mmm-yy"},
    **{"Long Date": 'yyyy"年"m"月"d"日"', "Short Time": "h:mm", "Medium Time": "h:mm AM/PM", "Long Time": "h:mm:ss"},
}
CHINESE = re.compile(rb"<\?xml[^>]*encoding=[\"'](?:gb|x-gbk)", re.IGNORECASE)
HEIGHTS = {"Sup": RAISE, "Sub": LOWER}
STRUCK = {"S", "Del", "Strike"}
LAST = 1_048_576
SECONDS_A_DAY = 86_400


def is_spreadsheetml(content: bytes) -> bool:
    """Whether these bytes are such a workbook, in any encoding of XML."""
    head = content[:HEAD].replace(b"\x00", b"")
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and (
        SPREADSHEET in head and re.search(rb"<(?:\w+:)?Workbook[\s>]", head) is not None
    )


def sheets_of(content: bytes) -> Iterator[Sheet]:
    """Yield the sheets that are shown; raises what ElementTree raises, and ValueError."""
    if b"<!DOCTYPE" in content.replace(b"\x00", b""):
        raise UnreadableFile(limits.DECLARES)
    styles: dict[str, Style] = {}
    count = 0
    parser = None
    if CHINESE.search(content[:HEAD]):  # which the parser does not know
        content, parser = content.decode("gb18030").encode(), ElementTree.XMLParser(encoding="utf-8")
    for _, element in ElementTree.iterparse(BytesIO(content), ("end",), parser):
        name = _local(element)
        if name == "Style":
            styles[_says(element, "ID")] = _style(element, styles)
        elif name == "Worksheet":
            count += 1
            if count > limits.MOST_SHEETS:
                raise UnreadableFile(limits.beyond(limits.MOST_SHEETS, "sheets"))
            if not any(_local(each) == "Visible" for each in element.iter()):
                yield from (_Table(styles).read(each) for each in element if _local(each) == "Table")
            element.clear()


@dataclass(slots=True)
class _Table:
    styles: dict[str, Style]
    sheet: Sheet = field(default_factory=Sheet)

    def read(self, table: Element) -> Sheet:
        """Return the sheet of a table."""
        column = row = 0
        for each in table:
            if _local(each) == "Column":
                column = _index(each, column)
                last = column + 1 + _number(each, "Span")
                if _says(each, "Hidden") == "1":
                    self.sheet.hidden_columns.append(range(column, last))
                column = last
            elif _local(each) == "Row":
                row = _index(each, row)
                last = row + 1 + _number(each, "Span")
                if _says(each, "Hidden") == "1":
                    self.sheet.hidden_rows |= set(range(row, min(last, LAST)))
                self._row(each, row)
                row = last
        return self.sheet

    def _row(self, element: Element, row: int) -> None:
        column = 0
        for cell in element:
            if _local(cell) != "Cell":
                continue
            column = _index(cell, column)
            across, down = _number(cell, "MergeAcross"), _number(cell, "MergeDown")
            if across or down:
                self.sheet.merged.append(Area(row, column, row + down, column + across))
            style = self.styles.get(_says(cell, "StyleID") or _says(element, "StyleID") or "Default", PLAIN)
            if not (style.is_struck or style.is_white) and (text := _shown(cell, style).strip()):
                self.sheet.texts[row, column] = text
            column += across + 1
        if len(self.sheet.texts) > limits.MOST_CELLS:
            raise UnreadableFile(limits.beyond(limits.MOST_CELLS, "cells in one sheet"))


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _says(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _number(element: Element, name: str) -> int:
    figures = _says(element, name)
    number = int(figures) if re.fullmatch("[0-9]{1,9}", figures) else 0
    if number > LAST:
        raise ValueError(figures)
    return number


def _index(element: Element, otherwise: int) -> int:
    return _number(element, "Index") - 1 if _number(element, "Index") else otherwise


def _style(element: Element, styles: dict[str, Style]) -> Style:
    """Return a style as it changes the one that it names as its parent."""
    says = {_local(each): each for each in element}
    style = styles.get(_says(element, "Parent") or "Default", PLAIN)
    if "NumberFormat" in says:
        code = _says(says["NumberFormat"], "Format")
        style = style._replace(code=NAMED.get(code, code) or GENERAL)
    if "Font" in says:
        is_white = _says(says["Font"], "Color").upper() == "#FFFFFF"
        style = style._replace(is_struck=_says(says["Font"], "StrikeThrough") == "1", is_white=is_white)
    is_filled = "Interior" in says and _says(says["Interior"], "Pattern") not in {"", "None"}
    return style._replace(is_white=False) if is_filled else style


def _shown(cell: Element, style: Style) -> str:
    """Return what a cell shows; of a formula its last result."""
    data = next((each for each in cell if _local(each) == "Data"), None)
    if data is None:
        return ""
    text = set_in_runs(list(_runs(data, ON_THE_LINE)))
    match _says(data, "Type"):
        case "Number" if text.strip():
            return displayed(float(text), style.code)
        case "DateTime" if text.strip():
            passed = datetime.fromisoformat(text.strip()) - BEGINNING
            code = NAMED["Short Date"] if style.code == GENERAL else style.code
            return displayed(passed.days + passed.seconds / SECONDS_A_DAY, code)
        case "Boolean":
            return {"1": "TRUE", "0": "FALSE"}.get(text.strip(), text)
    return displayed_text(text, style.code)


def _runs(element: Element, set_as: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a text, and how each is set, as marks of web pages in it say."""
    yield element.text or "", set_as
    for each in element:
        if _local(each) not in STRUCK:
            yield from _runs(each, HEIGHTS.get(_local(each), set_as))
        yield each.tail or "", set_as
