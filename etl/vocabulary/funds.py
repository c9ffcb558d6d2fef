"""Labels of money, units of measure, and words that stand as targets.

In: a label as filed. Out: the code it is mapped to, or sets of words. Forbidden: converting anything.
"""

from __future__ import annotations

from functools import cache

from etl.vocabulary.words import key, labels, remembered, seed


@remembered
def fund_source_code(text: str) -> str | None:
    """Return the fund source a label stands for, as mapped in the seed, with or without 收入."""
    known = labels("fund_source_synonyms", "fund_source_code")
    return known.get(key(text)) or known.get(key(text).removesuffix("收入"))


@remembered
def category_code(text: str) -> str | None:
    """Return the expenditure category a label stands for, as mapped in the seed."""
    return labels("budget_category_synonyms", "category_code").get(key(text))


@cache
def units() -> frozenset[str]:
    """Return every unit of measure of the seed."""
    return frozenset(row["unit_name"] for row in seed("units"))


@cache
def qualitative_words() -> frozenset[str]:
    """Return the words that stand as targets."""
    return frozenset(row["word"] for row in seed("qualitative_words"))
