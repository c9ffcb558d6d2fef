"""One web page of what the reader saw: each line of a filing beside the row that was read from it.

In: a Filing. Out: the text of a page that needs nothing from elsewhere, for a person who checks a filing.
Forbidden: databases, files, and reading. A filing may come from anywhere, so nothing of it reaches the page unescaped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby

from etl.filing import Filing, Role, Row, Statement
from etl.report.dictionary import words
from etl.report.filing_grid import Box, boxes, tables, width_of
from etl.report.filing_rows import Pairs, ReadRow, facts, read_rows
from etl.report.gaps import gaps_of
from etl.report.webpage import rendered


@dataclass(frozen=True, slots=True)
class GridLine:
    """A line as it is drawn: its boxes, the reading of its row, and whether it is the first line of that row."""

    number: int
    is_blank: bool
    boxes: list[Box]
    reading: ReadRow
    is_first: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of a statement that follow each other; each table of it is its width and its lines."""

    statement: Statement | None
    is_first: bool
    facts: Pairs
    tables: list[tuple[int, list[GridLine]]]


def filing_page(filing: Filing) -> str:
    """The page, to be written as UTF-8."""
    read = list(read_rows(filing))
    return rendered(
        "filing",
        kinds=Role,
        document=filing.document,
        statements=filing.statements,
        sections=list(_sections(filing, read)),
        readings=read,
        gaps=gaps_of(filing),
        unread=[reading for reading in read if reading.has_unread],
        unplaced=[reading for reading in read if reading.row.role is Role.UNPLACED],
        doubtful=[reading for reading in read if reading.is_doubtful],
        roles=[(role, words("roles", role), sum(row.role is role for row in filing.rows)) for role in Role],
        tags=Counter(chain.from_iterable(reading.tags for reading in read)).most_common(),
        counts=_counts(filing),
        words=words,
    )


def _sections(filing: Filing, read: Iterable[ReadRow]) -> Iterator[Section]:
    """Rows by statement, in order of the lines; blank ones and furniture stay with what stands above them."""
    statements = {statement.number: statement for statement in filing.statements}
    numbered: list[tuple[int | None, ReadRow]] = []
    for reading in read:
        above = numbered[-1][0] if numbered else None
        own = None if reading.row.role is Role.BLANK else reading.row.statement_number
        numbered.append((own or above, reading))
    shown: set[int | None] = set()
    for number, group in groupby(numbered, key=lambda pair: pair[0]):
        statement = statements.get(number or 0)
        by_row = {id(reading.row): reading for _, reading in group}
        drawn = [_drawn(rows, by_row) for rows in tables([reading.row for reading in by_row.values()])]
        yield Section(statement, number not in shown, facts(statement) if statement else [], drawn)
        shown.add(number)


def _drawn(rows: tuple[Row, ...], by_row: Mapping[int, ReadRow]) -> tuple[int, list[GridLine]]:
    lines = [(line, by_row[id(row)]) for row in rows for line in row.lines]
    grid = boxes([line for line, _ in lines])
    drawn = [
        GridLine(line.number, line.is_blank, own, reading, line is reading.row.lines[0])
        for (line, reading), own in zip(lines, grid, strict=True)
    ]
    return width_of([line for line, _ in lines]), drawn


def _counts(filing: Filing) -> Counter[tuple[int | None, str]]:
    """How many rows of each role a statement has, and how many targets they state."""
    counts: Counter[tuple[int | None, str]] = Counter((row.statement_number, row.role) for row in filing.rows)
    for row in filing.rows:
        if row.role is Role.INDICATOR:
            counts[row.statement_number, "target"] += 1 + len(row.fields.get("more", ()))
    return counts
