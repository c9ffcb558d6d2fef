"""Rows of prose: paragraphs read for the amounts they state, and the plain tables that stand between them.

In: the logical rows of a narrative statement. Out: its rows. Forbidden here: indicators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl import vocabulary
from etl.filing import Role, Row, Statement, Strip
from etl.reading.fields import with_doubts
from etl.reading.label.form_rows import Block, labelled_row, money_row, role_of, row_of
from etl.reading.notation import is_number
from etl.reading.prose.amounts import Context, side_of, stated_amounts
from etl.reading.prose.targets import as_fields, level1_alone, targets_in
from etl.reading.table.heads import Head, placed_cells, table_head
from etl.reading.table.layout import is_table

LABELLED = re.compile(r"^([^：:，。；]{2,16})[：:]\s*([^。；，]{1,40})$")
# Signs: what is longer is a sentence, and what it says of revenue holds for itself alone.
# falls: test_a_heading_above_a_table_tells_its_side_and_a_sentence_does_not
HEADING_WIDTH = 24


def narrative_rows(statement: Statement, strips: Sequence[Strip]) -> Iterator[Row]:
    """Read paragraphs for stated amounts, and the tables between them by their first row."""
    head: Head | None = None
    heads_end = False
    side = "expenditure"
    context = Context(agency=statement.agency, fiscal_year=statement.fiscal_year)
    level1: str | None = None
    for strip in strips:
        if not strip.filled:
            yield row_of(Role.BLANK, strip, statement)
        elif (
            is_table(strip.lines[0])
            and (len(strip.filled) > 1 or head)
            and head is None
            and any(map(_has_figure, strip.filled))
        ) or (_is_row(strip, head) and head is None and any(map(_has_figure, strip.filled))):
            fields = labelled_row(strip, statement, Block())  # a list of labels and values has no heads
            yield row_of(role_of(fields), strip, statement, fields)
        elif _is_row(strip, head):
            heads_end = head is not None and (heads_end or _reads_as_row(strip, head))
            head = head if heads_end else _wider(head, table_head(strip))
            yield _table_row(strip, head, statement, side) if heads_end else row_of(Role.HEADING, strip, statement)
        else:
            head = None
            text = strip.filled[0]
            side = side_of(text, side) if len(text) <= HEADING_WIDTH else side
            level1 = level1_alone(text) or level1
            yield _stating_targets(strip, statement, level1) or _prose(strip, statement, context)


def _is_row(strip: Strip, head: Head | None) -> bool:
    """A row of a table; a cell alone is one only under heads."""
    return is_table(strip.lines[0]) and (len(strip.filled) > 1 or head is not None)


def _has_figure(cell: str) -> bool:
    return any(char.isdigit() for char in cell)


def _reads_as_row(strip: Strip, head: Head) -> bool:
    """Figures make a row, and so do words under all the heads but one: a cell may have been left blank."""
    return any(map(is_number, strip.filled)) or len(strip.filled) >= max(len(head.columns) - 1, 2)


def _wider(head: Head | None, below: Head) -> Head:
    """A second row of heads names the columns that stand under a merged first one."""
    if head is None:
        return below
    taken = {column.position for column in below.columns}
    kept = [column for column in head.columns if column.position not in taken]
    columns = sorted([*kept, *below.columns], key=lambda column: column.position)
    return replace(head, columns=tuple(columns))


def _table_row(strip: Strip, head: Head | None, statement: Statement, side: str) -> Row:
    if head and head.fields & {"amount", "fund"}:
        fields = money_row(strip, head, side)
    else:
        heads = {column.position: column.head for column in head.columns} if head else {}
        named = [{"name": heads.get(position, ""), "value": cell} for position, cell in placed_cells(strip)]
        fields = {"attributes": [found for found in named if found["name"]]}
    return row_of(role_of(fields), strip, statement, fields)


def _stating_targets(strip: Strip, statement: Statement, level1: str | None) -> Row | None:
    """A line of prose that states targets; a figure in one of them is no amount of the budget."""
    targets = targets_in(strip.filled[0], level1)
    return row_of(Role.INDICATOR, strip, statement, as_fields(targets)) if targets else None


def _prose(strip: Strip, statement: Statement, context: Context) -> Row:
    text = strip.filled[0]
    if text.replace(" ", "") == statement.title:
        return row_of(Role.TITLE, strip, statement)
    if (fact := LABELLED.match(text)) and vocabulary.attribute_kind(fact[1]):
        return row_of(Role.ATTRIBUTE, strip, statement, {"attributes": [{"name": fact[1], "value": fact[2]}]})
    amounts = list(stated_amounts(text, context))
    if not amounts:
        return row_of(Role.NARRATIVE, strip, statement)
    return with_doubts(row_of(Role.AMOUNT, strip, statement, {"amounts": amounts}), "from_sentence")
