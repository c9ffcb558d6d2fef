"""Give each logical row a role and each of its cells a field name.

In: a document, its statements and their logical rows. Out: a `Filing` whose rows hold every line once.
Forbidden here: changing a filed value; parsing one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from etl import vocabulary
from etl.filing import Document, Filing, Kind, Role, Row, Statement, Strip
from etl.heads import Head, head_of
from etl.label.facts import with_facts
from etl.label.funds import Block, block_of, labelled_row, money_row, role_of, row_of, stage_row
from etl.label.indicators import indicator_row
from etl.label.levels import carry_down
from etl.label.narrative import narrative_rows
from etl.label.rest import keep_rest
from etl.layout import YEAR_ALONE, is_below_table, is_table
from etl.notation import is_number, is_target


def label(document: Document, mended: Sequence[tuple[Statement, tuple[Strip, ...]]], rest: Sequence[Strip]) -> Filing:
    """Return the filing: the rows of all statements and of the page furniture, in order of their lines."""
    stated = [(with_facts(statement, strips), strips) for statement, strips in mended]
    labelled = chain.from_iterable(_statement_rows(statement, strips) for statement, strips in stated)
    furniture = (Row(_furniture_role(strip), strip.lines, None) for strip in rest)
    rows = sorted(chain(labelled, furniture), key=lambda row: row.lines[0].number)
    return Filing(document, tuple(statement for statement, _ in stated), tuple(rows))


def _furniture_role(strip: Strip) -> Role:
    """A line outside all statements is prose, unless it looks like a row of a table that was not found."""
    if not strip.filled:
        return Role.BLANK
    return Role.UNPLACED if len(strip.filled) > 1 or is_target(strip.filled[0]) else Role.NARRATIVE


def _statement_rows(statement: Statement, strips: Sequence[Strip]) -> Iterable[Row]:
    if statement.kind is Kind.NARRATIVE:
        return (keep_rest(row) if is_table(row.lines[0]) else row for row in narrative_rows(statement, strips))
    return map(keep_rest, carry_down(list(_table_rows(statement, strips))))


def _table_rows(statement: Statement, strips: Sequence[Strip]) -> Iterator[Row]:
    """Walk down a form: its title, blocks of facts and money, then the indicators under their heads."""
    head: Head | None = None
    block = Block()
    for strip in strips:
        if not strip.filled:
            yield row_of(Role.BLANK, strip, statement)
        elif strip.lines[0] is statement.lines[0] or YEAR_ALONE.fullmatch(strip.filled[0]):
            yield row_of(Role.TITLE, strip, statement)
        elif found := head_of(strip, head):
            head = found
            yield row_of(Role.HEADING, strip, statement)
        else:
            block = block_of(strip, block)
            head = _still(head, strip)
            yield _form_row(strip, statement, head, block)


def _still(head: Head | None, strip: Strip) -> Head | None:
    """Heads of money end where a row opens with a label of its own; those of indicators below the table."""
    if head is None:
        return None
    if head.kind == "indicators":
        below = vocabulary.attribute_kind(strip.filled[0]) or is_below_table(strip.filled[0])
        return head if not below or any(map(is_target, strip.filled)) else None
    if head.kind == "money":
        return None if vocabulary.attribute_kind(strip.filled[0]) else head
    return head if _has_figures(strip) else None


def _has_figures(strip: Strip) -> bool:
    return any(is_number(cell) for cell in strip.filled) and vocabulary.block_kind(strip.filled[0]) is None


def _form_row(strip: Strip, statement: Statement, head: Head | None, block: Block) -> Row:
    if head and head.kind == "indicators":
        return indicator_row(strip, statement, head)
    if _is_label_alone(strip):
        return row_of(Role.HEADING, strip, statement)
    if head and head.kind == "money":
        fields = money_row(strip, head, block.side)
    elif head and head.kind in {"stages", "staff"}:
        fields = stage_row(strip, head, statement)
    else:
        fields = labelled_row(strip, statement, block)
    return row_of(role_of(fields), strip, statement, fields)


def _is_label_alone(strip: Strip) -> bool:
    return all(vocabulary.block_kind(cell) or vocabulary.column_field(cell) for cell in strip.filled)
