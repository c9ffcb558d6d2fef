"""What a form says of itself beside its labels: agency, implementing unit, project.

In: a statement and its logical rows. Out: the statement with these facts filled in, as filed.
Forbidden here: mapping a name to an agency.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from etl import vocabulary
from etl.filing import Kind, Statement, Strip
from etl.reading.table.heads import head_of
from etl.reading.table.label_pairs import pairs

UNIT_LABEL = re.compile(r"(?:金额)?单位[:：]|[（(]盖章")
TIERS = ("中央", "省", "市", "县", "区", "旗")
# Beside a title it says whose form this is; a label that says more (主管部门) goes before it.
WHOSE = "部门"
FACTS = ("agency", "implementing_unit", "project_name")


def with_facts(statement: Statement, strips: Iterable[Strip]) -> Statement:
    """Return a statement with the facts its labels announce above the indicators; the first of each kind counts."""
    if statement.kind is Kind.NARRATIVE:
        return statement
    found: dict[str, str] = {}
    tier = 0
    is_weak = False
    for strip in strips:
        head = head_of(strip, None) if strip.filled else None
        if head and head.kind == "indicators":
            break
        if head and head.kind == "money":
            continue
        for _, label, value in pairs(strip):
            kind = vocabulary.attribute_kind(label)
            if kind not in FACTS or not value or UNIT_LABEL.match(value):
                continue
            if kind not in found or _tier(label) > tier or (kind == "agency" and is_weak):
                found[kind] = value
                is_weak = vocabulary.key(label) == WHOSE if kind == "agency" else is_weak
            tier = max(tier, _tier(label)) if kind == "agency" else tier
    return replace(
        statement,
        agency=found.get("agency", statement.agency),
        implementing_unit=found.get("implementing_unit", statement.implementing_unit),
        project_name=found.get("project_name", statement.project_name),
    )


def _tier(label: str) -> int:
    """How far down an office stands: a transfer names those of all tiers, and is used by the lowest."""
    return next((rank for rank, tier in enumerate(TIERS, start=1) if label.lstrip().startswith(tier)), 0)
