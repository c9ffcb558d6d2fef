"""Lines as a page has torn or run them together: made whole for reading, and given back as filed.

Some pages have lost the ends of their rows: column heads, labels and the first rows share a line, and later
rows break anywhere; others tear a label over lines (年度 | 指标值). In: a document, or the filing read from its
pieces. Out: the same with such lines taken apart or joined, or with the lines as filed.
Forbidden here: saying what a cell means beyond being a label or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from etl import vocabulary
from etl.filing import Document, Filing, Line, Role, Row, Span
from etl.reading.fields import with_doubts
from etl.reading.reflow import run_together
from etl.reading.reflow.torn_labels import joined
from etl.reading.reflow.wrapped_labels import with_whole_labels
from etl.reading.table.layout import indicator_fields, is_table, words
from etl.reading.unread_figures import with_unread_figures

ROLES = (Role.INDICATOR, Role.AMOUNT, Role.ATTRIBUTE, Role.UNPLACED, Role.HEADING, Role.TITLE, Role.NARRATIVE)
# Heads or cells of a line: fewer make no row. falls: test_a_line_of_cells_with_a_target_is_no_piece…
FEW = 2
UNCUTTABLE = re.compile(r"\D{0,3}\d{6,}")
# With more lines than these below its heads, a table has kept the ends of its rows.
# falls: test_a_name_that_breaks_in_a_table_of_rows_goes_on…
ROWS = 5
Pieces = list[tuple[Line, tuple[Line, ...]]]


@dataclass(frozen=True, slots=True)
class Reflowed:
    """A document with whole cells on its lines, for each of them the lines as filed, and which of these had run
    together."""

    document: Document
    filed: tuple[tuple[Line, ...], ...]
    glued: frozenset[int] = frozenset()


def reflow(document: Document) -> Reflowed:
    """Return the document with run-on lines taken apart and torn labels joined; as it is where there are none."""
    pieces = joined(with_whole_labels(_taken_apart(document.lines)))
    if len(pieces) == len(document.lines):
        return Reflowed(document, tuple((line,) for line in document.lines))
    lines = tuple(replace(piece, number=number) for number, (piece, _) in enumerate(pieces, start=1))
    is_glued = any(run_together.runs_together(line.text) for line in document.lines if len(line.cells) == 1)
    apart = {line.number for piece, filed in pieces for line in filed if is_glued and piece.text != line.text}
    return Reflowed(replace(document, lines=lines), tuple(filed for _, filed in pieces), frozenset(apart))


def _taken_apart(lines: Sequence[Line]) -> Pieces:
    if any(run_together.runs_together(line.text) for line in lines if len(line.cells) == 1):
        return list(_unglued(lines))
    heads = next((index for index, line in enumerate(lines) if _runs_on(line)), None)
    if heads is None:
        return [(line, (line,)) for line in lines]
    form = ((piece, (line,)) for line in lines[:heads] for piece in _cells(line))
    return [*form, *((piece, (line,)) for line in lines[heads:] for piece in _pieces(line))]


def _cells(line: Line) -> Iterator[Line]:
    """One line a cell: above heads that run on, no line of the form can be trusted to end a row."""
    if not is_table(line):
        yield line
        return
    for word in words(line):
        yield Line(line.number, word, (word,), line.page, (Span(),))


def _unglued(lines: Sequence[Line]) -> Iterator[tuple[Line, tuple[Line, ...]]]:
    """Cut the lines of a page whose cells run together, below its column heads perhaps one row a line."""
    heads = next(index for index, line in enumerate(lines) if run_together.runs_together(line.text))
    keeps_rows = sum(not line.is_blank for line in lines[heads + 1 :]) > ROWS
    in_table = False
    for line in lines:
        cells = run_together.of_line(line.text, in_table=in_table) if len(line.cells) == 1 and not line.is_blank else []
        in_table = in_table or run_together.runs_together(line.text)
        if len(cells) < FEW:
            yield line, (line,)
        elif in_table and keeps_rows and not run_together.runs_together(line.text):
            yield replace(line, cells=tuple(cells)), (line,)
        else:
            yield from ((replace(line, text=cell, cells=(cell,), spans=(Span(),)), (line,)) for cell in cells)


def _runs_on(line: Line) -> bool:
    """Whether the heads of indicators share their line with what should stand under them, or above."""
    found = line.filled if is_table(line) else words(line)
    heads = [vocabulary.column_field(word) is not None for word in found]
    if sum(heads) <= FEW or line.spans or not indicator_fields(found):
        return False
    after = found[len(heads) - heads[::-1].index(True) :]
    others = [word for word in found if not (vocabulary.column_field(word) or vocabulary.context_field(word))]
    return any(map(vocabulary.level1_code, after)) or any(map(vocabulary.attribute_kind, others))


def _pieces(line: Line) -> Iterator[Line]:
    """One line a cell for a line that mixes heads and others; any other line stays whole."""
    found = words(line)
    heads = sum(map(_is_head, found))
    if heads < FEW or heads == len(found):
        yield line
        return
    for word in found:
        yield Line(line.number, word, (word,), line.page, (Span(),))


def _is_head(word: str) -> bool:
    return vocabulary.column_field(word) is not None or vocabulary.stage_side(word) is not None


def rejoined(filing: Filing, before: Reflowed, document: Document) -> Filing:
    """Return a filing read from pieces with its lines as filed: rows that share a line become one."""
    if before.document is document:
        return filing
    filed = {line.number: as_filed for line, as_filed in zip(before.document.lines, before.filed, strict=True)}

    def whole(lines: Iterable[Line]) -> tuple[Line, ...]:
        return tuple(dict.fromkeys(chain.from_iterable(filed[line.number] for line in lines)))

    statements = tuple(replace(statement, lines=whole(statement.lines)) for statement in filing.statements)
    rows = [replace(row, lines=whole(row.lines), fields=_with_title(row)) for row in filing.rows]
    merged = (
        with_doubts(row, "run_together") if any(line.number in before.glued for line in row.lines) else row
        for row in _merged(rows)
    )
    return Filing(document, statements, tuple(with_unread_figures(_without_uncuttable(row)) for row in merged))


def _with_title(row: Row) -> Mapping[str, Any]:
    """A title on one line with other facts keeps its words beside them, the year in it among them."""
    return {"attributes": [{"name": row.filed_text.strip()}]} if row.role is Role.TITLE else row.fields


def _without_uncuttable(row: Row) -> Row:
    """Figures of several columns that nothing parts are no target: they stay as filed, the row is set aside."""
    if row.role is not Role.INDICATOR or "run_together" not in row.fields.get("doubts", ()):
        return row
    targets = [row.fields, *row.fields.get("more", ())]
    kept = [target for target in targets if not UNCUTTABLE.fullmatch(target.get("value", ""))]
    if len(kept) == len(targets):
        return row
    rest = {name: found for name, found in row.fields.items() if name in {"amounts", "attributes"}}
    first = {name: cell for name, cell in kept[0].items() if name not in {"more", *rest}} if kept else {}
    fields = {**first, **({"more": kept[1:]} if len(kept) > 1 else {}), **rest}
    return replace(row, role=Role.INDICATOR if kept else Role.UNPLACED, fields=fields)


def _merged(rows: Sequence[Row]) -> Iterator[Row]:
    group: list[Row] = []
    for row in rows:
        if group and row.lines[0].number > group[-1].lines[-1].number:
            yield _one(group)
            group = []
        group.append(row)
    if group:
        yield _one(group)


def _one(group: Sequence[Row]) -> Row:
    """Return several rows on one line as one: further indicators go under `more`, amounts and attributes add up."""
    if len(group) == 1:
        return replace(group[0], fields={}) if group[0].role is Role.TITLE else group[0]
    lines = tuple(dict.fromkeys(chain.from_iterable(row.lines for row in group)))
    number = next((row.statement_number for row in group if row.statement_number), None)
    targets = [row.fields for row in group if row.role is Role.INDICATOR]
    fields: dict[str, Any] = {**targets[0], "more": list(targets[1:])} if len(targets) > 1 else dict(*targets[:1])
    for name in ("amounts", "attributes"):
        found = [one for row in group for one in row.fields.get(name, ())]
        if found:
            fields[name] = found
    roles = {row.role for row in group}
    role = next((role for role in ROLES if role in roles), Role.BLANK)
    return Row(role, lines, number, {} if role is Role.TITLE else fields)
