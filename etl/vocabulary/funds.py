"""Labels of money, units of measure, and words that stand as targets.

In: a label as filed. Out: the code it is mapped to, or sets of words. Forbidden: converting anything.
"""

from __future__ import annotations

import re
from functools import cache

from etl.vocabulary.words import key, labels, remembered, seed


@remembered
def fund_source_code(text: str) -> str | None:
    """Return the fund source a label stands for, as mapped in the seed, with or without 收入 behind it."""
    known = labels("fund_source_synonyms", "fund_source_code")
    return known.get(key(text)) or known.get(without_income(key(text)))


@remembered
def category_code(text: str) -> str | None:
    """Return the expenditure category a label stands for, as mapped in the seed."""
    return labels("budget_category_synonyms", "category_code").get(key(text))


@cache
def income_words() -> str:
    """Return the pattern of the words in which a label of money says that it is revenue."""
    return "(?:" + "|".join(row["word"] for row in seed("income_words")) + ")"


def without_income(text: str) -> str:
    """Return a label of money without such a word at its end (财政拨款收入 -> 财政拨款)."""
    return re.sub(rf"{income_words()}\Z", "", text)


@cache
def money_units(ending: str = "") -> str:
    """Return the pattern of the units that make a figure before them money, or of those of them with an ending."""
    told = (row["unit_name"] for row in seed("money_units") if row["is_read"] == "true")
    return "(?:" + "|".join(sorted((unit for unit in told if unit.endswith(ending)), key=len, reverse=True)) + ")"


@cache
def units() -> frozenset[str]:
    """Return every unit of measure of the seed."""
    return frozenset(row["unit_name"] for row in seed("units"))


@cache
def qualitative_words() -> frozenset[str]:
    """Return the words that stand as targets."""
    return frozenset(row["word"] for row in seed("qualitative_words"))
