"""Lines of a filing as rows of a table to be drawn: which box stands where and how far it reaches.

In: lines with their cells and spans. Out: boxes. Forbidden: colours, markup, and what a cell means.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.filing import COVERED, Line, Row, Span

UNBROKEN = re.compile(r"[!-~]{20}")


@dataclass(frozen=True, slots=True)
class Box:
    """One box to draw: its text, and how many columns and rows it takes, at least one of each."""

    text: str
    columns: int = 1
    rows: int = 1

    @property
    def is_long(self) -> bool:
        """Whether it holds an address or the like, which has to break somewhere to fit."""
        return UNBROKEN.search(self.text) is not None


def tables(rows: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    """Rows of a document in groups that share columns: a merged grid of another width begins a new group."""
    group: list[Row] = []
    width = 0
    for row in rows:
        own = max((len(line.spans) for line in row.lines), default=0)
        if group and own and width and own != width:
            yield tuple(group)
            group, width = [], 0
        width = own or width
        group.append(row)
    if group:
        yield tuple(group)


def width_of(lines: Sequence[Line]) -> int:
    """How many columns the lines need when they stand below each other.

    A merged grid gives its own width. Of text counts the widest line that is not the only one of its kind: where
    a page has lost its line ends, a single line of forty cells must not squeeze all others.
    """
    if grid := max((len(line.spans) for line in lines), default=0):
        return grid
    counts = Counter(len(line.cells) for line in lines if len(line.cells) > 1)
    shared = [width for width, times in counts.items() if times > 1]
    return max(shared or counts, default=1)


def boxes(lines: Sequence[Line]) -> list[list[Box]]:
    """The boxes of each line, left to right; together they fill every place of the grid exactly once.

    A span counts only as far as the places it claims are there and covered, so that no odd file tears the grid.
    """
    width = width_of(lines)
    taken: set[tuple[int, int]] = set()
    return [_boxes_of(lines, index, width, taken) for index in range(len(lines))]


def _boxes_of(lines: Sequence[Line], index: int, width: int, taken: set[tuple[int, int]]) -> list[Box]:
    line = lines[index]
    if not line.spans:
        return _boxes_of_text(line, width)
    drawn: list[Box] = []
    for place, cell in enumerate(line.cells):
        if (index, place) in taken:
            continue
        box = Box(cell, *_reach(lines, index, place, taken))
        taken.update((index + row, place + column) for row in range(box.rows) for column in range(box.columns))
        drawn.append(box)
    if len(line.cells) < width:
        drawn.append(Box("", width - len(line.cells)))
    return drawn


def _boxes_of_text(line: Line, width: int) -> list[Box]:
    """A line as filed where it has one cell or none, its cells in one box where they are more than the columns."""
    if len(line.cells) <= 1:
        return [Box(line.text, width)]
    if len(line.cells) > width:
        return [Box(" │ ".join(line.cells), width)]
    return [*map(Box, line.cells[:-1]), Box(line.cells[-1], width - len(line.cells) + 1)]


def _reach(lines: Sequence[Line], index: int, place: int, taken: set[tuple[int, int]]) -> Span:
    """How far the cell at a place really reaches: over covered places that no other cell has taken."""
    span = lines[index].spans[place]
    columns = rows = 1
    while columns < span.columns and _is_free(lines, index, place + columns, taken):
        columns += 1
    while rows < span.rows and all(_is_free(lines, index + rows, place + step, taken) for step in range(columns)):
        rows += 1
    return Span(columns, rows)


def _is_free(lines: Sequence[Line], index: int, place: int, taken: set[tuple[int, int]]) -> bool:
    if index >= len(lines) or place >= len(lines[index].spans) or (index, place) in taken:
        return False
    return lines[index].spans[place] == COVERED
