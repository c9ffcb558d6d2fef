"""How sure a reading is: reason codes on the targets and amounts of a raw row.

In: a row and codes of dbt's seed `reading_reasons`. Out: the row with the codes on each of its facts.
Forbidden here: deciding what is exact; a fact without a code is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from etl.filing import Role, Row

BAR = "|"
# Of the lines that end in a bar: fewer, and bars do not end lines here. falls: test_a_row_within_which_the_text_ends…
MOST = 0.5


def marked(row: Row, *codes: str) -> Row:
    """Return the row with these codes on each of its targets and amounts, each code once."""
    fields: dict[str, Any] = dict(row.fields)
    if row.role is Role.INDICATOR:
        fields = _with_codes(fields, codes)
        if "more" in fields:
            fields["more"] = [_with_codes(target, codes) for target in fields["more"]]
    if "amounts" in fields:
        fields["amounts"] = [_with_codes(amount, codes) for amount in fields["amounts"]]
    return replace(row, fields=fields)


def _with_codes(fact: dict[str, Any], codes: tuple[str, ...]) -> dict[str, Any]:
    return {**fact, "reading": list(dict.fromkeys([*fact.get("reading", ()), *codes]))}


def cut_off_marked(rows: list[Row]) -> list[Row]:
    """Set aside the last row of a text whose other lines end in a bar, and its last one does not: its value was cut."""
    filled = [line.text.rstrip() for row in rows for line in row.lines if not line.is_blank and not line.spans]
    if not filled or filled[-1].endswith(BAR) or sum(text.endswith(BAR) for text in filled) <= MOST * len(filled):
        return rows
    last = max(index for index, row in enumerate(rows) if any(not line.is_blank for line in row.lines))
    cut = rows[last]
    is_one_target = cut.role is Role.INDICATOR and "more" not in cut.fields
    aside = replace(cut, role=Role.UNPLACED) if is_one_target else marked(cut, "cut_off")
    return [*rows[:last], aside, *rows[last + 1 :]]
