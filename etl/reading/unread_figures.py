"""What no field took: a figure that would be lost is kept in an attribute without a name of its own.

In: a labelled row. Out: the same row, with the filed cells that hold figures found in none of its fields; unplaced
where it holds figures and nothing that we know. Forbidden here: reading a figure, or saying what it may mean.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from etl import vocabulary
from etl.filing import Role, Row
from etl.reading.fields import with_doubts
from etl.reading.figures import fold
from etl.reading.notation import is_counted, is_number, is_sign, is_target
from etl.reading.table.label_pairs import is_money_label

UNREAD = "(unread)"
FIGURE = re.compile(r"\d+(?:\.\d+)?")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
NUMBERING = re.compile(r"^\W*\d{1,2}[)）、.．:：](?!\d)|(?:指标|目标|附件)\d+[:：]?")
POINTS = re.compile(r"(?<=[一-鿿(（ ])\d+(?:\.\d+)?\s*分(?![一-鿿])")
COUNT = re.compile(r"(?:数|数量|面积|率|比例|占比|分值|得分|权重|代码|编码|编号|文号|期限|周期)$")
YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?![\d.])")


def with_unread_figures(row: Row) -> Row:
    """Return the row with every figure it prints in some field; promise 3 holds because of this.

    A heading with a figure that is none of a head's is no heading; a figure beside a label we do not know is unread.
    An amount beside an unread figure is doubtful: it may be the other one.
    """
    is_read = row.role in {Role.INDICATOR, Role.AMOUNT, Role.ATTRIBUTE, Role.HEADING}
    return _beside_unread(_told(row)) if is_read else row


def _told(row: Row) -> Row:
    filed = [(cell, _printed(cell, row.role)) for line in row.lines for cell in line.filled]
    lost = sum((figures for _, figures in filed), Counter[str]())
    lost -= Counter(figure for text in _kept(row.fields) for figure in _figures(text))
    rest, row = [], _with_unknown_aside(row)
    for cell, figures in filed:
        if figures & lost:
            rest.append({"name": UNREAD, "value": cell})
            lost -= figures
    if not rest:
        return row
    if row.role is Role.HEADING:
        return replace(row, role=Role.UNPLACED)
    return replace(row, fields={**row.fields, "attributes": [*row.fields.get("attributes", ()), *rest]})


def _beside_unread(row: Row) -> Row:
    """Doubt the amounts of a row of which a figure was not read: a target has its own figure, an amount any."""
    is_unread = any(attribute["name"] == UNREAD for attribute in row.fields.get("attributes", ()))
    return with_doubts(row, "figure_unread") if is_unread and row.role is not Role.INDICATOR else row


def _with_unknown_aside(row: Row) -> Row:
    """Call a figure or a sign beside a label that we do not know unread; a row of nothing else has no place."""
    found = list(row.fields.get("attributes", ()))
    unknown = [_is_unknown(attribute["name"], attribute.get("value", "")) for attribute in found]
    if not any(unknown):
        return row
    if all(unknown) and row.role in {Role.ATTRIBUTE, Role.HEADING} and "amounts" not in row.fields:
        return replace(row, role=Role.UNPLACED, fields={})
    aside = [_unread(each) if is_aside else each for each, is_aside in zip(found, unknown, strict=True)]
    return replace(row, fields={**row.fields, "attributes": aside})


def _unread(attribute: Mapping[str, str]) -> dict[str, str]:
    """The figure of an attribute, with its label where that is a figure too."""
    texts = [attribute["name"]] if is_number(attribute["name"]) else []
    return {"name": UNREAD, "value": " ".join([*texts, *filter(None, [attribute.get("value")])])}


def _is_unknown(name: str, value: str) -> bool:
    known = (
        vocabulary.attribute_kind(name) or vocabulary.stage_side(name) or vocabulary.block_kind(name)
        or vocabulary.column_field(name) or vocabulary.is_sum(name) or is_money_label(name)
        or vocabulary.key(name) in vocabulary.words("ratios", "words") or COUNT.search(vocabulary.key(name))
    )  # fmt: skip
    says = is_sign(value) or (is_target(value) and is_counted(value)) or is_number(name)
    return says and not known and name != UNREAD


def _printed(cell: str, role: Role) -> Counter[str]:
    """The figures of a filed cell; points in a label are none, nor is a year among heads."""
    without_points = POINTS.sub("", cell)
    return Counter(_figures(YEAR.sub("", without_points) if role is Role.HEADING else without_points))


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
