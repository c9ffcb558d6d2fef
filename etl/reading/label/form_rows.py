"""Rows of forms that state money or other facts: label beside figure, or figures under column heads.

In: a logical row, the head in force, and what is known of the statement. Out: the fields of a raw row.
Forbidden here: indicators; adding up or converting anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from etl import vocabulary
from etl.filing import Kind, Role, Row, Statement, Strip
from etl.reading.fields import Fields, form_fields, present
from etl.reading.figures import amount_in_money_cell, amount_parts
from etl.reading.notation import amount_broken_down, is_nothing
from etl.reading.prose.amounts import Context, side_of, stated_amounts
from etl.reading.table.alignment import align_row, moving
from etl.reading.table.heads import Head, placed_cells
from etl.reading.table.label_pairs import clean_label, is_money_label, pairs
from etl.reading.table.money_columns import money_cost, money_skip

UNIT_AT_END = re.compile(r"\s*[（(][^（）()]*(?:元|平方米|台|辆|个|亩|套)[^（）()]*[)）]\s*$")


@dataclass(frozen=True, slots=True)
class Block:
    """Where in a form a row stands: the side of the budget of each column of labels, or of all."""

    sides: tuple[tuple[int, str], ...] = ()
    side: str = "expenditure"

    def side_at(self, position: int) -> str | None:
        """Return the side that the block over this position heads, if any."""
        return next((side for start, side in reversed(self.sides) if start <= position), None)


def block_of(strip: Strip, current: Block) -> Block:
    """Return the block that a row opens (收入预算 left, 支出预算 right), else the one in force."""
    kinds = [(position, vocabulary.block_kind(cell)) for position, cell in placed_cells(strip)]
    sides = tuple((position, kind) for position, kind in kinds if kind in {"revenue", "expenditure"})
    if sides:
        return Block(tuple((position, str(kind)) for position, kind in sides))
    return Block() if any(kind for _, kind in kinds) else current


def money_row(strip: Strip, head: Head, side: str) -> Fields:
    """Return the amounts of a row under money heads, and whatever else it says as attributes by their heads."""
    cells = align_row(strip.cells, head.columns, money_cost, money_skip, moved=moving(strip))
    texts = {column.field: cell for cell, column in cells if column and column.field in {"item", "content"}}
    places = (cell for cell, column in cells if column and column.field == "place")
    item = texts.get("item") or next(places, "")
    amounts: list[Fields] = []
    attributes: list[Fields] = []
    for cell, column in cells:
        parts = amount_in_money_cell(cell)
        if column and column.field in {"fund", "amount"} and parts:
            fund = clean_label(column.head) if vocabulary.fund_source_code(column.head) else None
            amounts.append(_money_amount(_item(item), texts.get("content"), fund, side, parts))
        elif cell not in texts.values() and cell != item and not is_nothing(cell):
            attributes.append({"name": f"{clean_label(item)}{column.head if column else ''}", "value": cell})
    named = [{"name": text} for text in texts.values()]  # a line of the form that was left empty
    return form_fields(amounts, attributes if amounts or attributes else named)


def _money_amount(item: str, content: str | None, fund: str | None, side: str, parts: tuple[str, str | None]) -> Fields:
    side = side_of(item, side) if side == "asset" else side
    return present(item=item, content=content, fund_source=fund, side=side, amount=parts[0], unit=parts[1])


def _item(label: str) -> str:
    return UNIT_AT_END.sub("", clean_label(label))


def labelled_row(strip: Strip, statement: Statement, block: Block) -> Fields:
    """Return what a row of labels and values says: amounts of money beside their labels, other facts by name.

    Prose in a value may state amounts too (每月80万元); they are kept beside the text.
    """
    amounts: list[Fields] = []
    attributes: list[Fields] = []
    for position, label, value in pairs(strip):
        parts = amount_parts(value) if value else None
        broken_down = amount_broken_down(value) if value and not parts else None
        if value and not parts and not broken_down and is_money_label(label):
            parts = amount_in_money_cell(value)
        if (parts or broken_down) and is_money_label(label):
            side = block.side_at(position) or _side_of_whole(amounts)
            amounts.append(_labelled_amount(label, parts or broken_down or ("", None), statement, side))
            if broken_down:  # what it is made of stays beside it as filed
                attributes.append({"name": label, "value": str(value)})
            continue
        attributes.append(present(name=label, value=value))
        if value and len(value) > len(label):
            topic = Context(item=statement.project_name, agency=statement.agency, fiscal_year=statement.fiscal_year)
            said = (one for one in stated_amounts(value, topic) if one["side"] != "revenue")  # 总收入12亿元 is a result
            amounts += [{**one, "doubts": ["from_sentence"]} for one in said]
    return form_fields(amounts, attributes)


def _side_of_whole(amounts: list[Fields]) -> str | None:
    """What stands behind a total of revenue in one row are its sources (收入预算合计 … 其中：财政拨款 …)."""
    return "revenue" if amounts and amounts[-1].get("side") == "revenue" else None


@cache
def _income() -> re.Pattern[str]:
    """Without a block over it (收入预算 | 支出预算) a label alone tells the side: 收入预算合计, 其他收入."""
    return re.compile(rf"{vocabulary.income_words()}(?:预算)?(?:合计|总计|总额|小计)?$")


def _labelled_amount(label: str, parts: tuple[str, str | None], statement: Statement, side: str | None) -> Fields:
    clean = clean_label(label)
    code = vocabulary.fund_source_code(clean)
    stage = _stage_of(clean, statement)
    side = stage or side or ("revenue" if _income().search(clean) else "expenditure")
    if statement.kind is Kind.DEPARTMENT_OVERALL:
        fund = clean if not stage and code not in {None, "FS"} else None
        return present(item=clean, fund_source=fund, side=side, amount=parts[0], unit=parts[1])
    return present(
        item=statement.project_name or clean,
        fund_source=None if stage else clean,
        side=side,
        stage=label if stage else None,
        amount=parts[0],
        unit=parts[1],
    )


def _stage_of(label: str, statement: Statement) -> str | None:
    """Which stage a label says; 预算数 is one only in a report, a form that declares has no other."""
    stage = vocabulary.stage_side(label)
    reports = any(word in (statement.title or "") for word in vocabulary.headings()["titles"]["reports"])
    return stage if reports or stage != "budgeted" or statement.kind is Kind.DEPARTMENT_OVERALL else None


def role_of(fields: Fields) -> Role:
    """Return the role of a form's row: amount where it states as many of them as other facts, heading if nothing."""
    values = sum("value" in found for found in fields.get("attributes", ()))
    if len(fields.get("amounts", ())) >= max(values, 1):
        return Role.AMOUNT
    return Role.ATTRIBUTE if values else Role.HEADING


def row_of(role: Role, strip: Strip, statement: Statement, fields: Fields | None = None) -> Row:
    """Return a logical row of a statement as a row of this role."""
    return Row(role, strip.lines, statement.number, fields or {})
