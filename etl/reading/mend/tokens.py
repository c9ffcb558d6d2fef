"""Runs of text without blanks: what a page keeps of its cells once the borders are gone.

In: lines. Out: tokens with the gap before each, which tells how surely a new cell begins there.
Forbidden here: knowing what a token means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from etl.filing import Line
from etl.reading.notation import width
from etl.reading.table.layout import is_page_mark, words

# Of the lines: with more of them after a blank one, as between paragraphs, a blank line is no empty cell.
# falls: test_blank_lines_between_all_lines_are_no_empty_cells
MOSTLY = 0.8
# How surely a new cell begins, surest first. falls: test_a_cell_begins_where_it_is_surest
OWN_CELL, NEXT_COLUMN, WIDER, BLANK_BETWEEN, WRAPPED = 4, 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class Token:
    """A run of text without blanks, its line, whether it begins that line, and the gap before it."""

    text: str
    line: Line
    begins_line: bool
    gap: int


def blanks_separate(lines: Sequence[Line]) -> bool:
    """Whether a blank line means something: not where one stands between all lines, as between paragraphs."""
    after_blank = sum(above.is_blank and not line.is_blank for above, line in pairwise(lines))
    return after_blank < MOSTLY * sum(not line.is_blank for line in lines)


def tokens_of(lines: Iterable[Line], *, blanks: bool = True) -> Iterator[Token]:
    """Yield the tokens of lines; a line wider than the one before it cannot be its continuation.

    `blanks` says whether a blank line between two may be an empty cell.
    """
    before, blank = "", False
    for line in lines:
        if line.is_blank or is_page_mark(line.cells[0]):
            blank = blanks and line.is_blank
            continue
        for position, word in enumerate(words(line)):
            gap = NEXT_COLUMN if position else OWN_CELL if line.spans else _gap(before, word, blank=blank)
            yield Token(word, line, position == 0, gap)
            before, blank = word, False


def _gap(before: str, word: str, *, blank: bool) -> int:
    if before and width(word) > width(before) + 1:
        return WIDER
    return BLANK_BETWEEN if blank else WRAPPED
