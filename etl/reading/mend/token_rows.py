"""Cut a stream of tokens into rows of indicators, at least cost.

In: the tokens below column heads, and the columns. Out: rows as runs of tokens joined into cells.
A row fills columns left to right, a cell joins one or more tokens, and a new row begins only with a line;
of all ways to cut the stream the cheapest counts. Forbidden here: words; costs know them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil

from etl.filing import Line
from etl.reading.mend.tokens import BLANK_BETWEEN, NEXT_COLUMN, OWN_CELL, WIDER, WRAPPED, Token
from etl.reading.notation import is_nothing, is_number, is_operator, is_target, is_torn_date, is_unit
from etl.reading.table.alignment import Column, Cost, Skip
from etl.reading.table.costs import cost, is_level, skip
from etl.reading.table.layout import is_table

# To join a token to the one before it, against a cell more: the surer a cell begins there, the dearer.
JOIN = {
    # falls: test_a_description_narrower_than_the_name_above_it…
    WRAPPED: 0.2,
    # falls: test_words_below_a_blank_line_fill_the_next_column
    BLANK_BETWEEN: 0.6,
    # falls: test_a_matrix_may_stand_one_cell_a_line
    WIDER: 1.2,
    # falls: test_words_that_stand_apart_on_a_line_are_cells_of_their_own
    NEXT_COLUMN: 1.0,
    # falls: test_cells_of_a_row_that_shares_its_line_with_the_heads_are_whole
    OWN_CELL: 2.0,
}
# Tokens: time against names wrapped over more lines, which have not been seen; a line may need more to be a row.
# falls: test_a_name_wrapped_over_nine_lines_is_one_cell
LONGEST_CELL = 12
# To begin a row, against reading on in the one before. falls: test_labels_and_the_words_below_them_are_one_row…
ROW = 0.3
# A row of labels alone, a section left empty, against labels without the row below them.
# falls: test_labels_and_the_words_below_them_are_one_row…
LABELS_ALONE = 1.0
# To go on with a line that looks like a row, against a row without its target.
# falls: test_a_value_may_stand_on_a_line_with_the_blank_cells_of_its_row
LINE_OF_CELLS = 2.0
# Unlisted words after an empty cell as a target, against the start of a wrapped name.
# falls: test_a_name_wrapped_below_an_empty_cell_is_no_target…
DOUBT = 4.0
# To go on behind a sentence that has ended. falls: test_a_sentence_that_has_ended_does_not_go_on…
ENDED = 2.0
BEGINS_NAME = re.compile(r"(?:指标|目标)\d+[:：]")
# To join what is a cell by itself: a figure, a label. falls: test_a_date_torn_over_lines_is_one_target
WHOLE = 4.0
# To join a listed word (保障), which is a target or the end of a wrapped name.
# falls: test_a_listed_word_is_rather_a_target_than_the_end_of_a_name
WORD = 0.5


@dataclass(frozen=True, slots=True)
class Cut:
    """A way to read the tokens up to a point: its cost, and the step that led there."""

    cost: float
    start: int
    column: int
    before: int


@dataclass(frozen=True, slots=True)
class Table:
    """The columns, the running sums of what it costs to leave them empty, and whether one holds units."""

    columns: tuple[Column, ...]
    empty: tuple[float, ...]
    has_unit: bool
    cost: Cost


def rows(
    tokens: Sequence[Token], columns: Sequence[Column], cost: Cost = cost, skip: Skip = skip
) -> list[list[tuple[Token, ...]]]:
    """Return the rows, each a list of cells, each the tokens it joins."""
    width = len(columns)
    # best[i][c]: the first i tokens read, the last of them in column c of a row still open; c = width: closed.
    best: list[list[Cut | None]] = [[None] * (width + 1) for _ in range(len(tokens) + 1)]
    best[0][width] = Cut(0.0, 0, width, width)
    has_unit = any(column.field == "unit" for column in columns)
    table = Table(tuple(columns), tuple(accumulate(map(skip, columns), initial=0.0)), has_unit, cost)
    longest = max(LONGEST_CELL, ceil(_most_in_a_line(tokens) / width))
    for end in range(1, len(tokens) + 1):
        for start in range(max(0, end - longest), end):
            _extend(best, tokens, table, start, end)
        if end == len(tokens) or tokens[end].begins_line:
            _close(best[end], table)
    return _path(best, tokens, width)


def _most_in_a_line(tokens: Sequence[Token]) -> int:
    begins = [number for number, token in enumerate(tokens) if token.begins_line]
    return max((after - before for before, after in pairwise([*begins, len(tokens)])), default=0)


def _extend(best: list[list[Cut | None]], tokens: Sequence[Token], table: Table, start: int, end: int) -> None:
    """Read tokens[start:end] as one cell, in every column that can follow."""
    text = "".join(token.text for token in tokens[start:end])
    joined = _join_cost(tokens[start:end], text, has_unit=table.has_unit)
    columns, empty = table.columns, table.empty
    width = len(columns)
    fits = [table.cost(text, column) for column in columns]
    doubts = [_doubt(tokens[start], text, column) for column in columns]
    goes_on = LINE_OF_CELLS if tokens[start].begins_line and _is_row(tokens[start].line) else 0.0
    for before, cut in enumerate(best[start]):
        if cut is None:
            continue
        first = 0 if before == width else before + 1
        for column in range(first, width):
            total = cut.cost + joined + fits[column] + empty[column] - empty[first]
            total += (ROW if before == width else goes_on) + doubts[column]
            held = best[end][column]
            if held is None or total < held.cost:
                best[end][column] = Cut(total, start, column, before)


def _is_row(line: Line) -> bool:
    """Whether a line of several cells, one of them a target, is likely a row of its own."""
    return is_table(line) and any(map(is_target, line.cells))


def _doubt(first: Token, text: str, column: Column) -> float:
    """After a blank, which may be an empty cell, words that nobody listed as a target may well be the next name."""
    doubtful = column.field == "value" and first.gap == BLANK_BETWEEN and not is_target(text) and not is_number(text)
    return DOUBT if doubtful else 0.0


def _join_cost(cell: Sequence[Token], text: str, *, has_unit: bool) -> float:
    """What it costs to join tokens: little where wrapping shows, much where one of them is whole by itself."""
    if len(cell) == 1:
        return 0.0
    if not has_unit and _is_measured(cell, text):
        return 0.0
    gaps = sum(JOIN[token.gap] for token in cell[1:])
    if is_level(text) or is_torn_date(text):
        return gaps
    ends = sum(ENDED for token in cell[:-1] if token.text.endswith("。"))
    begins = sum(WHOLE for token in cell[1:] if BEGINS_NAME.match(token.text))
    twice = sum(WHOLE for token, after in pairwise(cell) if token.text == after.text)  # a target, and that it was met
    return gaps + ends + begins + twice + sum(_wholeness(token.text) for token in cell)


def _is_measured(cell: Sequence[Token], text: str) -> bool:
    """≥60 | 件 is one target, where no column holds units."""
    *before, last = cell
    signs = all(is_operator(token.text) for token in before[:-1])
    return signs and is_unit(last.text) and before[-1].text[-1:].isdigit() and is_target(text)


def _wholeness(text: str) -> float:
    """A word such as 保障 may be a target or the end of a wrapped name; a figure or a label is never a piece."""
    if is_level(text) or is_operator(text) or is_number(text) or is_nothing(text):
        return WHOLE
    if is_target(text):
        return WHOLE if any(char.isdigit() for char in text) else WORD
    return 0.0


def _close(cuts: list[Cut | None], table: Table) -> None:
    """End the row after its last cell; a row of labels alone is a section left empty."""
    columns, empty = table.columns, table.empty
    width = len(columns)
    for column, cut in enumerate(cuts[:width]):
        if cut is None:
            continue
        alone = columns[column].field in {"block", "level1", "level2"}
        total = cut.cost + (LABELS_ALONE if alone else empty[width] - empty[column + 1])
        held = cuts[width]
        if held is None or total < held.cost:
            cuts[width] = Cut(total, -1, width, column)


def _path(best: list[list[Cut | None]], tokens: Sequence[Token], width: int) -> list[list[tuple[Token, ...]]]:
    found: list[list[tuple[Token, ...]]] = []
    end, column = len(tokens), width
    while end > 0:
        cut = best[end][column]
        assert cut is not None, "every stream that begins with a line can be cut"
        if column == width:
            found.append([])
            column = cut.before
        else:
            found[-1].insert(0, tuple(tokens[cut.start : end]))
            end, column = cut.start, cut.before
    return found[::-1]
