"""What no field took: a figure that would be lost is kept in an attribute without a name of its own.

In: a labelled row. Out: the same row, with the filed cells that hold figures found in none of its fields.
Forbidden here: reading a figure, or saying what it may mean.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from etl.filing import Role, Row
from etl.reading.notation import fold

UNREAD = "(unread)"
FIGURE = re.compile(r"\d+(?:\.\d+)?")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
NUMBERING = re.compile(r"^\W*\d{1,2}[)）、.．:：](?!\d)|(?:指标|目标|附件)\d+[:：]?")
YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?![\d.])")


def with_unread_figures(row: Row) -> Row:
    """Return the row with every figure it prints in some field; promise 3 holds because of this."""
    if row.role not in {Role.INDICATOR, Role.AMOUNT, Role.ATTRIBUTE, Role.HEADING}:
        return row
    filed = [(cell, _printed(cell, row.role)) for line in row.lines for cell in line.filled]
    lost = sum((figures for _, figures in filed), Counter[str]())
    lost -= Counter(figure for text in _kept(row.fields) for figure in _figures(text))
    rest = []
    for cell, figures in filed:
        if figures & lost:
            rest.append({"name": UNREAD, "value": cell})
            lost -= figures
    if not rest:
        return row
    return replace(row, fields={**row.fields, "attributes": [*row.fields.get("attributes", ()), *rest]})


def _printed(cell: str, role: Role) -> Counter[str]:
    """The figures of a filed cell; among heads a year is none."""
    return Counter(_figures(YEAR.sub("", cell) if role is Role.HEADING else cell))


def _figures(text: str) -> list[str]:
    plain = NUMBERING.sub("", THOUSANDS.sub("", fold(text)))
    return [figure.rstrip("0").rstrip(".") if "." in figure else figure for figure in FIGURE.findall(plain)]


def _kept(fields: Any) -> Iterator[str]:
    """Yield the texts of fields; words that several amounts of a row share stand once."""
    shared = {
        value
        for found in fields.get("amounts", ())
        for name, value in found.items()
        if name not in {"amount", "doubts"}
    }
    yield from shared
    yield from (found["amount"] for found in fields.get("amounts", ()))
    yield from (value for found in fields.get("attributes", ()) for value in found.values())
    yield from (value for value in fields.values() if isinstance(value, str))
    figures = ("value", "actual", "weight", "score")
    yield from (target[name] for target in fields.get("more", ()) for name in figures if name in target)
