"""What of a filing was not read: figures that no field took, lines without a place, an end that nobody saw.

In: counts of the warehouse, or a Filing. Out: Gaps, and their words. Forbidden: databases, files, and reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from etl.filing import Filing, Role, Row
from etl.report.dictionary import words

# As the reading names them, which this floor may not ask: an attribute of a figure, a doubt on the last row of a text.
UNREAD = "(unread)"
CUT_OFF = "cut_off"


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is missing of a statement or a document; whole where nothing is, and its end was seen."""

    unread_figures: int = 0
    unplaced_lines: int = 0
    is_whole: bool = True

    def __str__(self) -> str:
        """`figures unread 未读数字: 2, lines unplaced 未识别行: 1`; empty where all was read."""
        found = {"unread_figures": self.unread_figures, "unplaced_lines": self.unplaced_lines}
        parts = [f"{_said(name)}: {count:,}" for name, count in found.items() if count]
        return ", ".join(parts) or ("" if self.is_whole else _said("end_not_seen"))


WHOLE = Gaps()


def gaps_of(filing: Filing) -> Gaps:
    """What is missing of a filing that was read just now; the same that the warehouse would say of it."""
    unread = sum(map(unread_figures, filing.rows))
    unplaced = sum(len(row.lines) for row in filing.rows if row.role is Role.UNPLACED)
    is_seen = filing.document.remarks is None and not any(map(is_cut_off, filing.rows))
    return Gaps(unread, unplaced, is_seen and not unread and not unplaced)


def unread_figures(row: Row) -> int:
    """How many cells with figures of a row no field took."""
    return sum(one.get("name") == UNREAD for one in row.fields.get("attributes", ()))


def is_cut_off(row: Row) -> bool:
    """Whether the text ends within the row."""
    facts: tuple[Any, ...] = (row.fields, *row.fields.get("more", ()), *row.fields.get("amounts", ()))
    return any(CUT_OFF in fact.get("doubts", ()) for fact in facts)


def _said(name: str) -> str:
    return " ".join(words("gaps", name))
