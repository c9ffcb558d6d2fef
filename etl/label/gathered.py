"""The fields of a raw row of a form: its amounts and its other facts, only what was filed.

In: what was read. Out: a mapping for `Row.fields`. Forbidden here: reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Fields = dict[str, Any]


def present(**fields: str | None) -> Fields:
    """Return the fields that were filed."""
    return {name: value for name, value in fields.items() if value}


def gathered(amounts: list[Fields], attributes: list[Fields]) -> Fields:
    """Return the amounts and attributes of a row, each only where there are any."""
    fields: Mapping[str, list[Fields]] = {"amounts": amounts, "attributes": attributes}
    return {name: found for name, found in fields.items() if found}
