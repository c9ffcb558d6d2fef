"""Columns of a table of money: what their heads stand for, and what it costs to read a cell under them.

In: heads and cells as filed. Out: names of fields, costs. Forbidden here: reading rows; turning figures into numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

from etl import vocabulary
from etl.filing import Line
from etl.reading.figures import amount_in_money_cell, amount_parts
from etl.reading.notation import is_nothing, is_number
from etl.reading.table.alignment import Column
from etl.reading.table.layout import words

MONEY_COLUMN = re.compile(r"[（(][^（）()]*元[^（）()]*[)）]")
FIELDS = {name: name for name in ("number", "place", "item", "content", "measure", "amount")}
BESIDE = {"allotted": "item", "allotment": "amount", "task": "other"}  # heads beside 序号 or 乡镇 only
PART = re.compile(r"其中[:：]?")  # a part of the amount beside it
ALLOTTED = frozenset({"number", "place"})  # columns that only tables have which say who gets how much
FIGURES = frozenset({"fund", "amount", "measure", "number"})
# Words under a figure's head and the reverse, against an empty item, place and remark together.
# falls: test_who_gets_how_much_may_stand_one_cell_a_line
MISPLACED = 9.0
# Heads of a column each, one to a line, against a label with its value below it.
# falls: test_two_heads_of_money_may_stand_one_to_a_line
FEWEST = 2
# An amount with a note or a currency to it, which may be an item too.
# falls: test_an_amount_with_a_note_stands_under_its_head
MARKED = 0.5
# A cell more, against an empty column: no more than to join a wrapped item.
# falls: test_what_a_place_gets_is_for_a_wrapped_item_and_a_wrapped_content
WORDS = 0.1
# An empty column. Rows name what the money is for; sums have no number.
SKIP = {
    # falls: test_a_line_wider_than_the_one_above_begins_the_next_cell_of_money
    "item": 2.0,
    # falls: test_what_a_place_gets_is_for_a_wrapped_item_and_a_wrapped_content
    "number": 0.3,
}
# falls: test_what_a_place_gets_is_for_a_wrapped_item_and_a_wrapped_content
SKIP_OTHER = 0.5


def money_fields(heads: Sequence[str]) -> list[str | None]:
    """Return the field of each head, None where it is no head of money.

    项目名称 and 补助资金 label a fact of a form, but beside 序号 or 乡镇 they head columns.
    """
    fields = [_field(head) for head in heads]
    if not ALLOTTED.intersection(fields):
        return fields
    for place, head in enumerate(heads):
        field = fields[place] or _field(head, BESIDE) or ("amount" if PART.match(head) else None)
        fields[place] = "other" if field == "item" and "item" in fields[:place] else field
    return fields


def _field(head: str, known: Mapping[str, str] = FIELDS) -> str | None:
    word = vocabulary.key(head)
    fields = (field for name, field in known.items() if word in vocabulary.words("items", name))
    return next(fields, None) or ("amount" if MONEY_COLUMN.search(head) else None)


def names_amounts(fields: Sequence[str | None]) -> bool:
    """Whether heads name what money is for, or who gets it, and how much it is."""
    return bool({"item", "place"} & set(fields)) and "amount" in fields


def heads_end(lines: Sequence[Line], start: int) -> int:
    """Return the index after heads of money that stand one to a line from here on, else `start`.

    Right above a figure a head is the figure's label, unless its table numbers its rows.
    """
    heads: list[str] = []
    end, is_figure = start, False
    for index in range(start, len(lines)):
        found = words(lines[index])
        if not found:
            continue
        if len(found) > 1 or not (_field(found[0]) or _field(found[0], BESIDE) or _is_note(found[0])):
            is_figure = amount_parts(found[0]) is not None
            break
        if _field(found[0]) == "amount" and "amount" in money_fields(heads):
            break  # 总额 begins the heads below 预算金额
        heads.append(found[0])
        end = index + 1
    else:
        return start
    fields = money_fields(heads)
    is_labelled = is_figure and "number" not in fields
    return end if len(heads) >= FEWEST and names_amounts(fields) and not is_labelled else start


def funds_end(lines: Sequence[Line], start: int) -> int:
    """Return the index after funds that stand one to a line below the head of their amounts, else `start`."""
    found = [(index, words(lines[index])) for index in range(start, len(lines)) if not lines[index].is_blank]
    funds = list(takewhile(lambda each: len(each[1]) == 1 and _is_fund(each[1][0]), found))
    below = found[len(funds) : len(funds) + 1]
    is_labelled = any(amount_parts(texts[0]) for _, texts in below)
    return funds[-1][0] + 1 if len(funds) >= FEWEST and below and not is_labelled else start


def _is_fund(head: str) -> bool:
    return vocabulary.fund_source_code(head) is not None or _field(head) == "amount"


def allots(lines: Sequence[Line], start: int) -> bool:
    """Whether heads begin here of a table that says who gets how much: on one line, or one to a line."""
    fields = money_fields(words(lines[start]))
    return names_amounts(fields) or heads_end(lines, start) > start


def _is_note(head: str) -> bool:
    return vocabulary.column_field(head) == "note"


def money_cost(cell: str, column: Column) -> float:
    """What it costs to read a cell under a head of money: figures stand under some, words under the others."""
    is_figure = amount_parts(cell) is not None or is_nothing(cell)
    if column.field == "number":
        return 0.0 if cell.isdigit() else MISPLACED
    if column.field in FIGURES:
        return 0.0 if is_figure else MARKED if amount_in_money_cell(cell) else MISPLACED
    return MISPLACED if is_number(cell) else WORDS


def money_skip(column: Column) -> float:
    """What it costs to leave a column of money empty."""
    return SKIP.get(column.field, SKIP_OTHER)
