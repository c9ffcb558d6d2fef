"""Part sheets saved with commas or semicolons (CSV) into rows and cells.

In: the lines of a text. Out: records, each as filed and with its cells, or none where this is no such sheet.
Forbidden here: bytes and encodings; knowing what a budget is.

Programs leave the empty cells at the end of a row away, and put a cell with a comma or a line break between quotes.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

from etl.filing import UnreadableFile
from etl.isolation import limits
from etl.reading.formats.grid import whole

# Lines as wide as the others in a sheet. falls: test_a_sheet_saved_with_commas_has_cells
MOSTLY = 0.7
# A sheet's, against sentences with commas. falls: test_a_sheet_saved_with_commas_has_cells
FEWEST_COLUMNS, FEWEST_ROWS = 4, 3
LONGEST_LINE = 10_000
# Line breaks in one cell; a quote that stays open longer is no quote.
# falls: test_a_quote_that_never_closes_takes_no_other_line
MOST_BREAKS = 20
# Of the rows of an uneven sheet that are wide, and of those that may end as sentences do.
# falls: test_a_text_with_commas_in_its_sentences_has_none
MANY, FEW = 0.4, 0.2
FIGURE = re.compile(r"[\d.%％—\-\s]*")
# Figures that blanks part, their digits in groups. falls: test_commas_that_group_figures_or_part_clauses…
GROUPED = re.compile(r"\d,\d{3}(?:\.\d+)?\s+-?\d")
MARKS = (",", ";")


def mark_of(lines: Sequence[str]) -> str | None:
    """Return the mark that parts the cells of a sheet, or None where this is a text with such marks in it."""
    if any("\t" in line or " | " in line or len(line) > LONGEST_LINE for line in lines):
        return None
    if sum(GROUPED.search(line) is not None for line in lines) >= FEWEST_ROWS:
        return None
    for mark in MARKS:
        rows = [cells for raw, cells in records(lines, mark) if raw.strip()]
        if _is_even(rows) or _is_uneven(rows):
            return mark
    return None


def records(lines: Sequence[str], mark: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each row as filed and its cells; a line break between quotes ends no row."""
    at = 0
    while at < len(lines):
        taken = _lines_taken(lines[at : at + MOST_BREAKS], mark)
        raw = "\n".join(lines[at : at + taken])
        yield raw, _cells(raw, mark)
        at += taken


def even_records(lines: Sequence[str], mark: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the rows of a sheet, each with as many cells as the widest: what a program left away is empty."""
    rows = list(records(lines, mark))
    width = max((len(cells) for _, cells in rows), default=0)
    if width * len(rows) > limits.MOST_CELLS:
        raise UnreadableFile(limits.beyond(limits.MOST_CELLS, "cells"))
    return [(raw, cells + ("",) * (width - len(cells)) if any(cells) else ()) for raw, cells in rows]


def _lines_taken(lines: Sequence[str], mark: str) -> int:
    """How many lines one row has: more than one while a cell that began with a quote is open."""
    if not lines[0].startswith('"') and f'{mark}"' not in lines[0]:
        return 1
    quotes = 0
    for count, line in enumerate(lines, start=1):
        quotes += line.count('"')
        if quotes % 2 == 0:
            return count
    return 1


def _cells(raw: str, mark: str) -> tuple[str, ...]:
    try:
        return tuple(whole(cell) for cell in next(csv.reader([raw], delimiter=mark), []))
    except csv.Error:  # a cell longer than any that is filed
        return (whole(raw),)


def _is_even(rows: Sequence[Sequence[str]]) -> bool:
    """Whether nearly every row has as many cells as the others."""
    widths = [len(row) for row in rows]
    width = max(set(widths), key=widths.count, default=0)
    return width >= FEWEST_COLUMNS and widths.count(width) >= max(FEWEST_ROWS, MOSTLY * len(rows))


def _is_uneven(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows have cells of figures, or empty ones, although not as many each: no sentences look like that."""
    wide = [row for row in rows if len(row) >= FEWEST_COLUMNS]
    of_figures = sum(any(FIGURE.fullmatch(cell) for cell in row) for row in wide)
    sentences = sum(row[-1].endswith(("。", "；", ";")) for row in rows if row)
    return (
        of_figures >= max(FEWEST_ROWS, MANY * len(wide))
        and len(wide) >= MANY * len(rows)
        and sum(len(row) > 1 for row in rows) >= MOSTLY * len(rows)
        and sentences <= FEW * len(rows)
    )
