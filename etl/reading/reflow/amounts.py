"""Amounts that run together, parted where arithmetic leaves only one way.

In: the cells of a form. Out: the same, 353510100.00% parted into 35, 35, 10 and 100.00%: what was spent over what
was planned gives the rate beside them. Forbidden here: parting what could be parted in two ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

AMOUNTS = ("budgeted", "executed")
RATED = re.compile(r"([\d.]+)%(\d{0,3})(?!\d)")
RATE = re.compile(r"[1-9]\d{0,2}(?:\.\d{1,2})?")
LONGEST_RATE = len("100.00")
# Per cent: rates are rounded to two places, and a wider mesh lets two ways through.
# falls: test_amounts_part_only_where_their_rate_leaves_one_way
ROUNDED = 0.01
WEIGHTS = ("20", "10", "5", "")


def split_amounts(cells: list[str]) -> Iterator[str]:
    """Part amounts that run together; below a total, the same digits part the same way."""
    known: dict[str, list[str]] = {}
    for cell in cells:
        pieces = _by_rate(cell) or known.get(cell)
        if pieces and len(pieces) > len(AMOUNTS):
            known["".join(pieces[: len(AMOUNTS)])] = pieces[: len(AMOUNTS)]
        yield from pieces or [cell]


def _by_rate(cell: str) -> list[str] | None:
    """Part 全年预算数, 全年执行数, 分值 and 执行率 that run together where only one way gives the rate."""
    found = RATED.match(cell)
    if not found:
        return None
    digits = found[1]
    rates = [digits[-size:] for size in range(1, LONGEST_RATE + 1) if RATE.fullmatch(digits[-size:])]
    for weight in WEIGHTS:
        stems = {rate: digits.removesuffix(weight + rate) for rate in rates if digits.endswith(weight + rate)}
        ways = [(stem[:at], stem[at:], rate) for rate, stem in stems.items()
                for at in range(1, len(stem)) if _gives(stem[:at], stem[at:], rate)]  # fmt: skip
        if len(ways) == 1:
            pieces = [*ways[0][:2], weight, f"{ways[0][2]}%", found[2], cell[found.end() :]]
            return [piece for piece in pieces if piece]
    return None


def _gives(budget: str, executed: str, rate: str) -> bool:
    if not all(re.fullmatch(r"(?:0|[1-9]\d*)(?:\.\d+)?", amount) for amount in (budget, executed)):
        return False
    return float(budget) > 0 < float(executed) and abs(100 * float(executed) / float(budget) - float(rate)) <= ROUNDED
