"""Give each logical row a role and each of its cells a field name.

In: a document, its statements and their logical rows. Out: a `Filing` whose rows hold every line once.
Forbidden here: changing a filed value; parsing one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from etl import vocabulary
from etl.filing import Document, Filing, Kind, Role, Row, Statement, Strip
from etl.reading.fields import with_doubts
from etl.reading.figures import amount_in_money_cell
from etl.reading.label.doubts import with_last_row_aside
from etl.reading.label.form_rows import Block, block_of, labelled_row, money_row, role_of, row_of
from etl.reading.label.indicator_rows import indicator_row
from etl.reading.label.level_labels import carry_down
from etl.reading.label.narrative_rows import narrative_rows
from etl.reading.label.stage_rows import stage_row
from etl.reading.label.statement_facts import UNIT_LABEL, with_facts
from etl.reading.label.transposed_rows import transposed_part, transposed_rows
from etl.reading.notation import is_number, is_target
from etl.reading.prose.targets import as_fields, targets_in
from etl.reading.table.heads import LOST, Head, head_of
from etl.reading.table.label_pairs import is_money_label
from etl.reading.table.layout import (
    YEAR_ALONE,
    headless_rows,
    indicator_heads,
    is_below_table,
    is_page_mark,
    is_plain,
    is_table,
    words,
)
from etl.reading.unread_figures import with_unread_figures


def label(document: Document, mended: Sequence[tuple[Statement, tuple[Strip, ...]]], rest: Sequence[Strip]) -> Filing:
    """Return the filing: the rows of all statements and of the page furniture, in order of their lines."""
    stated = [(with_facts(statement, strips), strips) for statement, strips in mended]
    labelled = chain.from_iterable(_statement_rows(statement, strips) for statement, strips in stated)
    furniture = (Row(_furniture_role(strip), strip.lines, None) for strip in rest)
    rows = sorted(chain(labelled, furniture), key=lambda row: row.lines[0].number)
    return Filing(document, tuple(statement for statement, _ in stated), tuple(with_last_row_aside(rows)))


def _furniture_role(strip: Strip) -> Role:
    """A line outside all statements is prose, unless it looks like a row of a table that was not found."""
    if not strip.filled:
        return Role.BLANK
    return Role.UNPLACED if len(strip.filled) > 1 or is_target(strip.filled[0]) else Role.NARRATIVE


def _statement_rows(statement: Statement, strips: Sequence[Strip]) -> Iterable[Row]:
    if statement.kind is Kind.NARRATIVE:
        rows = narrative_rows(statement, strips)
        return (with_unread_figures(row) if is_table(row.lines[0]) else row for row in rows)
    if on_side := transposed_part(strips):
        above = _table_rows(statement, strips[: on_side.start])
        return map(with_unread_figures, [*above, *transposed_rows(on_side, strips, statement)])
    return map(with_unread_figures, carry_down(list(_table_rows(statement, strips))))


def _table_rows(statement: Statement, strips: Sequence[Strip]) -> Iterator[Row]:
    """Walk down a form: its title, blocks of facts and money, then the indicators under their heads."""
    head = _head_above(statement)
    block, above = Block(), ""
    seen_indicators = head is not None
    first = None if head else _first_without_heads(statement, strips)
    for strip in strips:
        if first is not None and strip.lines[-1].number >= first:
            head, seen_indicators, first = LOST, True, None
        if not strip.filled:
            yield row_of(Role.BLANK, strip, statement)
        elif all(map(is_page_mark, strip.filled)):
            yield row_of(Role.NARRATIVE, strip, statement)
        elif _is_title(strip, statement) or YEAR_ALONE.fullmatch(strip.filled[0]):
            yield row_of(Role.TITLE, strip, statement)
        elif found := head_of(strip, head):
            head = found
            seen_indicators = seen_indicators or head.kind == "indicators"
            yield row_of(Role.HEADING, strip, statement)
        else:
            block = block_of(strip, block)
            stages = head if head and head.kind == "stages" else None
            head = _still(head, strip)
            if stages and _is_money_label_alone(strip):
                head, above = stages, strip.filled[0]  # its figures stand on the next line
            if seen_indicators and vocabulary.is_sum(strip.filled[0]):
                yield _sum_of_scores(strip, statement)
                continue
            row = _form_row(strip, statement, head, block, above)
            yield row if strip.placed else with_doubts(row, "cut_from_text")
            above = above if _is_money_label_alone(strip) else ""


def _head_above(statement: Statement) -> Head | None:
    """The head of the whole table, for a statement that is one project of many in it."""
    if is_plain(statement.heads):
        texts = [word for start, end in indicator_heads(statement.heads)
                 for line in statement.heads[start:end] for word in words(line)]  # fmt: skip
        return head_of(Strip(statement.heads, tuple(texts), placed=False), None) if texts else None
    head = None
    for line in statement.heads:
        head = head_of(Strip((line,), line.cells), head) or head
    return head


def _first_without_heads(statement: Statement, strips: Sequence[Strip]) -> int | None:
    """The number of the line where rows of indicators begin whose heads are lost, None where heads stand."""
    lost = headless_rows(statement.lines)
    heads = (head_of(strip, None) for strip in strips if strip.filled) if lost is not None else ()
    return (
        None
        if lost is None or any(head and head.kind == "indicators" for head in heads)
        else statement.lines[lost].number
    )


def _is_title(strip: Strip, statement: Statement) -> bool:
    """A form may begin without a title of its own: then its first line is a row like any other."""
    title = vocabulary.key(statement.title or "")
    return strip.lines[0] is statement.lines[0] and title != "" and title in vocabulary.key("".join(strip.filled))


def _still(head: Head | None, strip: Strip) -> Head | None:
    """Heads of money end where a row opens with a label of its own; those of indicators below the table."""
    if head is None:
        return None
    if head.kind == "indicators":
        first = strip.filled[0]
        below = vocabulary.attribute_kind(first) or is_below_table(first) or vocabulary.is_sum(first)
        below = below or any(map(UNIT_LABEL.match, strip.filled))  # the head of a next form
        return None if below else head
    first = strip.filled[0]
    opens = vocabulary.attribute_kind(first) is not None
    block = vocabulary.block_kind(first)
    if head.kind == "money":
        return None if opens or block not in {None, "tasks"} else head
    return None if opens or block else head


def _is_money_label_alone(strip: Strip) -> bool:
    return len(strip.filled) == 1 and is_money_label(strip.filled[0])


def _has_figures(strip: Strip) -> bool:
    return any(is_number(cell) or amount_in_money_cell(cell) for cell in strip.filled)


def _form_row(strip: Strip, statement: Statement, head: Head | None, block: Block, above: str) -> Row:
    if head and head.kind == "indicators":
        return indicator_row(strip, statement, head)
    if _is_label_alone(strip):
        return row_of(Role.HEADING, strip, statement)
    if head and head.kind == "money":
        fields = money_row(strip, head, block.side)
    elif head and head.kind in {"stages", "staff"} and _has_figures(strip):
        fields = stage_row(strip, head, statement, above)
    else:
        fields = labelled_row(strip, statement, block)
    targets = [target for cell in strip.filled if "【" in cell for target in targets_in(cell)]
    if targets:  # a cell of text may hold all the indicators of its project, each with its levels in a mark
        return row_of(Role.INDICATOR, strip, statement, {**fields, **as_fields(targets)})
    return row_of(role_of(fields), strip, statement, fields)


def _sum_of_scores(strip: Strip, statement: Statement) -> Row:
    """总分 | 100 | 96 below the indicators adds up weights and scores, no money."""
    label, *values = strip.filled
    attributes = [{"name": label, "value": value} for value in values] or [{"name": label}]
    return row_of(Role.ATTRIBUTE if values else Role.HEADING, strip, statement, {"attributes": attributes})


def _is_label_alone(strip: Strip) -> bool:
    return all(vocabulary.block_kind(cell) or vocabulary.column_field(cell) for cell in strip.filled)
