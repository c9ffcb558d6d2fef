"""Text whose cells run together: cut into cells by the words of forms and the figures between them.

In: the text of a line. Out: its cells, left to right. What comes out is never sure, so the rows are marked as
such. Forbidden here: guessing where figures without a unit between them part, unless arithmetic decides it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from etl import vocabulary
from etl.layout import BLANK_AT_CHINESE
from etl.notation import DATE, FIGURE, OPERATOR, fold
from etl.pieces.sums import amounts_parted

JUDGES = ("记", "减", "扣", "得", "加", "满")
HEADS = 3  # so many column heads without anything between them do not stand in a sentence
LONG_LABEL = 4
PAGE_MARK = re.compile(r"^\d{1,2}、")
TITLE = re.compile(r"(?:(?<=日)|(?<![一-鿿\d]))(?:20\d\d年度?)?[一-鿿]{0,30}绩效[一-鿿]{0,10}表(?:\(20\d\d年度?\))?$")
MONEY_UNIT = r"(?:金额)?单位[:：](?:人民币)?[亿万千百]?元"
TYPE_AT_END = re.compile(r"-?(定性|定量)$")
OVER_100 = re.compile(r"(\d{1,2})(100(?:\.0+)?%)")
YEAR_IN_NAME = re.compile(r"20\d\d年度?(?=[一-鿿])")


def runs_together(text: str) -> bool:
    """Whether a line holds column heads of indicators with nothing between them."""
    if len(words_known(text)) >= HEADS:
        return False
    return _head_run().search(_folded(text)) is not None


def words_known(text: str) -> list[str]:
    """Return the words of a text, parted at blanks, that are column heads."""
    return [word for word in re.split(r"[\s|]+", text) if vocabulary.column_field(word)]


def _folded(text: str) -> str:
    return PAGE_MARK.sub("", BLANK_AT_CHINESE.sub("", fold(text)))


@cache
def _head_run() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any_of(_heads())}(?:\([^()]*\))?){{{HEADS},}}")


def _heads() -> Iterator[str]:
    return (fold(word) for field in vocabulary.headings()["columns"].values() for word in field if len(word) > 1)


def _any_of(labels: Iterator[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(set(labels), key=len, reverse=True))) + ")"


@cache
def _form_labels() -> re.Pattern[str]:
    """Labels that stand above the indicators; short ones only where a colon follows."""
    headings = vocabulary.headings()
    attributes = list(chain.from_iterable(headings["attributes"].values()))
    funds = [row["label"] for row in vocabulary.seed("fund_source_synonyms")]
    names = [*attributes, *headings["stages"], *chain.from_iterable(headings["blocks"].values()), *funds]
    long = _any_of(fold(name) for name in names if len(name) >= LONG_LABEL)
    short = _any_of(fold(name) for name in names if 1 < len(name) < LONG_LABEL)
    ratios = _any_of(fold(word) for word in headings["ratios"]["words"])
    remark = r"(?:\([^()]{1,8}\))?"
    titled = r"(?![一-鿿]{0,4}表)"  # 绩效目标 opens a title here, no goal
    return re.compile(rf"{MONEY_UNIT}|(?:其中[:：]?)?{long}{titled}{remark}[:：]?|{short}[:：]|{ratios}{remark}")


@cache
def _row_labels() -> re.Pattern[str]:
    """Level labels, in full only: 数量 alone is a word of many names."""
    levels = [row["label"] for seed in ("indicator_level1_synonyms", "indicator_level2_synonyms")
              for row in vocabulary.seed(seed)]  # fmt: skip
    whole = (f"{fold(level)}{ending}" for level in levels for ending in ("指标", "目标") if not level.endswith(ending))
    sums = vocabulary.headings()["sums"]["words"]
    return re.compile(
        rf"{_any_of(chain(whole, levels_in_full(levels)))}(?:\([^()]*分[^()]*\))?|{_any_of(iter(sums))}|注[:：]"
    )


def levels_in_full(levels: list[str]) -> list[str]:
    """Return the labels that say themselves that they are indicators."""
    return [fold(level) for level in levels if level.endswith(("指标", "目标"))]


@cache
def _figures() -> re.Pattern[str]:
    """A figure with its sign and unit, or a date."""
    units = _any_of(fold(unit) for unit in vocabulary.units())
    compound = rf"(?:%|{units}(?:[/.·*每][一-鿿]{{1,2}}?(?![一-鿿]))*(?:[/每.][每]?(?:{units}|年|月|天))*)"
    return re.compile(rf"{DATE}(?:[-—~至]+{DATE})?前?|{OPERATOR}?{FIGURE}{compound}?(?:以上|以下|以内)?")


def cells_of(text: str, *, in_table: bool) -> list[str]:
    """Return the cells of a line; `in_table` says that column heads stand above it."""
    whole = _folded(text)
    heads = _head_run().search(whole)
    if heads:
        found = re.findall(rf"{_any_of(_heads())}(?:\([^()]*\))?", heads[0])
        return [*_form(whole[: heads.start()]), *found, *_rows(whole[heads.end() :])]
    return _rows(whole) if in_table else _form(whole)


def _form(text: str) -> list[str]:
    cells = list(_parted(text, _form_labels()))
    apart = [piece for cell in cells for piece in _title_apart(cell)]
    return list(amounts_parted(apart))


def _title_apart(cell: str) -> list[str]:
    """Part a title from what ran into it from the left: the end of a notice, a date."""
    title = TITLE.search(cell)
    return [cell[: title.start()], title[0]] if title and title.start() else [cell]


def _parted(text: str, labels: re.Pattern[str]) -> Iterator[str]:
    """Yield labels, and the text between them."""
    done = 0
    for label in labels.finditer(text):
        if text[done : label.start()].strip():
            yield text[done : label.start()].strip()
        yield label[0].rstrip(":：") if not re.fullmatch(MONEY_UNIT, label[0]) else label[0]
        done = label.end()
    if text[done:].strip():
        yield text[done:].strip()


def _rows(text: str) -> list[str]:
    return [piece for cell in _parted(text, _row_labels()) for piece in _cells(cell)]


def _cells(cell: str) -> Iterator[str]:
    """Yield names, words and figures of indicators in turn."""
    if _row_labels().fullmatch(cell):
        yield cell
        return
    done = 0
    for figure in _figures().finditer(cell):
        at = figure.start()
        is_rule = figure[0].endswith("分") and cell[at - 1 : at] in JUDGES  # 达到记10分 says how it is scored
        if at < done or is_rule or YEAR_IN_NAME.match(cell, at) or _is_in_brackets(cell, at):
            continue
        yield from _words(cell[done : figure.start()])
        yield from _two_figures(figure[0], cell[figure.end() :])
        done = figure.end()
    yield from _words(cell[done:])


def _is_in_brackets(cell: str, at: int) -> bool:
    return cell.count("(", 0, at) > cell.count(")", 0, at)


def _two_figures(figure: str, after: str) -> list[str]:
    """Part a weight from the target it runs into: 20100% is above all, 1035万元 stands before 35万元."""
    if over := OVER_100.fullmatch(figure):
        return [over[1], over[2]]
    again = _figures().match(after)
    if again and figure != again[0] and figure.endswith(again[0]) and not again[0][-1:].isdigit():
        if not figure.removesuffix(again[0]).isdigit():
            return [figure]
        return [figure.removesuffix(again[0]), again[0]]
    half = figure[: len(figure) // 2]
    return [half, half] if half + half == figure and set(figure) == {"0"} else [figure]


def _words(text: str) -> Iterator[str]:
    """Yield a name and the words of its target where known ones end it, said once or twice."""
    text = text.strip(" ,，;；。")
    if typed := TYPE_AT_END.search(text):
        yield from _words(text[: typed.start()])
        yield typed[1]
        return
    if not text.strip(".…"):
        return  # …… stands where a form offers more rows than were needed
    half = text[: len(text) // 2]
    if text and half + half == text:
        yield from (half, half)
        return
    for word in sorted(vocabulary.qualitative_words(), key=len, reverse=True):
        for ending in (word + word, word):
            if len(ending) > 1 and text.endswith(ending) and len(text) > len(ending):
                yield text.removesuffix(ending)
                yield from [word] * (len(ending) // len(word))
                return
    if text:
        yield text


def of_line(text: str, *, in_table: bool) -> list[str]:
    """Return the cells of a line of a page whose cells run together; a sentence stays whole."""
    cells = cells_of(text, in_table=in_table)
    labels = sum(_form_labels().fullmatch(cell) is not None for cell in cells)
    opens = _form_labels().match(_folded(text)) is not None
    is_parted = in_table or opens or labels >= HEADS or runs_together(text)
    return cells if is_parted else [text]
