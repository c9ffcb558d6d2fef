"""Heads of columns and blocks, and labels of forms: what stands under or beside them.

In: a head or label as filed. Out: the name of a field or kind. Forbidden: deciding what a value means.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from etl.vocabulary.funds import fund_source_code
from etl.vocabulary.words import BRACKETS, headings, key, remembered, seed, words

# Signs of a name and a number; what is longer is a sentence. falls: test_a_person_has_a_name_and_a_number…
LONGEST_PERSON = 24
# Signs of a cut head or stage: a shorter start could be a word of its own.
# falls: test_a_cut_head_counts_by_its_start_unless_that_is_short
CUT_HEAD, CUT_STAGE = 4, 3
TIER = re.compile(r"^(?:中央|省|自治区|兵团|地|盟|州|市|旗|县|区){1,2}级?(?=主管|财政|预算|业务)")
FORMULA = re.compile(r"(?<=.)[（(].*", re.DOTALL)


@remembered
def column_field(text: str) -> str | None:
    """Return the field an indicator table's column head stands for, a cut head by its unique start."""
    heads = {field: words("columns", field) for field in headings()["columns"]}
    is_free = attribute_kind(text) is None
    plain = BRACKETS.sub("", unicodedata.normalize("NFKC", text))
    stems = (text, _without_period(text), plain, _without_period(plain))
    return _heading(text, heads, may_be_cut=is_free) or next(
        (field for stem in stems if stem and (field := _heading(stem, heads, may_be_cut=False))), None
    )


def _without_period(text: str) -> str:
    """实施周期指标值 and 长期绩效指标 are 指标值 and 绩效指标 of a period."""
    word = key(text)
    starts = sorted((start for kind in headings()["periods"].values() for start in kind), key=len, reverse=True)
    return next((word.removeprefix(start) for start in starts if word.startswith(start)), "")


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
def context_field(text: str) -> str | None:
    """Return what a column beside the indicators says of their project: project, agency, goal or amount."""
    kind = attribute_kind(text)
    joined = {attribute_kind(piece) for piece in re.split(r"[、/及和]", text)}
    if kind == "project_name" or key(text) == "项目" or {"agency", "project_name"} <= joined:
        return "project"
    if kind in {"agency", "implementing_unit", "goal"}:
        return "goal" if kind == "goal" else "agency"
    is_amount = key(text) in words("items", "amount") or stage_side(text) or fund_source_code(text)
    return "amount" if is_amount else None


@remembered
def period_kind(text: str) -> str | None:
    """Return which period a head of values speaks of, annual or whole, by the word it begins with."""
    said = (key(text), *map(key, BRACKETS.findall(unicodedata.normalize("NFKC", text))))
    periods = headings()["periods"]
    starts = ((kind, start) for kind in periods for start in periods[kind])
    return next((kind for kind, start in starts if any(word.startswith(start) for word in said)), None)


@remembered
def is_past(text: str) -> bool:
    """Whether a head of values speaks of years before: what was reached then is no target."""
    return key(text).startswith(tuple(words("past", "words"))) and fund_source_code(text) is None


@remembered
def stage_side(text: str) -> str | None:
    """Return the side of the budget a stage column stands for (预算批复数 -> prior_year)."""
    stages = {key(word): str(side) for word, side in headings()["stages"].items()}
    head = key(text)
    for stem in (head, key(FORMULA.sub("", text))):  # 全年预算数（A）（上年结转+年初预算+…）
        if stem in stages:
            return stages[stem]
    cut = {side for word, side in stages.items() if len(head) >= CUT_STAGE and word.startswith(head)}
    return cut.pop() if len(cut) == 1 else None


@remembered
def attribute_kind(text: str) -> str | None:
    """Return which fact about a statement a label announces (项目名称 -> project_name), for whichever tier it asks."""
    label = key(text)
    stems = (label, TIER.sub("", label))
    known = (kind for stem in stems for kind in headings()["attributes"] if stem in words("attributes", kind))
    return next(known, "contact" if asks_for_person(text) else None)


@remembered
def asks_for_person(text: str) -> bool:
    """Whether a text is the label of a person or a telephone, be it with its value behind a colon (经办人：某某).

    What only asks for a signature is no fact of the form: it stands below, with nothing beside it.
    """
    label, _, value = unicodedata.normalize("NFKC", text).partition(":")
    is_alone = len(value) <= LONGEST_PERSON and ":" not in value
    return is_alone and not key(label).endswith("签字") and _personal().fullmatch(key(label)) is not None


@cache
def _personal() -> re.Pattern[str]:
    return re.compile("|".join(row["label_pattern"] for row in seed("personal_attributes")))


@cache
def personal_labels() -> tuple[str, ...]:
    """Return the labels of persons that are written out, for text where words run together."""
    return tuple(label for row in seed("personal_attributes") for label in row["labels_in_full"].split())


@remembered
def block_kind(text: str) -> str | None:
    """Return which block of money a cell heads (部门（单位）收入预算 -> revenue)."""
    return next((kind for kind in headings()["blocks"] if key(text) in words("blocks", kind)), None)
