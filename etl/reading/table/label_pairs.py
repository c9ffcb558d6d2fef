"""Labels and the values beside them, in the rows of a form.

In: a logical row. Out: its labels with their values, as filed. Forbidden here: saying what a value means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from etl import vocabulary
from etl.filing import Strip
from etl.reading.figures import amount_parts
from etl.reading.table.heads import placed_cells

LABEL_START = re.compile(r"^(?:其中[-—]?|[（(]?[一二三四五六七八九十]+[)）、.]|[（(]?\d{1,2}[)）、.](?!\d))[:：、\s]*")
UNIT_AT_END = re.compile(r"\s*[（(][^（）()]{0,6}元[)）]$")
MONEY_WORD = re.compile(
    r"资金|基金|拨款|经费|支出|收入|金额|预算|总额|合计|小计|结转|结余|贷款|(?:补助|本级|配套|自筹)$"
)
IN_ONE = re.compile(r"((?:其中\s*[:：])?[^:：]{2,20})[:：]\s*([\d,.]+\s*\S{0,2})")
FACT_IN_ONE = re.compile(r"([^:：]{2,16})[:：]\s*([^:：]{2,60})")
BRACKETED = re.compile(r"[（(][^（）()]*[)）]$")
# fmt: off
NO_MONEY = (
    "表", "构成", "编码", "代码", "编号", "文号", "率", "比例", "占比", "进度", "年度", "年份", "时间", "日期", "级次",
    "权重", "分值", "得分",
)
# fmt: on
# Signs: a longer text that speaks of money is a sentence. falls: test_a_text_that_speaks_of_money_is_a_label…
LONGEST_LABEL = 16
NAMED = frozenset({"project_name", "agency", "implementing_unit", "contact"})
GROUPS = ("职能", "信息", "制度建设情况")


def clean_label(label: str) -> str:
    """Return a label of money without 其中, numbering and colon; its words stay as filed."""
    before = None
    while before != label:
        before = label
        label = UNIT_AT_END.sub("", LABEL_START.sub("", label.strip())).rstrip(":： ")
    return label


def is_money_label(label: str) -> bool:
    """Whether a label announces an amount of money rather than a count."""
    clean = clean_label(label)
    known = vocabulary.fund_source_code(clean) or vocabulary.category_code(clean) or vocabulary.stage_side(clean)
    if (
        known
        or len(clean) > LONGEST_LABEL
        or BRACKETED.sub("", clean).endswith(NO_MONEY)
        or vocabulary.attribute_kind(clean)
    ):
        return bool(known)
    return MONEY_WORD.search(clean) is not None


def pairs(strip: Strip) -> Iterator[tuple[int, str, str | None]]:
    """Yield (position, label, value): a value follows its label; of labels in a row the last one counts."""
    cells = [piece for position, cell in placed_cells(strip) for piece in _said_in_one(position, cell)]
    label: tuple[int, str] | None = None
    for index, (position, cell) in enumerate(cells):
        following = cells[index + 1][1] if index + 1 < len(cells) else None
        if label is None or (following is not None and _supersedes(cell, label[1], following)):
            label = (position, cell)
        else:
            yield *label, cell
            label = None
    if label:
        yield *label, None


@cache
def _source_in_one() -> re.Pattern[str]:
    amount = rf"[\d,.]+\s*{vocabulary.money_units(ending='元')}"
    return re.compile(rf"[^:：\d]{{2,8}}[:：]\s*([^\d:：，。,\s]{{2,16}})\s*({amount})")


def _said_in_one(position: int, cell: str) -> list[tuple[int, str]]:
    """Part a cell that says a label and its amount, or whose it is (一般公共预算：1640.50万元, 项目名称：甲项目)."""
    said = IN_ONE.fullmatch(cell)
    if said and amount_parts(said[2]) and is_money_label(said[1]):
        return [(position, said[1]), (position, said[2])]
    if (inner := _source_in_one().fullmatch(cell)) and is_money_label(inner[1]):
        return [(position, inner[1]), (position, inner[2])]
    fact = FACT_IN_ONE.fullmatch(cell)
    if fact and vocabulary.attribute_kind(fact[1]) in NAMED:
        return [(position, fact[1]), (position, fact[2])]
    return [(position, cell)]


def _supersedes(cell: str, label: str, following: str) -> bool:
    """Whether a cell is not the value of the label before it but itself the label of the cell after it.

    A named thing may sound like money (项目名称 | 就业补助资金): after such a label it is the value.
    """
    kind = vocabulary.attribute_kind(label)
    if vocabulary.attribute_kind(cell):
        return True
    if kind in NAMED or amount_parts(cell):
        return False
    if is_money_label(cell):
        return kind != "goal"
    is_group = vocabulary.block_kind(label) is not None or label.rstrip(")） ").endswith(GROUPS)
    return is_group and not is_money_label(following)
