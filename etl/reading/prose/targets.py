"""Indicators in sentences: 数量指标：农村道路（≥**公里）大于等于12公里，… and 【产出指标-数量指标】 marks.

In: a line of prose. Out: the fields of the targets it states. A clause without a level label in front, or without a
target at its end, states none. Forbidden here: tables; turning figures into numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from etl import vocabulary
from etl.reading.figures import FIGURE, fold
from etl.reading.notation import DATE, OPERATOR, TREND, UNIT, is_unit

LABELLED = re.compile(
    r"(?:设\s*\d*\s*[条个项]\s*)?【?(?P<level1>[一-鿿]{2,8}指标)?[-—:：、,，]?\s*"
    r"(?P<level2>[一-鿿]{2,16}(?:指标|目标))】?\s*(?:为)?[:：,，、]"
)
MARKED = re.compile(r"【(?P<level1>[一-鿿]{2,8}指标?)[-—](?P<level2>[一-鿿]{2,16}(?:指标)?)】")
LEVEL1_ALONE = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]+[)）]?[、.．]?)?\s*([一-鿿]{2,8}指标)\s*[:：]?\s*$")
CLAUSE = re.compile(r"[，,；;。、\n]")
TARGET = re.compile(
    rf"(?P<operator>{OPERATOR}|等于|为|达|达到|不超过)?\s*"
    rf"(?P<value>{DATE}|{FIGURE}\s*(?:%|‰|{UNIT}|/{UNIT})?(?:以上|以下|以内|左右)?)$"
)
IN_BRACKETS = re.compile(r"^(?P<name>.+?)[（(](?P<value>[^（）()]+)[)）]$")
COUNTED = re.compile(rf"(?P<name>[^\d]{{3,}})(?P<value>{FIGURE}\s*(?P<unit>[^\d\s]{{1,6}}))")
CHANGED = re.compile(rf"(?P<name>.{{3,}}?)(?P<value>{TREND.pattern})")
# Signs: behind a label, what is longer tells of more than one target.
# falls: test_a_clause_behind_a_label_is_a_target_unless_it_is_long
LONGEST_CLAUSE = 30
SAYS_EQUAL = frozenset({"等于", "为", "达"})
# Signs: 合格率 is a name, two signs before a figure are any words.
# falls: test_a_name_before_its_target_has_three_signs_or_more
SHORTEST_NAME = 3
# Signs of words before a comma that belong to the name; what is longer is a clause of its own.
# falls: test_short_words_before_a_comma_are_part_of_the_name
SHORT_OPENING = 12
Fields = dict[str, str]


def targets_in(text: str, level1: str | None = None) -> list[Fields]:
    """Return the targets a line of prose states, each with the level labels in front of it.

    `level1` is the label of the section the line stands in (一、产出指标), if it names one.
    """
    return list(_targets(text, level1))


def target_at_end(text: str) -> tuple[str, str, str] | None:
    """Return name, operator and value of a cell that says both (合格率≥95%), None where it does not."""
    found = _target(text)
    return found if found and found[0] else None


def as_fields(targets: list[Fields]) -> dict[str, Any]:
    """Return the targets of a line as the fields of a raw row: the first its own, the others under `more`."""
    read = [{**target, "doubts": ["from_sentence"]} for target in targets]
    return {**read[0], "more": read[1:]} if len(read) > 1 else dict(read[0])


def level1_alone(text: str) -> str | None:
    """Return the level-1 label that is all a line says, as the heading of a section."""
    found = LEVEL1_ALONE.match(text)
    return found[1] if found and vocabulary.level1_code(found[1]) else None


def _targets(text: str, level1: str | None) -> Iterator[Fields]:
    labels = [found for pattern in (MARKED, LABELLED) for found in pattern.finditer(text) if _is_label(found)]
    labels = [found for found in labels if not any(other is not found and _holds(other, found) for other in labels)]
    labels.sort(key=lambda found: found.start())
    ends = [*(found.start() for found in labels[1:]), len(text)][: len(labels)]
    for label, end in zip(labels, ends, strict=True):
        first = label["level1"] if label["level1"] and vocabulary.level1_code(label["level1"]) else level1
        said_below = text[label.end() : end]
        for name, operator, value in [*_clauses(said_below)] or _alone(said_below):
            said = {"level1": first, "level2": label["level2"], "name": name, "operator": operator, "value": value}
            yield {field: cell for field, cell in said.items() if cell}


def _is_label(found: re.Match[str]) -> bool:
    return vocabulary.level2_code(found["level2"]) is not None


def _holds(outer: re.Match[str], inner: re.Match[str]) -> bool:
    return outer.start() <= inner.start() and inner.end() <= outer.end() and outer.span() != inner.span()


def _clauses(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, operator and value of each clause that ends in a target; a clause without one opens the next name."""
    opening = ""
    start = 0
    for end in [*(mark.start() for mark in CLAUSE.finditer(text)), len(text)]:
        if text.count("（", 0, end) + text.count("(", 0, end) > text.count("）", 0, end) + text.count(")", 0, end):
            continue  # a mark inside brackets ends no clause
        before = text[start - 1 : start] if start else ""
        clause = text[start:end].strip()
        start = end + 1
        found = _target(clause)
        if found and found[0]:
            is_part = opening and len(opening) <= SHORT_OPENING and before in "，,"
            yield (f"{opening}{before}{found[0]}" if is_part else found[0]), *found[1:]
            opening = ""
        elif found and opening:
            yield opening, found[1], found[2]
            opening = ""
        else:
            opening = clause


def _target(clause: str) -> tuple[str, str, str] | None:
    """Return name, operator and value of a clause, the name empty where the clause is nothing but its target."""
    found = TARGET.search(fold(clause)) if clause else None
    if found is None:
        return _in_brackets(clause)
    value = _filed_end(clause, found["value"])
    name = clause[: len(clause) - len(value)].strip()
    operator = found["operator"] or ""
    if operator:
        name = name[: -len(operator)].strip()
    if not found["operator"] and not name.endswith(("率", "数", "度", ")", "）")):
        return None  # a figure without a sign may be any part of a sentence
    if name and len(name) < SHORTEST_NAME:
        return None
    return name, "=" if operator in SAYS_EQUAL else operator, value


def _alone(text: str) -> list[tuple[str, str, str]]:
    """开设培训班12个 and 群众素养有效提升 behind a label are targets without a sign, if nothing else stands there."""
    clause = text.strip(" 。；;")
    if CLAUSE.search(clause) or len(clause) > LONGEST_CLAUSE:
        return []
    if (counted := COUNTED.fullmatch(fold(clause))) and is_unit(counted["unit"]):
        return [(counted["name"], "", counted["value"])]
    changed = CHANGED.fullmatch(clause)
    return [(changed["name"], "", changed["value"])] if changed else []


def _in_brackets(clause: str) -> tuple[str, str, str] | None:
    """指标1:name(value), as some forms write a target in a cell of text."""
    found = IN_BRACKETS.match(clause.strip())
    target = TARGET.fullmatch(fold(found["value"])) if found else None
    return (found["name"], target["operator"] or "", target["value"]) if found and target else None


def _filed_end(clause: str, value: str) -> str:
    """Return the end of a clause as filed that folds to this value."""
    for size in range(1, len(clause) + 1):
        if fold(clause[-size:]).replace(" ", "") == value.replace(" ", ""):
            return clause[-size:]
    return value
