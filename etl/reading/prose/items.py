"""What an amount in a sentence is for: the words before it, without what opens the sentence and without its verbs.

In: the words before an amount. Out: the name of its item, and the verb of change. Forbidden here: figures.
"""

from __future__ import annotations

import re

from etl import vocabulary

COMPARED = re.compile(r"^(?:较|比|与|同|相比)")
YEAR = re.compile(r"^(20\d\d)\s*年(?:度)?")
CLAUSE = re.compile(r"[，,：:；;。]")
BUDGET = re.compile(r"预算|决算|支出|收入|拨款|经费|资金|基金|合计|总额|总计|结转|安排|共计|部门|单位|我")
# Signs behind a year: less is no name of an item.
# falls: test_a_year_at_the_head_of_a_line_of_a_list_belongs_to_its_name
SHORTEST_NAME = 4


def item_named(before: str, agency: str | None, *, follows_amount: bool, is_listed: bool) -> tuple[str, str | None]:
    """Return the name of the item in the words before an amount, and the verb of change if there is one.

    A line of a list (`is_listed`) may begin with a year that belongs to the name.
    """
    clause = _open_bracket(CLAUSE.split(before)[-1]).strip().strip("、").strip()
    change = next((verb for verb in vocabulary.headings()["prose"]["changes"] if clause.endswith(verb)), None)
    if change:
        clause = clause.removesuffix(change).strip()
    if COMPARED.search(clause):
        return "", change
    if is_listed and _begins_a_name(clause):
        return clause, change
    openers = [*vocabulary.headings()["prose"]["openers"], *([agency] if agency else [])]
    if not follows_amount:
        openers = [word for word in openers if len(word) > 1]
    return _without_verbs(_without_openers(clause, openers)), change


def _begins_a_name(clause: str) -> bool:
    """Whether a year belongs to the name of an item (2023年度苗圃看护服务), as no word of budgets follows it."""
    year = YEAR.match(clause)
    rest = clause[year.end() :].strip() if year else ""
    return len(rest) >= SHORTEST_NAME and not BUDGET.search(rest) and rest == _without_verbs(rest)


def _open_bracket(clause: str) -> str:
    """Keep what follows a bracket that the clause opens and does not close, or closes and did not open."""
    depth, start = 0, 0
    opened: list[int] = []
    for index, char in enumerate(clause):
        if char in "（(":
            opened.append(index)
        elif char in "）)":
            if opened:
                opened.pop()
            else:
                start = index + 1
        depth = len(opened)
    return clause[opened[-1] + 1 :] if depth else clause[start:]


def _without_openers(clause: str, openers: list[str]) -> str:
    before = None
    while before != clause:
        before = clause
        clause = YEAR.sub("", clause.strip())
        for word in openers:
            clause = clause.removeprefix(word).strip()
    return clause


def _without_verbs(clause: str) -> str:
    before = None
    while before != clause and not _is_known(clause):
        before = clause
        for verb in vocabulary.headings()["prose"]["verbs"]:
            clause = clause.removesuffix(verb).strip()
    return clause


def _is_known(label: str) -> bool:
    return bool(vocabulary.fund_source_code(label) or vocabulary.category_code(label))
