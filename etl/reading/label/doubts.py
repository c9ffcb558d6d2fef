"""How sure the reading of an indicator is, for what stands not simply in its cell under its head.

In: a logical row, its cells with their columns, the head. Out: reason codes. Forbidden here: reading the row anew.
"""

from __future__ import annotations

import re
from dataclasses import replace

from etl import vocabulary
from etl.filing import Role, Row, Strip
from etl.reading.fields import Fields, with_doubts
from etl.reading.notation import is_number, is_target
from etl.reading.table.alignment import Column
from etl.reading.table.heads import Head
from etl.reading.table.layout import words

DESCRIBED = frozenset({"description", "content"})
LABELS = frozenset({"block", "level1", "level2"})
# Words that make a name: rows of forms wrap once or twice, and more may hold the target of a row without one.
# falls: test_a_name_of_many_words_may_hold_other_cells
PIECES = 3
BAR = "|"
# Of the lines that end in a bar: fewer, and bars do not end lines here. falls: test_a_row_within_which_the_text_ends…
MOST = 0.5
PIECE_OF_LABEL = re.compile(r"指标?|标|[一-鿿]{1,3}指标")
Placed = list[tuple[str, Column]]


def doubts_of(strip: Strip, cells: Placed, head: Head) -> Fields:
    """Return the reason codes of a row as a field, nothing where its reading is sure."""
    doubtful = _may_be_level2(cells, head) if strip.placed else _could_be_cut_elsewhere(strip, cells, head)
    codes = ["unsure_cut"] if doubtful else []
    positions = [position for position, cell in enumerate(strip.cells) if cell]
    moved = (place != column.position for place, (_, column) in zip(positions, cells, strict=True) if column.head)
    if strip.placed and any(moved):
        codes.append("cells_shifted")
    if any(column.field == "value" and not vocabulary.column_field(column.head) for _, column in cells):
        codes.append("head_unknown")
    return {"doubts": codes} if codes else {}


def _may_be_level2(cells: Placed, head: Head) -> bool:
    """成本指标 | 项目成本 | 维修总成本 | 34.5万元: one label more, or one less and then a description."""
    said = {column.field: cell for cell, column in cells}
    level1, level2 = said.get("level1", ""), said.get("level2", "")
    is_either = vocabulary.level2_code(level1) and not vocabulary.is_whole_level(level2)
    is_described = head.fields & DESCRIBED and not DESCRIBED & set(said)
    return bool(is_either and level2 and is_described)


def _could_be_cut_elsewhere(strip: Strip, cells: Placed, head: Head) -> bool:
    """Where name or target was joined from several words, and the target is none that is known, the cut is a guess.

    So it is where what was reached seems to be missing, where pieces of labels stand around the cells, where a name is
    of many words, and where a target in words was cut out of one.
    """
    whole = {word for line in strip.lines for word in words(line)}
    said = {column.field: cell for cell, column in cells}
    value, name = said.get("value", ""), said.get("name", "")
    others = "".join(cell for cell, column in cells if column.field not in LABELS)
    if any(PIECE_OF_LABEL.fullmatch(word) and word in others for word in whole):
        return True
    is_long = name not in whole and sum(word in name for word in whole) >= PIECES
    is_inside = value not in whole and not any(map(str.isdigit, value)) and value != ""  # 符合 out of 符合要求
    if is_long or is_inside:
        return True
    is_known = is_target(value) or is_number(value) or any(map(str.isdigit, value))
    is_outcome = "actual" in head.fields and "actual" not in said and name not in whole
    return (is_outcome or not is_known) and not {value, name} <= whole


def with_last_row_aside(rows: list[Row]) -> list[Row]:
    """Set aside the last row of a text whose other lines end in a bar, and its last one does not: its value was cut."""
    filled = [line.text.rstrip() for row in rows for line in row.lines if not line.is_blank and not line.spans]
    if not filled or filled[-1].endswith(BAR) or sum(text.endswith(BAR) for text in filled) <= MOST * len(filled):
        return rows
    last = max(index for index, row in enumerate(rows) if any(not line.is_blank for line in row.lines))
    cut = rows[last]
    is_one_target = cut.role is Role.INDICATOR and "more" not in cut.fields
    is_no_fact = cut.role in {Role.HEADING, Role.ATTRIBUTE} and "amounts" not in cut.fields and BAR in filled[-1]
    aside = replace(cut, role=Role.UNPLACED) if is_one_target or is_no_fact else with_doubts(cut, "cut_off")
    return [*rows[:last], aside, *rows[last + 1 :]]
