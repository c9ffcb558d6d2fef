"""Find the tables of a document: where each begins, by a title, a section's heading or the labels of a form.

In: lines. Out: `Part`s, each with its title as filed. Forbidden here: prose; what a form says of itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from etl import vocabulary
from etl.filing import Line
from etl.reading.split.origin import BRACKETS_AT_END, NEAR, NUMBERED, TITLE_WIDTH, Part, beside_title, joined
from etl.reading.table.layout import (
    first_indicator_head,
    headless_rows,
    indicator_heads,
    indicator_heads_end,
    is_below_table,
    is_plain,
    is_table,
    words,
)
from etl.reading.table.money_columns import allots

YEAR_AT_END = re.compile(r"\s*[（(]\s*20\d\d\s*年度?\s*[)）]$")
REFERENCE = re.compile(r"\W*(?:详见|参见|请见|见附|附件[:：])")
OPENS_FORM = frozenset({"project_name", "agency", "implementing_unit"})
SENTENCE_ENDS = ("。", "；", ";", "：", ":")
ALLOTS = re.compile(r"(?:分配|安排|下达|分解|拨付|明细|补助)(?:方案|情况|计划|明细)?表(?:及[^，,。]{2,10})?$")
NAMES_TABLE = ("表", "绩效", "目标", "指标")


def tables(lines: Sequence[Line]) -> Iterator[Part]:
    """Yield each table with its lines; the title is None where the table has none of its own."""
    filled = [line for line in lines if not line.is_blank]
    allotting = {line.number for index, line in enumerate(filled) if _heads_allotment(filled, index)}
    found = [line for index, line in enumerate(filled) if line.number in allotting or _heads_table(filled, index)]
    real = {line.number for line in _without_repeats(found, filled)} | allotting
    titled = [line for line in found if line.number in real]
    untitled = list(_untitled(filled, {line.number for line in titled}))
    if not untitled and allotting >= {line.number for line in titled}:
        return  # who gets how much is told only beside targets; else it may be any table of a budget
    opening = {line.number for line in (*titled, *untitled)}  # a form may be found by its first rows and by its heads
    starts = [line for line in filled if line.number in opening]
    ends = [start.number - 1 for start in starts[1:]] + [lines[-1].number] if starts else []
    for start, end in zip(starts, ends, strict=True):
        stretch = lines[start.number - 1 : end]
        has_title = start in titled or _may_be_title(start)
        title = YEAR_AT_END.sub("", joined(title_of(start) or start.filled[0])) if has_title else None
        yield Part(title, tuple(stretch) if is_plain(stretch) else _to_table_end(stretch))


def is_title(line: Line) -> bool:
    """Whether a line by its wording heads a statement."""
    title = title_of(line)
    if not title or len(title) > TITLE_WIDTH or REFERENCE.match(title):
        return False
    word = vocabulary.key(BRACKETS_AT_END.sub("", title))
    if word.endswith(tuple(vocabulary.headings()["titles"]["endings"])):
        return True
    return word.endswith("表") and "绩效" in word and vocabulary.label_class(title) is None


def title_of(line: Line) -> str:
    """Return what a line says before the year, the unit of money and the agency that may stand beside a title."""
    found = list(words(line) if len(line.filled) > 1 else line.filled)
    while len(found) > 1 and beside_title().match(found[-1]):
        found.pop()
    return found[0] if len(found) == 1 else ""


def _is_section(line: Line) -> bool:
    if len(line.filled) != 1 or len(line.filled[0]) > TITLE_WIDTH:
        return False
    if vocabulary.column_field(line.filled[0]) == "block":
        return False  # 绩效指标 alone labels the block of a form, it titles nothing
    if vocabulary.attribute_kind(line.filled[0]) == "goal" and NUMBERED.match(line.filled[0]) is None:
        return False  # so does 实施期绩效目标
    return vocabulary.key(line.filled[0]).endswith(tuple(vocabulary.headings()["titles"]["sections"]))


def _heads_table(filled: Sequence[Line], index: int) -> bool:
    """A title heads a table when cells or column heads follow it; a section's heading when heads follow at once."""
    line = filled[index]
    if index and vocabulary.attribute_kind(filled[index - 1].filled[-1]) == "project_name":
        return False  # a project may be named like a table
    if not is_title(line):
        is_last = index + 1 == len(filled)
        return _is_section(line) and not is_last and indicator_heads_end(filled, index + 1) > index + 1
    below = filled[index + 1 :]
    return any(map(is_table, below[:NEAR])) or first_indicator_head(below) is not None or not any(map(is_table, below))


def _heads_allotment(filled: Sequence[Line], index: int) -> bool:
    """Whether a line heads a table that says who gets how much of a transfer (…资金分配表)."""
    title = vocabulary.key(BRACKETS_AT_END.sub("", title_of(filled[index])))
    if len(title) > TITLE_WIDTH or not ALLOTS.search(title):
        return False
    below = range(index + 1, min(index + 1 + NEAR, len(filled)))
    return any(allots(filled, start) for start in below)


def _without_repeats(starts: Sequence[Line], filled: Sequence[Line]) -> list[Line]:
    """Drop titles that only repeat above the real one, as navigation and covers do: no label stands between."""
    position = {line.number: index for index, line in enumerate(filled)}
    kept = [a for a, b in pairwise(starts) if _holds_labels(filled[position[a.number] + 1 : position[b.number]])]
    return [*kept, *starts[-1:]]


def _holds_labels(lines: Sequence[Line]) -> bool:
    return any(vocabulary.is_label(word) for line in lines for word in words(line))


def _untitled(filled: Sequence[Line], titled: set[int]) -> Iterator[Line]:
    """Yield where a form without a title begins: heads of indicators that no title stands over.

    Heads that only repeat on the next page have no form above them, and go on with the table before.
    """
    first = next((index for index, line in enumerate(filled) if line.number in titled), len(filled))
    lost = headless_rows(filled[: min(first, first_indicator_head(filled) or first)])
    if lost is not None:
        yield filled[next((index for index in range(lost) if _opens_form(filled[index])), lost)]
    before = 0
    for start, end in indicator_heads(filled):
        above = range(before, start)
        is_first = before == 0 and not any(line.number in titled for line in filled[:start])
        if not any(filled[index].number in titled for index in above):
            opening = next((index for index in above if _opens_form(filled[index])), start if is_first else None)
            if opening is not None:
                titles = opening > before and _may_be_title(filled[opening - 1])
                yield filled[opening - 1 if titles else opening]
        before = end


def _opens_form(line: Line) -> bool:
    first = words(line)[0]
    return vocabulary.attribute_kind(first) in OPENS_FORM and not is_below_table(first)


def _may_be_title(line: Line) -> bool:
    """Whether a line right above a form without a known title may be its title all the same."""
    text = line.filled[0]
    is_short = len(line.filled) == 1 and len(text) <= TITLE_WIDTH and not text.endswith(SENTENCE_ENDS)
    return is_short and any(word in text for word in NAMES_TABLE) and not vocabulary.is_label(text)


def _to_table_end(stretch: Sequence[Line]) -> tuple[Line, ...]:
    """Cut a stretch after its last table line: prose that follows a blank line is no longer the table."""
    end, seen_table = 1, False
    for index, line in enumerate(stretch):
        if is_table(line):
            seen_table, end = True, index + 1
        elif seen_table and not line.is_blank and not _belongs(line, stretch[index - 1]):
            break
        elif not line.is_blank:
            end = index + 1
    return tuple(stretch[:end])


def _belongs(line: Line, before: Line) -> bool:
    """A label that a page break set apart, or the next line of a cell, still belongs to the table."""
    text = line.filled[0]
    is_label = any(
        known(text)
        for known in (vocabulary.level1_code, vocabulary.level2_code, vocabulary.column_field,
                      vocabulary.block_kind, vocabulary.attribute_kind)
    )  # fmt: skip
    return is_label or not (before.is_blank or (is_table(before) and before.spans))
