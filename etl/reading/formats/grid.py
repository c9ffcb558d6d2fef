"""Make lines of paragraphs and table rows: what word, excel, web and pdf files have in common.

In: texts of cells with the places they cover. Out: `Line`s numbered on from a start.
Forbidden here: any library of a format; knowing what a budget is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from etl.filing import COVERED, Line, Span, UnreadableFile
from etl.isolation import limits
from etl.reading.formats.signs import seen

BLANKS = re.compile(r"[^\S\n]+")


@dataclass(slots=True)
class Lines:
    """The lines of a document as a reader comes upon them; each gets the next number.

    Raises UnreadableFile where there are more lines or cells than a filing has.
    """

    made: list[Line] = field(default_factory=list)
    cells: int = 0

    def count(self, cells: int) -> None:
        """Note that a line of so many cells is to come."""
        self.cells += cells
        if len(self.made) >= limits.MOST_LINES:
            raise UnreadableFile(limits.beyond(limits.MOST_LINES, "lines"))
        if self.cells > limits.MOST_CELLS:
            raise UnreadableFile(limits.beyond(limits.MOST_CELLS, "cells"))

    def paragraph(self, text: str, page: int = 1) -> None:
        """Add a paragraph outside tables as a line of one cell; a blank one as a blank line."""
        self.count(1)
        self.made.append(Line(len(self.made) + 1, tidy(text), (whole(text),), page))

    def row(self, cells: Sequence[str], spans: Sequence[Span], page: int = 1) -> None:
        """Add a table row: one text and one span for each place of the grid, texts of covered places empty."""
        self.count(len(cells))
        texts = tuple("" if span == COVERED else whole(cell) for cell, span in zip(cells, spans, strict=True))
        filed = "\t".join(tidy(cell) if text else "" for cell, text in zip(cells, texts, strict=True))
        self.made.append(Line(len(self.made) + 1, filed, texts, page, tuple(spans)))


def tidy(text: str) -> str:
    """Return a text as filed, in signs as seen and with single blanks; line breaks stay."""
    shown = seen(text).replace("\r\n", "\n").replace("\r", "\n")
    lines = (BLANKS.sub(" ", line).strip() for line in shown.split("\n"))
    return "\n".join(line for line in lines if line)


def whole(text: str) -> str:
    """Return the text of a cell in one line: a break beside a Chinese character was only a wrap."""
    first, *more = tidy(text).split("\n")
    for line in more:
        first += line if _is_wide(first[-1:]) or _is_wide(line[:1]) else f" {line}"
    return first


def _is_wide(char: str) -> bool:
    return not char or unicodedata.east_asian_width(char) in "WFA"


def unmerged(cells: Iterable[str]) -> list[Span]:
    """Return the spans of a row without merged cells."""
    return [Span() for _ in cells]
