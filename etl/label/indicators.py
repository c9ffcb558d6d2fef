"""Rows under the column heads of indicators: each cell under the head it fits by its kind of words and figures.

In: a logical row and its heads. Out: a row of role indicator, or a heading that only carries level labels.
Forbidden here: carrying labels down; knowing a template.
"""

from __future__ import annotations

from etl import vocabulary
from etl.align import align_row
from etl.costs import cost, is_level, skip
from etl.filing import Role, Row, Statement, Strip
from etl.heads import Head

Fields = dict[str, str]


def indicator_row(strip: Strip, statement: Statement, head: Head) -> Row:
    """Read a row under the heads of indicators; one without a name or a target is set aside or only carries labels."""
    if all(is_level(cell) or vocabulary.column_field(cell) for cell in strip.filled):
        return Row(Role.HEADING, strip.lines, statement.number, _labels_alone(strip))
    cells = align_row(strip.cells, head.columns, cost, skip, placed=strip.placed)
    fields: Fields = {column.field: cell for cell, column in cells if column}
    if len(fields) < len(cells):
        return Row(Role.UNPLACED, strip.lines, statement.number)
    fields.pop("block", None)
    if "name" in fields and "value" in fields:
        return Row(Role.INDICATOR, strip.lines, statement.number, fields)
    return Row(Role.UNPLACED, strip.lines, statement.number, fields)


def _labels_alone(strip: Strip) -> Fields:
    """Level labels without an indicator (经济效益指标, left empty) say which section was not filled."""
    levels = [cell for cell in strip.filled if is_level(cell)]
    both = len(levels) > 1
    fields: Fields = {}
    for index, cell in enumerate(levels):
        is_first = vocabulary.level2_code(cell) is None or (both and index == 0)
        fields["level1" if is_first else "level2"] = cell
    return fields
