"""The words of the field: headings, level labels, units, funds and categories as people map them.

In: headings.toml and the synonym seeds of dbt, read once. Out: sets of keys and `key()`, the one way words
are compared. Forbidden: knowing a county, an agency or a file; deciding what a number means (dbt does).
"""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from etl.settings import project_folder

BLANKS = re.compile(r"[\s“”\"'‘’`*★]+")
NUMBERING = re.compile(r"^(?:\(?[一二三四五六七八九十]{1,3}[)、.]|\(?\d{1,2}[)、.](?!\d)|(?:指标|目标)\d+:?)")
REMARK = re.compile(r"\([^()]*(?:必填|\d分|%|元|盖章)[^()]*\)")
MARKS = re.compile(r"[:、,。;()]+")
CUT_LEVEL, CUT_HEAD, CUT_STAGE = 5, 4, 3  # a shorter start could be a word of its own
LEVEL_ENDINGS = ("", "指标", "目标", "情况", "值", "指标等", "类指标", "类")
# The same few words stand in every filing, and each is looked at often; memory must not grow with filings.
remembered = lru_cache(maxsize=2**16)


@remembered
def key(text: str) -> str:
    """Return the form in which words are compared: NFKC, without blanks, marks, numbering, remarks."""
    folded = NUMBERING.sub("", BLANKS.sub("", unicodedata.normalize("NFKC", text)))
    return MARKS.sub("", REMARK.sub("", folded))


@cache
def headings() -> dict[str, Any]:
    """Return headings.toml."""
    with (Path(__file__).parent / "headings.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def words(table: str, name: str) -> frozenset[str]:
    """Return the keys of one list of headings.toml, e.g. `words("attributes", "goal")`."""
    return frozenset(key(word) for word in headings()[table][name])


@cache
def seed(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a dbt seed; seeds are where people map labels, so Python reads the same."""
    with (project_folder("dbt") / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def _labels(seed_name: str, column: str) -> dict[str, str]:
    return {key(row["label"]): row[column] for row in seed(seed_name)}


def _level(text: str, known: dict[str, str]) -> str | None:
    word = key(text)
    for ending in LEVEL_ENDINGS:
        stem = word.removesuffix(ending) if ending else word
        if stem in known and (not ending or word.endswith(ending)):
            return known[stem]
    return None


@remembered
def level1_code(text: str) -> str | None:
    """Return the level-1 class a label stands for (产出指标 -> OUT), or None when it is no level 1.

    A label that a narrow cell cut off counts by its unique start (持续发展能力指 -> SUST).
    """
    known = _labels("indicator_level1_synonyms", "level1_code")
    word = key(text)
    cut = {code for label, code in known.items() if len(word) > CUT_LEVEL and f"{label}指标".startswith(word)}
    return _level(text, known) or (cut.pop() if len(cut) == 1 else None)


@remembered
def level2_code(text: str) -> str | None:
    """Return the level-2 class a label stands for (数量指标 -> OUT.QTY), or None when it is no level 2."""
    return _level(text, _labels("indicator_level2_synonyms", "indicator_code"))


@remembered
def is_level2_fragment(text: str) -> bool:
    """Whether a text is a piece of a level-2 label that a page break tore (服务对象 | 象满意度指标)."""
    piece = key(text)
    if len(piece) < CUT_STAGE or level2_code(text):
        return False
    labels = _labels("indicator_level2_synonyms", "indicator_code")
    whole = [label + ending for label in labels for ending in ("", "指标")]
    return any(label.startswith(piece) or (label.endswith(piece) and label != piece) for label in whole)


@remembered
def column_field(text: str) -> str | None:
    """Return the field an indicator table's column head stands for, a cut head by its unique start."""
    heads = {field: words("columns", field) for field in headings()["columns"]}
    return _heading(text, heads, may_be_cut=attribute_kind(text) is None)


def _heading(text: str, groups: dict[str, frozenset[str]], *, may_be_cut: bool) -> str | None:
    head = re.sub(r"[ABab/-]+$", "", key(text)) or key(text)
    for name, heads in groups.items():
        if head in heads:
            return name
    if len(head) < CUT_HEAD or not may_be_cut:
        return None
    cut = {name for name, heads in groups.items() for word in heads if word.startswith(head)}
    return cut.pop() if len(cut) == 1 else None


@remembered
def stage_side(text: str) -> str | None:
    """Return the side of the budget a stage column stands for (预算批复数 -> prior_year)."""
    head = key(text)
    stages = {key(word): str(side) for word, side in headings()["stages"].items()}
    if head in stages:
        return stages[head]
    cut = {side for word, side in stages.items() if len(head) >= CUT_STAGE and word.startswith(head)}
    return cut.pop() if len(cut) == 1 else None


@remembered
def attribute_kind(text: str) -> str | None:
    """Return which fact about a statement a label announces (项目名称 -> project_name)."""
    return next((kind for kind in headings()["attributes"] if key(text) in words("attributes", kind)), None)


@remembered
def block_kind(text: str) -> str | None:
    """Return which block of money a cell heads (部门（单位）收入预算 -> revenue)."""
    return next((kind for kind in headings()["blocks"] if key(text) in words("blocks", kind)), None)


@remembered
def fund_source_code(text: str) -> str | None:
    """Return the fund source a label stands for, as mapped in the seed, with or without 收入."""
    known = _labels("fund_source_synonyms", "fund_source_code")
    return known.get(key(text)) or known.get(key(text).removesuffix("收入"))


@remembered
def category_code(text: str) -> str | None:
    """Return the expenditure category a label stands for, as mapped in the seed."""
    return _labels("budget_category_synonyms", "category_code").get(key(text))


@cache
def units() -> frozenset[str]:
    """Return every unit of measure of the seed."""
    return frozenset(row["unit_name"] for row in seed("units"))


@cache
def qualitative_words() -> frozenset[str]:
    """Return the words that stand as targets."""
    return frozenset(row["word"] for row in seed("qualitative_words"))


@remembered
def is_label(text: str) -> bool:
    """Whether a text is a label or column head of any kind that forms print."""
    known = (column_field, attribute_kind, block_kind, stage_side, fund_source_code, level1_code, level2_code)
    return any(kind(text) for kind in known)


@remembered
def is_furniture(text: str) -> bool:
    """Whether a text belongs to the page or the signatures below a form, not to the form (附件, 审核意见, 打印)."""
    return any(word in text for word in headings()["furniture"]["words"])
