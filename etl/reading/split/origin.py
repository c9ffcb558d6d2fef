"""What a document and its statements say of themselves: title, agency, project, year, money unit.

In: lines. Out: facts as filed, wraps removed. Forbidden here: deciding where a statement begins or ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from etl import vocabulary
from etl.filing import Line
from etl.reading.table.layout import BLANK_AT_CHINESE, YEAR_ALONE, is_indicator_head

# Signs: what is longer is a sentence, although titles name projects. falls: test_a_title_may_be_long_and_no_sentence
TITLE_WIDTH = 60
YEAR = re.compile(r"(20\d\d)\s*年")
BRACKETS_AT_END = re.compile(r"(?:\s*[（(][^（）()]*[)）]\s*|\s*20\d\d\s*年度?\s*)+$")
NUMBERED = re.compile(
    r"^\s*(?:\d{1,3}\s*[.、．](?!\d{1,2}\s*月)|[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、)\s*"
)
EXPLANATION = re.compile(r"(?:说明|报告|情况|公开)$")
GENERIC_NAMES = frozenset({"", "项目", "项目支出", "部门预算项目支出", "财政项目支出", "一般性项目", "资金", "预算"})
REPORTED = re.compile(r"20\d\d年度?(.{3,30}?)(?:支出)?绩效(?:自评|评价)")
# Lines below a title with the year, the unit, who filed it; farther down, years and heads are another table's.
# falls: test_the_year_of_a_table_stands_within_four_lines_below_its_title
NEAR = 4
# Short lines: above a document's title stand a site's menu and the letter it came with.
# falls: test_a_document_may_have_a_dozen_short_lines_above_its_title
OPENING = 24


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of lines that makes a statement, a table or prose; `title` is None where it has none.

    A part of a table that lists several projects knows its project, and the `heads` that stand over all of them.
    """

    title: str | None
    lines: tuple[Line, ...]
    is_prose: bool = False
    project_name: str | None = None
    agency: str | None = None
    heads: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """What the document as a whole says of itself, for statements that do not say it."""

    title: str | None
    agency: str | None
    fiscal_year: int | None


def origin_of(lines: Sequence[Line], rest: Sequence[Line]) -> Origin:
    """Read the document's own title: the first short line outside tables that names a year."""
    opening = [line.filled[0] for line in rest if len(line.filled) == 1 and len(line.text) <= TITLE_WIDTH][:OPENING]
    titles = [text for text in opening if YEAR.search(text) and EXPLANATION.search(text)]
    titles.sort(key=lambda text: not text.endswith(("说明", "报告")))
    title = joined(titles[0]) if titles else None
    years = [int(m[1]) for text in (titles + opening) if (m := YEAR.search(text))]
    years += [int(m[1]) for line in lines if (m := YEAR_ALONE.fullmatch(line.text.strip()))]
    return Origin(title, _agency_in(title), years[0] if years else None)


def _agency_in(title: str | None) -> str | None:
    """Return the agency a document's title begins with (…局本级 2023 年…)."""
    if not title or not (year := YEAR.search(title)):
        return None
    head = title[: year.start()].removeprefix("关于").strip()
    return head if head.endswith(tuple(vocabulary.headings()["prose"]["organisations"])) else None


def joined(text: str) -> str:
    """Return a text without the blanks that wrapping and typesetting put beside Chinese characters."""
    return BLANK_AT_CHINESE.sub("", text.replace("**", "").strip())


def project_in(title: str) -> str | None:
    """Return the project a numbered title names, without its number and 绩效目标表."""
    stem = BRACKETS_AT_END.sub("", NUMBERED.sub("", title)).strip()
    for ending in sorted(vocabulary.headings()["titles"]["endings"], key=len, reverse=True):
        if stem.endswith(ending):
            name = stem.removesuffix(ending).strip()
            return None if YEAR.sub("", name).removeprefix("度") in GENERIC_NAMES else name
    return None


def project_reported(title: str | None) -> str | None:
    """Return the project that a report on one project names in its title (…局2022年度辅警经费绩效自评报告)."""
    found = REPORTED.search(title) if title else None
    return found[1] if found and found[1] not in GENERIC_NAMES else None


def year_of(part: Part, named: str | None, origin: Origin) -> int | None:
    """The year under the title; else in a title of its own; else the document's; else a project's name."""
    opening = [line.filled[0] for line in part.lines[: NEAR + 1] if len(line.filled) == 1]
    under = [m for text in opening if (m := YEAR_ALONE.fullmatch(text))]
    in_title = YEAR.search(part.lines[0].text)
    if under:
        return int(under[0][1])
    if in_title and not (named and origin.fiscal_year):
        return int(in_title[1])
    return origin.fiscal_year


@cache
def beside_title() -> re.Pattern[str]:
    """The pattern of what stands beside a title and is none: a label, a year, a unit of money, a table's number."""
    unit = vocabulary.money_units(ending="元")
    number = r"(?:公开)?表?[\d一二三四五六七八九十-]+表?"
    return re.compile(rf"[（(]?(?:[\w（）()]{{2,12}}[:：]|20\d\d\s*年度?|{unit}[)）]?$|{number}$)")


@cache
def _stated_unit() -> re.Pattern[str]:
    unit = vocabulary.money_units(ending="元")
    return re.compile(rf"(?:[（(][^（）()亿万千百]{{0,5}}|单位\s*[:：]\s*)({unit})\s*(?:[)）]|$|\s)")


def money_unit(lines: Iterable[Line]) -> str | None:
    """Return the unit that the head of a form gives its amounts (单位：万元), None where it says nothing."""
    for line in lines:
        if is_indicator_head(line):
            return None
        # a wrapped cell parts （万 from 元） in the text as filed
        if unit := _stated_unit().search("\t".join(line.cells)):
            return unit[1]
    return None
