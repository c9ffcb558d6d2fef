"""The fields of a raw row: what was filed in it, and the doubts about how it was read.

In: what was read, and reason codes of dbt's seed `doubts`. Out: a mapping for `Row.fields`, or a row with it.
Forbidden here: reading, and deciding what is exact; a fact without a doubt is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from etl.filing import Role, Row

Fields = dict[str, Any]


def present(**fields: str | None) -> Fields:
    """Return the fields that were filed."""
    return {name: value for name, value in fields.items() if value}


def form_fields(amounts: list[Fields], attributes: list[Fields]) -> Fields:
    """Return the amounts and attributes of a row of a form, each only where there are any."""
    fields: Mapping[str, list[Fields]] = {"amounts": amounts, "attributes": attributes}
    return {name: found for name, found in fields.items() if found}


def with_doubts(row: Row, *codes: str) -> Row:
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
    return {**fact, "doubts": list(dict.fromkeys([*fact.get("doubts", ()), *codes]))}
