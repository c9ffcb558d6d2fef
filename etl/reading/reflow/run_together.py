"""Text whose cells run together: cut into cells by the words of forms and the figures between them.

In: the text of a line. Out: its cells, left to right. What comes out is never sure, so the rows are marked as
such. Forbidden here: guessing where figures without a unit between them part, unless arithmetic decides it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl import vocabulary
from etl.reading.figures import fold
from etl.reading.notation import TREND, is_known_word, is_target
from etl.reading.reflow.amounts import split_amounts
from etl.reading.reflow.patterns import HEADS, figures, form_labels, head_run, heads_in, money_unit, row_labels
from etl.reading.table.layout import BLANK_AT_CHINESE

JUDGES = ("记", "减", "扣", "得", "加", "满")
FEWEST = 2  # signs; so short a label (质量) begins names too. falls: test_only_a_label_of_some_length_parts…
# Of a target, as most reports reach it, and digits of the weight that ran into it.
LEAST, MOST, LONGEST_WEIGHT = 0.5, 2.0, 2  # falls: test_a_weight_parts_from_the_target_that_was_nearly_reached
PAGE_MARK = re.compile(r"^\d{1,2}、")
TITLE = re.compile(r"(?:(?<=日)|(?<![一-鿿\d]))(?:20\d\d年度?)?[一-鿿]{0,30}绩效[一-鿿]{0,10}表(?:\(20\d\d年度?\))?$")
LABEL_AND_AMOUNT = re.compile(r"([一-鿿()]{2,20})([\d,]+(?:\.\d+)?(?:万?元)?)")
AMOUNT_AND_UNIT = re.compile(r"(\d+(?:\.\d+)?)([^\d.]+)")
TYPE_AT_END = re.compile(r"-?(定性|定量)$")
OVER_100 = re.compile(r"(\d{1,2})(100(?:\.0+)?%)")
TREND_AT_END = re.compile(rf"{TREND.pattern}$")
DESCRIBED = re.compile(rf"(?<=.){TREND.pattern}(?=反映|考核|衡量|体现)")
YEAR_IN_NAME = re.compile(r"20\d\d年度?(?![底末前])(?=[一-鿿])")


def runs_together(text: str) -> bool:
    """Whether a line holds column heads of indicators with nothing between them."""
    if len(words_known(text)) >= HEADS:
        return False
    return head_run().search(_folded(text)) is not None


def words_known(text: str) -> list[str]:
    """Return the words of a text, parted at blanks, that are column heads."""
    return [word for word in re.split(r"[\s|]+", text) if vocabulary.column_field(word)]


def _folded(text: str) -> str:
    return PAGE_MARK.sub("", BLANK_AT_CHINESE.sub("", fold(text)))


def cells_of(text: str, *, in_table: bool) -> list[str]:
    """Return the cells of a line; `in_table` says that column heads stand above it."""
    whole = _folded(text)
    heads = head_run().search(whole)
    if heads:
        found = heads_in(heads[0])
        return [*_form(whole[: heads.start()]), *found, *_rows(whole[heads.end() :])]
    return _rows(whole) if in_table else _form(whole)


def _form(text: str) -> list[str]:
    cells = list(_parted(text, form_labels()))
    apart = [piece for cell in cells for piece in _title_apart(cell)]
    return list(split_amounts(apart))


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
        yield label[0].rstrip(":：") if not re.fullmatch(money_unit(), label[0]) else label[0]
        done = label.end()
    if text[done:].strip():
        yield text[done:].strip()


def _rows(text: str) -> list[str]:
    return [piece for cell in _with_level2(_parted(text, row_labels())) for piece in _cells(cell)]


def _with_level2(cells: Iterator[str]) -> Iterator[str]:
    """Part a level-2 label without 指标 from the name it touches, only right behind its level 1."""
    above = ""
    for cell in cells:
        label = _level2_at(cell) if vocabulary.level1_code(above) else ""
        yield from (label, cell.removeprefix(label)) if label else (cell,)
        above = cell


def _level2_at(cell: str) -> str:
    starts = (cell[:end] for end in range(len(cell) - FEWEST, FEWEST, -1))
    label = next((start for start in starts if vocabulary.level2_code(start)), "")
    return "" if is_target(cell.removeprefix(label)) or vocabulary.is_label(cell) else label


def _cells(cell: str) -> Iterator[str]:
    """Yield names, words and figures of indicators in turn."""
    if row_labels().fullmatch(cell):
        yield cell
        return
    done = 0
    for figure in figures().finditer(cell):
        at = figure.start()
        is_rule = figure[0].endswith("分") and cell[at - 1 : at] in JUDGES  # 达到记10分 says how it is scored
        is_rule = is_rule or cell[:at].endswith(("指标", "目标"))  # 指标1 numbers a name
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
    again = figures().match(after)
    if again and figure != again[0] and figure.endswith(again[0]) and not again[0][-1:].isdigit():
        if not figure.removesuffix(again[0]).isdigit():
            return [figure]
        return [figure.removesuffix(again[0]), again[0]]
    if again and (parted := _weight_apart(figure, again[0])):
        return parted
    half = figure[: len(figure) // 2]
    return [half, half] if half + half == figure and set(figure) == {"0"} else [figure]


def _weight_apart(figure: str, actual: str) -> list[str] | None:
    """Part 106000亩 before 6040亩 into a weight and the one target that the actual value is near to."""
    target, outcome = AMOUNT_AND_UNIT.fullmatch(figure), AMOUNT_AND_UNIT.fullmatch(actual)
    if not target or not outcome or target[2] != outcome[2] or target[2] == "%":
        return None  # 290% is no weight before 90%, its first figure is a garbled sign
    if _is_near(target[1], outcome[1]):
        return None
    ways = [
        at
        for at in range(1, LONGEST_WEIGHT + 1)
        if target[1][at : at + 1] not in {"", "0", "."} and _is_near(target[1][at:], outcome[1])
    ]
    return [figure[: ways[0]], figure[ways[0] :]] if len(ways) == 1 else None


def _is_near(target: str, outcome: str) -> bool:
    return LEAST <= float(outcome) / max(float(target), 0.001) <= MOST


def _words(text: str) -> Iterator[str]:
    """Yield a name and the words of its target where known ones end it, said once or twice."""
    text = text.strip(" ,，;；。")
    if typed := TYPE_AT_END.search(text):
        yield from _words(text[: typed.start()])
        yield typed[1]
        return
    if described := DESCRIBED.search(text):  # name, words of change, and what they show
        yield from (*_words(text[: described.end()]), text[described.end() :])
        return
    if not text.strip(".…"):
        return  # …… stands where a form offers more rows than were needed
    if is_known_word(text):
        yield text
        return
    half = text[: len(text) // 2]
    if text and half + half == text:
        yield from (half, half)
        return
    word = _target_words(text)
    times = 2 if text.endswith(word + word) else 1
    if name := text.removesuffix(word * times):
        yield name
        yield from [word] * times if word else []


def _target_words(text: str) -> str:
    """Return the longest known words of a target at the end of a text; a single letter counts only twice."""
    listed = (word for word in vocabulary.qualitative_words() if text.endswith(word if len(word) > 1 else word + word))
    trend = TREND_AT_END.search(text)
    return max(*listed, trend[0] if trend else "", "", key=len)


def of_line(text: str, *, in_table: bool) -> list[str]:
    """Return the cells of a line of a page whose cells run together; a sentence stays whole."""
    cells = cells_of(text, in_table=in_table)
    labels = sum(form_labels().fullmatch(cell) is not None for cell in cells)
    if not in_table and (stated := LABEL_AND_AMOUNT.fullmatch(_folded(text))):
        return [stated[1], stated[2]]
    opens = form_labels().match(_folded(text)) is not None
    is_parted = in_table or opens or labels >= HEADS or runs_together(text)
    return cells if is_parted else [text]
