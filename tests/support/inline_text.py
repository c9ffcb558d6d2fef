"""Short ways to read inline text in tests of the verbs.

In: text, as if of a file. Out: a Filing, and what its rows state.
"""

from __future__ import annotations

from etl.filing import Filing, Role, Row
from etl.reading.formats import read_bytes
from etl.reading.pipeline import filing_from


def filing_of(text: str) -> Filing:
    """Read text as if it were a file."""
    return filing_from(read_bytes(text.encode(), "inline.txt", "memory:inline.txt"))


def rows_of(text: str, role: Role) -> list[Row]:
    """The rows of one role."""
    return [row for row in filing_of(text).rows if row.role is role]


def indicators_of(text: str) -> list[tuple[str, ...]]:
    """Level 1, level 2, name, operator, value and unit of each indicator row; absent fields are empty."""
    fields = ("level1", "level2", "name", "operator", "value", "unit")
    return [tuple(row.fields.get(field, "") for field in fields) for row in rows_of(text, Role.INDICATOR)]


def amounts_of(text: str) -> list[tuple[str, ...]]:
    """Item, fund source, side and amount of each stated amount; absent fields are empty."""
    fields = ("item", "fund_source", "side", "amount")
    found = [amount for row in filing_of(text).rows for amount in row.fields.get("amounts", ())]
    return [tuple(amount.get(field, "") for field in fields) for amount in found]


def attributes_of(text: str) -> dict[str, str]:
    """Each attribute's value by its name."""
    found = [one for row in filing_of(text).rows for one in row.fields.get("attributes", ())]
    return {one["name"]: one["value"] for one in found if "value" in one}
