"""What has been typed in one paragraph, and where in wrappers the parts of a table or drawing stand.

In: pieces of text, elements. Out: the same, in order. Forbidden here: how a piece looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from etl.reading.formats.blocks import Block
from etl.reading.formats.signs import PLAIN
from etl.reading.formats.word.ooxml import local

PROPERTIES = {
    *("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr", "customXmlPr"),
}
NOT_SHOWN = {"del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "fldData", *PROPERTIES}


@dataclass(slots=True)
class Typed:
    """What has been found of one paragraph."""

    properties: etree._Element | None
    texts: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)
    page: int = 0
    set_as: str = PLAIN
    is_seen: bool = True

    def add(self, text: str) -> None:
        """Add a piece of text as it is set, if it is seen."""
        if self.is_seen:
            self.texts.append((text, self.set_as))


def numbered(mark: str, text: str) -> str:
    """Put a number before its text as if typed; a blank keeps 1. and 2023年 from becoming the figure 1.2023."""
    parted = mark and (re.search("[0-9A-Za-z一-鿿]$", mark) or re.match("[0-9A-Za-z]", text))
    return f"{mark} {text}" if parted else mark + text


def alternative(element: etree._Element) -> etree._Element:
    """Return the first of a drawing's versions that says something."""
    return next((each for each in element.iterchildren("*") if next(each.iter("{*}t"), None) is not None), element)


def inside(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows or cells of a table, also those that content controls and the like wrap."""
    for part in element.iterchildren("*"):
        if local(part) == name:
            yield part
        elif local(part) not in NOT_SHOWN:
            yield from inside(part, name)
