"""Patterns of the words and figures at which cells part that run together.

In: the vocabulary. Out: compiled patterns, made once. Forbidden here: cutting anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from etl import vocabulary
from etl.reading.figures import FIGURE, fold
from etl.reading.notation import DATE, OPERATOR

# So many column heads without anything between them do not stand in a sentence.
# falls: test_heads_that_stand_apart_do_not_run_together
HEADS = 3
# Signs: shorter labels are words of sentences too, unless a colon follows.
# falls: test_cells_that_run_together_part_at_the_words_of_forms…
LONG_LABEL = 4


@cache
def head_run() -> re.Pattern[str]:
    """Return the pattern of column heads with nothing between them."""
    return re.compile(rf"(?:{_any_of(_heads())}(?:\([^()]*\))?){{{HEADS},}}")


def _heads() -> Iterator[str]:
    return (fold(word) for field in vocabulary.headings()["columns"].values() for word in field if len(word) > 1)


def _any_of(labels: Iterator[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(set(labels), key=len, reverse=True))) + ")"


@cache
def money_unit() -> str:
    """The pattern of a head that states the unit of money."""
    return rf"(?:金额)?单位[:：](?:人民币)?{vocabulary.money_units(ending='元')}"


@cache
def form_labels() -> re.Pattern[str]:
    """Labels that stand above the indicators; short ones only where a colon follows."""
    headings = vocabulary.headings()
    attributes = [*chain.from_iterable(headings["attributes"].values()), *vocabulary.personal_labels()]
    funds = [row["label"] for row in vocabulary.seed("fund_source_synonyms")]
    names = [*attributes, *headings["stages"], *chain.from_iterable(headings["blocks"].values()), *funds]
    long = _any_of(fold(name) for name in names if len(name) >= LONG_LABEL)
    short = _any_of(fold(name) for name in names if 1 < len(name) < LONG_LABEL)
    ratios = _any_of(fold(word) for word in headings["ratios"]["words"])
    remark = r"(?:\([^()]{1,8}\))?"
    titled = r"(?![一-鿿]{0,4}表)"  # 绩效目标 opens a title here, no goal
    return re.compile(rf"{money_unit()}|(?:其中[:：]?)?{long}{titled}{remark}[:：]?|{short}[:：]|{ratios}{remark}")


@cache
def row_labels() -> re.Pattern[str]:
    """Level labels, in full only: 数量 alone is a word of many names."""
    levels = [row["label"] for seed in ("indicator_level1_synonyms", "indicator_level2_synonyms")
              for row in vocabulary.seed(seed)]  # fmt: skip
    whole = (f"{fold(level)}{ending}" for level in levels for ending in ("指标", "目标") if not level.endswith(ending))
    sums = vocabulary.headings()["sums"]["words"]
    labels = _any_of(chain(whole, _levels_in_full(levels)))
    return re.compile(rf"{labels}(?:\([^()]*分[^()]*\))?|{_any_of(iter(sums))}|(?:备注|说明|注)[:：]")


def _levels_in_full(levels: list[str]) -> list[str]:
    """Return the labels that say themselves that they are indicators."""
    return [fold(level) for level in levels if level.endswith(("指标", "目标"))]


@cache
def figures() -> re.Pattern[str]:
    """A figure with its sign and unit, or a date."""
    units = _any_of(fold(unit) for unit in vocabulary.units())
    compound = rf"(?:%|{units}(?:[/.·*每][一-鿿]{{1,2}}?(?![一-鿿]))*(?:[/每.][每]?(?:{units}|年|月|天))*)"
    return re.compile(rf"{DATE}(?:[-—~至]+{DATE})?底?前?|{OPERATOR}?{FIGURE}{compound}?(?:以上|以下|以内)?")


def heads_in(run: str) -> list[str]:
    """Return the column heads of a run of them."""
    return re.findall(rf"{_any_of(_heads())}(?:\([^()]*\))?", run)
