"""How well filings are read, as figures: rows and money by F1, cells by share, and what is wrong without a flag.

In: the rows a person expects and the facts of the warehouse, both made comparable. Out: scores, their means, and
where they fall below a recorded level. Consistent with the judge of the shared goldens, score.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

CONFIDENCES = ("exact", "inferred", "doubtful")
DOUBTFUL = "doubtful"
DIGITS = 4  # of a recorded level
Level = Mapping[str, float]


class Target(NamedTuple):
    """A target made comparable; the statement is a number or a project, the class a code or a level-2 label."""

    statement: str
    indicator: str
    name: str
    operator: str
    value: str
    unit: str

    @property
    def stated(self) -> tuple[str, ...]:
        """What it states and of what, without the class it was put into."""
        return (self.statement, self.name, self.operator, self.value, self.unit)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a person reads; an amount whose unit is not filed may be read in several ways.

    Where nobody has gone through the money, there are no amounts to compare with, which is not the same as none.
    """

    targets: Sequence[Target]
    amounts: Sequence[tuple[Decimal, ...]] | None  # yuan


@dataclass(frozen=True, slots=True)
class Found:
    """What the warehouse holds, each fact with its confidence."""

    targets: Sequence[tuple[Target, str]]
    amounts: Sequence[tuple[Decimal, str]]  # yuan


class Told(NamedTuple):
    """How many facts of one confidence are right, of how many."""

    right: int = 0
    all: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """How well one filing, or several, are read: shares from 0 to 1, and a count of silent mistakes."""

    rows: float
    cells: float
    money: float | None  # nobody has gone through the money
    wrong: int
    told: Mapping[str, Told] = field(default_factory=dict, compare=False)  # by confidence


def score(expected: Expected, found: Found) -> Score:
    """The score of one filing."""
    targets = [target for target, _ in found.targets]
    stated = [target.stated for target in expected.targets]
    sure = [(target.stated, confidence) for target, confidence in found.targets]
    wrong, told = wrong_without_a_flag(stated, sure), right_by_confidence(stated, sure)
    rows, cells = f1(expected.targets, targets), cells_right(expected.targets, targets)
    if expected.amounts is None:
        return Score(rows, cells, None, wrong, told)
    amounts = in_one_way(expected.amounts, [amount for amount, _ in found.amounts])
    money = f1(amounts, [amount for amount, _ in found.amounts])
    told = added([told, right_by_confidence(amounts, found.amounts)])
    return Score(rows, cells, money, wrong + wrong_without_a_flag(amounts, found.amounts), told)


def f1(expected: Iterable[Hashable], found: Iterable[Hashable]) -> float:
    """F1 of two multisets; two empty ones agree."""
    wanted, got = Counter(expected), Counter(found)
    both = wanted.total() + got.total()
    return 2 * (wanted & got).total() / both if both else 1.0


def cells_right(expected: Sequence[Target], found: Iterable[Target]) -> float:
    """Share of expected cells that stand in the best row of the same name; each row counts once."""
    by_name: dict[str, list[Target]] = defaultdict(list)
    for target in found:
        by_name[target.name].append(target)
    right = 0
    for target in expected:
        if candidates := by_name[target.name]:
            best = max(candidates, key=lambda other: equal_cells(target, other))
            right += equal_cells(target, best)
            candidates.remove(best)
    return right / (len(Target._fields) * len(expected)) if expected else 1.0


def equal_cells(one: Target, other: Target) -> int:
    return sum(mine == theirs for mine, theirs in zip(one, other, strict=True))


def wrong_without_a_flag(expected: Iterable[Hashable], found: Iterable[tuple[Hashable, str]]) -> int:
    """Facts that nobody expects and that do not say so themselves; of equal facts, the doubtful ones are superfluous."""
    wanted = Counter(expected)
    sure = Counter(fact for fact, confidence in found if confidence != DOUBTFUL)
    return (sure - wanted).total()


def right_by_confidence(expected: Iterable[Hashable], found: Iterable[tuple[Hashable, str]]) -> dict[str, Told]:
    """Of facts of each confidence, how many a person expects; the surest of equal facts is the one that is right."""
    wanted = Counter(expected)
    told: dict[str, Told] = {}
    for fact, confidence in sorted(found, key=lambda one: CONFIDENCES.index(one[1])):
        is_right = wanted[fact] > 0
        wanted[fact] -= is_right
        told = added([told, {confidence: Told(int(is_right), 1)}])
    return told


def added(several: Iterable[Mapping[str, Told]]) -> dict[str, Told]:
    """The sums of counts by confidence."""
    counts: dict[str, Told] = {}
    for told in several:
        for confidence, (right, number) in told.items():
            before = counts.get(confidence, Told())
            counts[confidence] = Told(before.right + right, before.all + number)
    return counts


def in_one_way(expected: Iterable[tuple[Decimal, ...]], found: Iterable[Decimal]) -> list[Decimal]:
    """Expected amounts, each in the way it was found, if it was found in one of them."""
    known = set(found)
    return [next((way for way in ways if way in known), ways[-1]) for ways in expected]


def mean(scores: Iterable[Score]) -> Score:
    """Means of the shares, and the sum of the silent mistakes."""
    several = list(scores)
    money = [one.money for one in several if one.money is not None]
    return Score(
        rows=sum(one.rows for one in several) / len(several),
        cells=sum(one.cells for one in several) / len(several),
        money=sum(money) / len(money) if money else None,
        wrong=sum(one.wrong for one in several),
        told=added(one.told for one in several),
    )


def level(one: Score) -> dict[str, float]:
    """What is recorded of a score."""
    money = {} if one.money is None else {"money": round(one.money, DIGITS)}
    return {"rows": round(one.rows, DIGITS), **money, "wrong": one.wrong}


def fallen(name: str, one: Score, recorded: Level | None) -> list[str]:
    """What has become worse than recorded, in words; nothing where no level is recorded."""
    now, before = level(one), recorded or {}
    compared = [key for key in now if key in before]
    worse = [key for key in compared if (now[key] - before[key]) * (-1 if key == "wrong" else 1) < 0]
    return [f"{name}: {key} {now[key]}, recorded {before[key]}" for key in worse]


def risen(one: Score, recorded: Level | None) -> bool:
    """Whether a score is new, or better than recorded in some way and worse in none."""
    return recorded is None or (level(one) != dict(recorded) and not fallen("", one, recorded))
