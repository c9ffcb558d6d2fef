"""The rows of a filing in words that a person understands: roles, fields, amounts and tags, English beside Chinese.

In: a Filing. Out: one Reading a row. Forbidden: markup, files, and judging what was read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from etl import vocabulary
from etl.filing import Filing, Row, Statement
from etl.report.dictionary import Words, dictionary, words
from etl.report.gaps import UNREAD, unread_figures

APART = frozenset({"amounts", "attributes", "more", "doubts"})  # fields that are shown in their own way
IN_ONE_LINE = ("item", "fund_source", "side", "amount", "unit")
DOUBTFUL = "doubtful"


class Tag(NamedTuple):
    """Why a reading is not quite sure: a word, the reason in both languages, and inferred or doubtful."""

    word: str
    reason: Words
    confidence: str


Pairs = list[tuple[Words, str]]


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as one line, and what else is said of it."""

    item: str
    fund_source: str
    side: Words
    amount: str
    unit: str
    others: Pairs


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What was read from a row: its targets (the row's own first), amounts, attributes and tags.

    An attribute is its name, its value, and whether it is none but a figure that no field took.
    """

    number: int
    row: Row
    role: Words
    targets: list[Pairs]
    amounts: list[Amount]
    attributes: list[tuple[str, str, bool]]
    tags: list[Tag]

    @property
    def has_unread(self) -> bool:
        """Whether it prints a figure that no field took."""
        return unread_figures(self.row) > 0

    @property
    def is_doubtful(self) -> bool:
        """Whether a person has to look at it."""
        return any(tag.confidence == DOUBTFUL for tag in self.tags)


def read_rows(filing: Filing) -> Iterator[ReadRow]:
    """Every row in words, numbered as in `raw`."""
    money_units = {statement.number: statement.money_unit for statement in filing.statements}
    for number, row in enumerate(filing.rows, start=1):
        own = {name: value for name, value in row.fields.items() if name not in APART}
        more, amounts = row.fields.get("more", ()), row.fields.get("amounts", ())
        yield ReadRow(
            number,
            row,
            words("roles", row.role),
            [found for fields in (own, *more) if (found := pairs(fields))],
            [_amount(fields, money_units.get(row.statement_number or 0)) for fields in amounts],
            [_attribute(one) for one in row.fields.get("attributes", ())],
            list(dict.fromkeys(tag for fields in (row.fields, *more, *amounts) for tag in _tags(fields))),
        )


def facts(statement: Statement) -> Pairs:
    """What a statement says of itself."""
    known = [(words("facts", name), getattr(statement, name)) for name in dictionary()["facts"]]
    return [(label, str(value)) for label, value in known if value is not None]


def pairs(fields: Mapping[str, Any]) -> Pairs:
    """Fields in the order of the dictionary, those it does not know last."""
    order = list(dictionary()["fields"])
    names = sorted(fields, key=lambda name: order.index(name) if name in order else len(order))
    return [(words("fields", name), _text(fields[name])) for name in names if name != "doubts"]


def _attribute(fields: Mapping[str, Any]) -> tuple[str, str, bool]:
    name, value = str(fields.get("name", "")), str(fields.get("value", ""))
    return " ".join(words("gaps", "unread_figures")) if name == UNREAD else name, value, name == UNREAD


def _amount(fields: Mapping[str, Any], money_unit: str | None) -> Amount:
    line = {name: _text(fields[name]) if name in fields else "" for name in IN_ONE_LINE}
    others = pairs({name: value for name, value in fields.items() if name not in IN_ONE_LINE})
    side, unit = words("sides", line["side"]), line["unit"] or money_unit or ""
    return Amount(line["item"], line["fund_source"], side, line["amount"], unit, others)


def _tags(fields: Mapping[str, Any]) -> Iterator[Tag]:
    """The reasons as people word them in the seed; one that nobody has worded counts as doubtful, as in dbt."""
    known = {row["code"]: row for row in vocabulary.seed("doubts")}
    codes = fields.get("doubts", ())
    for code in [codes] if isinstance(codes, str) else codes:
        word, row = str(code).replace("_", " "), known.get(str(code))
        yield (
            Tag(word, Words(row["reason_en"], row["reason_zh"]), row["confidence"])
            if row
            else Tag(word, Words(word, ""), DOUBTFUL)
        )


def _text(value: Any) -> str:
    if value in (True, "true"):
        return "✓"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
