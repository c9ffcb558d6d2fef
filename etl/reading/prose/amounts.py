"""Amounts of money that sentences state, each with the item it is for.

In: a paragraph, and what is known of the statement it stands in. Out: amounts as the fields of a raw row.
Forbidden here: tables; turning figures into numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from etl import vocabulary
from etl.filing import Line
from etl.reading.prose.items import CLAUSE, YEAR, item_named

SIGN = re.compile(r"[≥≤≧≦＞＜><]")
SENTENCE = re.compile(r"[^。；;]+[。；;]?")
PROJECT = re.compile(r"\s*[（(]?\d{1,2}[)）.、．]\s*[“\"《]([^”\"》。]{2,30})[”\"》]项目。")
CONTENT = re.compile(r"^[，,]\s*(主要(?:用于|为|是)?[^。；;]*)")
PARTS = re.compile(r"^[，,（(。\s]*(?:其中|包括|详见下表)")
# Signs before an amount: 产值 farther off speaks of something else.
# falls: test_words_of_income_just_before_an_amount_make_it_no_budget
NEAR = 8
# Signs of a fund, and of the item behind it: less than these and the fund is the item.
# falls: test_a_fund_may_stand_before_the_shortest_item_and_no_shorter
SHORTEST_FUND = 4
# falls: test_a_fund_may_stand_before_the_shortest_item_and_no_shorter
SHORTEST_REST = 2


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence leaves unsaid: the item, fund and side it goes on speaking of."""

    item: str | None = None
    fund_source: str | None = None
    side: str = "expenditure"
    agency: str | None = None
    fiscal_year: int | None = None
    is_project: bool = False


@cache
def _stated() -> re.Pattern[str]:
    """The pattern of an amount in a sentence; a unit that does not say 元 must end there, for 5万亩 is no money."""
    unit = rf"{vocabulary.money_units(ending='元')}|{vocabulary.money_units()}(?=[，,。；;、)）\s]|$)"
    grouped = r"\d{1,3}(?:[,，]\d{3})+(?!\d)(?:[.．]\d+)?"  # 3，518.85: the comma of a sentence parts thousands too
    figure = rf"(?:\d+(?:\.\d+)?亿\d+(?:\.\d+)?万|{grouped}|\d+(?:[.．]\d+)?)[余多]?"
    beyond = r"(?:[（(][不]?含[^（）()]{0,6}[)）])?(?:以上|以下)"  # 单价80万元(含)以上 is a threshold
    return re.compile(rf"((?:大?约|将?近|不足)?(?<![\d.．])(?<!\d,){figure})\s*({unit})(?!\s*[/每·*]|{beyond})")


def states_money(lines: Iterable[Line]) -> bool:
    """Whether any of these lines states an amount in a sentence."""
    return any(next(stated_amounts(line.text), None) for line in lines if _stated().search(line.text))


def stated_amounts(paragraph: str, context: Context | None = None) -> Iterator[dict[str, str]]:
    """Yield each amount a paragraph states: item, side, amount, unit, and fund_source, content, change if said.

    A sentence that names no item goes on with the first item of its sentence, else of its paragraph.
    """
    topic = context or Context()
    if project := PROJECT.match(paragraph):
        topic = replace(topic, item=project[1], is_project=True)
    start = topic
    is_listed = CLAUSE.search(paragraph) is None
    for stretch in SENTENCE.finditer(paragraph):
        sentence = stretch[0]
        said: Context | None = None
        end, is_target = 0, False
        latest = start
        for match in _stated().finditer(sentence):
            before, after = sentence[end : match.start()], paragraph[stretch.start() + match.end() :]
            end = match.end()
            is_target = SIGN.search(before) is not None or (is_target and not CLAUSE.search(before))
            if is_target:
                continue  # ≤2.2万元, and right behind it what was reached
            if any(word in before[-NEAR:] for word in vocabulary.headings()["prose"]["not_budget"]):
                continue
            label, change = item_named(
                before,
                topic.agency,
                follows_amount=match.start() > 0 and said is not None,
                is_listed=is_listed,
            )
            goes_on = latest if said and not CLAUSE.search(before) else said or start
            if not label and YEAR.match(CLAUSE.split(before)[-1].strip()) and start.item:
                goes_on = start  # 2026年预算安排 speaks of the paragraph's item, whatever was compared before
            latest = _read(label, goes_on) if label else goes_on
            said = said or latest
            if start.item is None or start is topic:
                start = said
            yield _fields(latest, match, after, change, before)


def _read(label: str, context: Context) -> Context:
    """Return what a label says: its item, the fund it names or begins with, its side.

    In a paragraph on one project, a fund (财政拨款83万元) is what pays for it.
    """
    fund = _fund(label)
    if context.is_project and fund and fund == vocabulary.without_income(label):
        return replace(context, fund_source=fund)
    item = label.removeprefix(fund) if fund and fund != vocabulary.without_income(label) else label
    return replace(
        context, item=item or label, fund_source=fund or _inherited(context), side=side_of(item, context.side)
    )


def _fund(label: str) -> str | None:
    """The fund a label is (一般公共预算收入) or begins with (财政拨款“三公”经费); a bare total is none."""
    whole = vocabulary.without_income(label)
    code = vocabulary.fund_source_code(label)
    if code:
        return None if code == "FS" else whole
    starts = (
        label[:end] for end in range(len(label) - SHORTEST_REST, SHORTEST_FUND - 1, -1) if label[end - 1].isalnum()
    )
    return next((start for start in starts if vocabulary.fund_source_code(start) not in (None, "FS")), None)


def _inherited(context: Context) -> str | None:
    """Only spending goes on with the fund of its paragraph; each line of revenue names its own."""
    return context.fund_source if context.side == "expenditure" else None


def side_of(label: str, otherwise: str) -> str:
    """Return the side of the budget that the words of a label tell."""
    stage = vocabulary.stage_side(label)
    if stage:
        return stage
    for side, side_words in vocabulary.headings()["sides"].items():
        if any(word in label for word in side_words):
            return str(side)
    return "expenditure" if label.endswith("费") else otherwise


def _fields(said: Context, match: re.Match[str], after: str, change: str | None, before: str) -> dict[str, str]:
    year = YEAR.search(CLAUSE.split(before)[-1].strip())
    is_named = year is not None and (said.item or "").startswith(year[0])
    is_past = bool(year and not is_named and said.fiscal_year and int(year[1]) < said.fiscal_year)
    content = None if change else CONTENT.search(after)
    fields = {
        "item": said.item,
        "content": content[1].strip() if content else None,
        "fund_source": said.fund_source,
        "side": "change" if change else "prior_year" if is_past and said.side != "asset" else said.side,
        "change": change,
        "amount": match[1],
        "unit": match[2],
        "has_parts": "true" if PARTS.search(after) else None,
    }
    return {name: value for name, value in fields.items() if value}
