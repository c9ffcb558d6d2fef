"""What a filing states, without where in its file that stands: two files that state the same have equal facts.

In: a filing. Out: plain tuples of text without blanks, which wrapping in one format puts where another has none; signs
are as they look, since text may hold LaTeX where a page shows ≥. Rows of figures come in the order of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from etl.filing import Filing, Statement

STATEMENT = ("kind", "title", "agency", "implementing_unit", "project_name", "fiscal_year", "money_unit")
TARGET = ("level1", "level2", "name", "description", "content", "standard", "operator", "value", "unit", "weight",
          "actual", "score")  # fmt: skip
AMOUNT = ("item", "fund_source", "side", "amount", "unit", "change")

Fact = tuple[str, ...]


def facts_of(filing: Filing) -> list[Fact]:
    """Return the facts of all statements in order, each statement before what it states."""
    return [fact for statement in filing.statements for fact in (_of_statement(statement), *_within(filing, statement))]


def _of_statement(statement: Statement) -> Fact:
    return ("statement", *(plain(getattr(statement, name)) for name in STATEMENT))


def _within(filing: Filing, statement: Statement) -> Iterator[Fact]:
    for row in filing.rows:
        if row.statement_number != statement.number:
            continue
        fields = row.fields
        if row.role == "indicator":
            for target in fields.get("targets", [fields]):
                yield ("target", *_values({**fields, **target}, TARGET))
        for amount in fields.get("amounts", ()):
            yield ("amount", *_values(amount, AMOUNT))
        for attribute in fields.get("attributes", ()):
            if re.search(r"\d", attribute.get("value", "")):
                yield ("attribute", plain(attribute["name"]), plain(attribute["value"]))


def _values(fields: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    return (plain(fields.get(name)) for name in names)


def plain(value: object) -> str:
    """Return a value as it looks, without blanks."""
    text = "" if value is None else str(value)
    return re.sub(r"[\s$\"]", "", text.replace("\\geq", "≥").replace("\\leq", "≤").replace("\\%", "%"))
