"""Make lines of a sheet of a workbook: the rows that are shown, with their merged cells.

In: what the cells of a sheet show, its merged areas, its hidden rows and columns. Out: rows of `Lines`.
Forbidden here: any library of a format; knowing what a budget is.

The name of a sheet is no line: it is often left at Sheet1, and where it says something a title repeats it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from etl.filing import COVERED, Span
from etl.reading.formats.grid import Lines

ALONE = Span()
# Blank rows kept in a run; more of them only lead to something forgotten far below, say in row 60000.
# falls: test_a_sign_forgotten_far_below_does_not_make_thousands_of_blank_lines
GAP = 10

Place = tuple[int, int]  # row and column from 0


class Area(NamedTuple):
    """A merged area: its outer rows and columns, counted from 0, all of them part of it."""

    top: int
    left: int
    bottom: int
    right: int

    def places(self, texts: Mapping[Place, str]) -> list[Place]:
        """Return those places that lie in this area."""
        if (self.bottom - self.top + 1) * (self.right - self.left + 1) < len(texts):  # as nearly every area is
            return [place for place in self._all() if place in texts]
        return [place for place in texts if self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right]

    def _all(self) -> Iterator[Place]:
        return product(range(self.top, self.bottom + 1), range(self.left, self.right + 1))


@dataclass(slots=True)
class Sheet:
    """What a sheet holds: texts as displayed, by place; a cell that is formatted but empty is not among them."""

    texts: dict[Place, str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)

    def write(self, lines: Lines, page: int) -> None:
        """Add the rows of this sheet, from the first that shows something to the last, blank outer columns left out."""
        texts = self._shown()
        rows = [row for row in _from_first_to_last(row for row, _ in texts) if row not in self.hidden_rows]
        columns = [each for each in _from_first_to_last(column for _, column in texts) if not self._hides(each)]
        spans = _spans(self.merged, rows, columns)
        for row in _without_gaps(rows, {row for row, _ in [*texts, *spans]}):
            places = [(row, column) for column in columns]
            lines.row([texts.get(place, "") for place in places], [spans.get(place, ALONE) for place in places], page)

    def _shown(self) -> dict[Place, str]:
        """Return the texts that can be seen, each at the first place of its cell that is not hidden."""
        texts = dict(self.texts)
        for area in self.merged:
            # What a merged area covers is kept by Excel and shown nowhere.
            inside = {place: texts.pop(place) for place in area.places(texts)}
            row = next((row for row in range(area.top, area.bottom + 1) if row not in self.hidden_rows), None)
            column = next((each for each in range(area.left, area.right + 1) if not self._hides(each)), None)
            text = inside.get((area.top, area.left))
            if text and row is not None and column is not None:
                texts[row, column] = text
        return {
            (row, column): text
            for (row, column), text in texts.items()
            if row not in self.hidden_rows and not self._hides(column)
        }

    def _hides(self, column: int) -> bool:
        return any(column in hidden for hidden in self.hidden_columns)


def _from_first_to_last(numbers: Iterable[int]) -> range:
    found = set(numbers)
    return range(min(found), max(found) + 1) if found else range(0)


def _spans(areas: Sequence[Area], rows: Sequence[int], columns: Sequence[int]) -> dict[Place, Span]:
    """Return the spans of all shown places of merged cells, cut to what is shown.

    A title may be merged over columns that hold nothing, and a form over all rows of a sheet.
    """
    spans: dict[Place, Span] = {}
    for area in areas:
        inner_rows = rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]
        inner_columns = columns[bisect_left(columns, area.left) : bisect_right(columns, area.right)]
        if len(inner_rows) * len(inner_columns) > 1:
            spans |= {(row, column): COVERED for row in inner_rows for column in inner_columns}
            spans[inner_rows[0], inner_columns[0]] = Span(len(inner_columns), len(inner_rows))
    return spans


def _without_gaps(rows: Iterable[int], filled: set[int]) -> Iterator[int]:
    """Yield the rows, of a long run of blank ones only the first."""
    run = 0
    for row in rows:
        run = 0 if row in filled else run + 1
        if run <= GAP:
            yield row
