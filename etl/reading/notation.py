"""What a piece of text looks like: an operator, a number, a target, a unit, a stated amount.

In: the text of one cell or token. Out: yes or no, or its parts as filed. Forbidden: turning text into values;
that is dbt's, where every notation has its test.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from etl.reading.figures import FIGURE, fold, stated_amount
from etl.vocabulary import key, qualitative_words, remembered, units

SIGNS = r"[≥≤≧≦⩾⩽<>=═﹦]=?|=[<>]|《=?|》=?|\\geq?(?:slant)?|\\leq?(?:slant)?|±"
SPELLED = (
    "不低于|不少于|不小于|不高于|不超过|不大于|大于等于|小于等于|大于|小于|超过|高于|低于|多于|少于|至少|至多|达到|约"
)
OPERATOR = rf"(?:{SIGNS}|{SPELLED})"
UNIT = r"[^\d\s,，。;；:：、()（）≥≤=<>]{1,8}(?:[/·*每][^\d\s,，。;；]{1,4}){0,2}"
DAY = r"\d{4}\s*[年.\-/]\s*\d{1,2}(?:\s*[月.\-/]\s*\d{1,2}\s*[日号]?|\s*月)?"
DATE = rf"(?:{DAY}|\d{{4}}\s*年(?:度)?|\d{{1,2}}\s*月(?:\d{{1,2}}\s*日)?)"

SIGN = re.compile(SIGNS)
OPERATOR_ALONE = re.compile(rf"{OPERATOR}")
DONE = re.compile(
    r"(?:已|未|基本|全部|部分|超额)?(?:完成|达成|达到|实现)(?:了)?(?:预期|年度|年初|既定|目标|指标|情况|\d|$)"
)
TREND = re.compile(
    r"(?:较?(?:上|去)年(?:度)?|同比|明显|显著|有效|持续|稳步|逐步|逐年|不断|进一步|有所|大幅|得到|较大|基本|全面|保持|日益|更加|切实)"
    r"(?:的|得到)?(?:有效|明显|显著|进一步|持续|较大|有所|逐步|稳步)?"
    r"(?:提高|提升|改善|好转|向好|增强|加强|增加|增长|上升|扩大|优化|完善|健全|规范|丰富|巩固|稳定|发展|推进|缓解|遏制|控制|保障|"
    r"减轻|减少|下降|降低|改进|满足|促进)"
)
TYPE_WORD = frozenset({"定性", "定量", "无", "其他"})
NUMBER = re.compile(rf"{FIGURE}")
NOTHING = re.compile(r"[-—–/]+|[.…]{2,}|…")
TARGET = re.compile(
    rf"(?:{OPERATOR}\s*)?{FIGURE}\s*(?:\(?%\)?|‰)?(?:{UNIT})?(?:以上|以下|以内|及以上|左右)?"
    rf"|(?:{OPERATOR}\s*)?{FIGURE}\s*(?:%|{UNIT})?\s*[-~至]+\s*{FIGURE}\s*(?:%|{UNIT})?"
    rf"|(?:每[年月季天日周](?:度)?)?[一二两三四五六七八九十百千万\d]+[次人个场期](?:/[年月季天])?"
    rf"|{FIGURE}\s*[:∶]\s*{FIGURE}"
)
DEADLINE = re.compile(
    rf"{DATE}(?:\s*[-—~至]+\s*{DATE})?(?:\s*(?:全年|前|之前|底前|底|以前|底到位|到位))?|年底前?|全年|长期"
)

YEAR_AND_DAY = re.compile(r"\d{4}年(?:度)?\d{1,2}月(?:\d{1,2}日|上旬|中旬|下旬|底|末)?(?:之?前|以前|底前|完成)?")


@remembered
def is_operator(text: str) -> bool:
    """Whether a cell holds an operator or a type word and nothing else (≥, \\geq, 定性)."""
    folded = fold(text).lstrip("-")  # what ran together may have left -定性
    return folded in TYPE_WORD or OPERATOR_ALONE.fullmatch(folded) is not None


@remembered
def is_sign(text: str) -> bool:
    """Whether a text is a sign of comparison and nothing else (≥, <=)."""
    return SIGN.fullmatch(fold(text)) is not None


def opens_with_sign(text: str) -> bool:
    """Whether a text begins with a sign of comparison (≥95%)."""
    return SIGN.match(fold(text)) is not None


@remembered
def is_number(text: str) -> bool:
    """Whether a cell holds one bare number."""
    return NUMBER.fullmatch(fold(text)) is not None


@remembered
def is_target(text: str) -> bool:
    """Whether a cell can only be a target: a figure with operator or unit, a date, a period, a known word."""
    folded = fold(text).rstrip("。")
    if TARGET.fullmatch(folded) or DEADLINE.fullmatch(folded.replace(" ", "")):
        return True
    return is_known_word(text)


def is_counted(text: str) -> bool:
    """Whether a text holds a figure that is no date (≥95%, 3个)."""
    folded = fold(text).replace(" ", "")
    return any(map(str.isdigit, folded)) and DEADLINE.fullmatch(folded) is None


def is_torn_date(text: str) -> bool:
    """Whether a text is one date although its pieces are dates by themselves (2023年 | 10月底前)."""
    return YEAR_AND_DAY.fullmatch(fold(text).replace(" ", "")) is not None


@remembered
def is_known_word(text: str) -> bool:
    """Whether a text is words that stand as a target: listed ones, or in which way something is to change."""
    word = key(text)
    return word in qualitative_words() or TREND.fullmatch(word) is not None


@remembered
def is_bare(text: str) -> bool:
    """Whether a target was left without its figure: a sign or a unit alone (≧ %, 公里)."""
    rest = SIGN.sub("", fold(text)).strip()
    return is_sign(text) or (rest != "" and is_unit(rest) and rest not in qualitative_words())


@remembered
def says_done(text: str) -> bool:
    """Whether a text says that a target was reached, or not (已完成100%, 达成预期指标): an outcome, no target."""
    return DONE.match(fold(text)) is not None


@remembered
def is_unit(text: str) -> bool:
    """Whether a cell holds a unit of measure, simple or compound (%, 人, 元/月/人, 全年)."""
    folded = fold(text).replace(" ", "").strip("()")
    head = re.split(r"[/·*每]", folded)[0]
    return head in units() or folded == "全年"


@cache
def _broken_down() -> re.Pattern[str]:
    return re.compile(rf"({stated_amount().pattern})\s*(?:\1)?\s*\(.+\)")


@remembered
def amount_broken_down(text: str) -> tuple[str, str | None] | None:
    """Return figure and unit of an amount that says in brackets what it is made of, perhaps filed twice."""
    match = _broken_down().fullmatch(fold(text))
    return (match[2], match[3]) if match else None


@remembered
def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no figure (—, -, /)."""
    return NOTHING.fullmatch(fold(text)) is not None


def width(text: str) -> int:
    """Return how many half-width columns a text takes, to tell a wrapped line from an ended one."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
