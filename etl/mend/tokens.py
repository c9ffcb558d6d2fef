"""Runs of text without blanks: what a page keeps of its cells once the borders are gone.

In: lines. Out: tokens with the gap before each, which tells how surely a new cell begins there.
Forbidden here: knowing what a token means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from etl.filing import Line
from etl.layout import words
from etl.notation import width

NEXT_COLUMN, WIDER, BLANK_BETWEEN, WRAPPED = 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class Token:
    """A run of text without blanks, its line, whether it begins that line, and the gap before it."""

    text: str
    line: Line
    begins_line: bool
    gap: int


def tokens_of(lines: Iterable[Line]) -> Iterator[Token]:
    """Yield the tokens of lines; a line wider than the one before it cannot be its continuation."""
    before, blank = "", False
    for line in lines:
        if line.is_blank:
            blank = True
            continue
        for position, word in enumerate(words(line)):
            gap = NEXT_COLUMN if position else _gap(before, word, blank=blank)
            yield Token(word, line, position == 0, gap)
            before, blank = word, False


def _gap(before: str, word: str, *, blank: bool) -> int:
    if before and width(word) > width(before) + 1:
        return WIDER
    return BLANK_BETWEEN if blank else WRAPPED
