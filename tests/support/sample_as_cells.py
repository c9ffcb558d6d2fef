"""The sample whose text has no cells, typed again as rows of cells: what a clerk sees in it.

In: its rows checked by hand in tests/golden, and the words of its form that stand in the text. Out: blocks as
`drawn_tables` gives them. Levels stand once, over all their rows, as the text's order of labels shows; each row has its
level 2, as the text has.
"""

from __future__ import annotations

import csv
from itertools import groupby

from tests.support.drawn_tables import Block, blocks_drawn_from, table
from tests.support.places import GOLDEN
from tests.support.sample_rows_put_back import Cells

NAME = "tekesi_2022_plain"
CONTENTS = {
    "2022年城乡居民基本养老保险": "用于保障城乡居民的基本养老保险",
    "特克斯县2022年打包企业养老保险本级补助资金": "财政对企业职工基本养老保险基金的补助",
    "特克斯县2022年财政对机关事业单位养老保险补助资金": "保障机关事业退休人员的工资按时足额发放",
    "“三支一扶”人员补助": "保障“三支一扶”人员补助",
    "普惠金融发展资金": "小额担保贷款贴息",
    "人员保障": "用于保障部门单位人员发放工资福利支出及对个人和家庭补助",
    "运转保障": "用于日常办公费、取暖费、三公经费、工会经费、福利费及其它商品和服务支出",
    "合计": "",
}
LEVELS = {
    "OUT.QTY": ("产出指标", "数量指标"),
    "OUT.QUAL": ("产出指标", "质量指标"),
    "OUT.TIME": ("产出指标", "时效指标"),
    "COST.GEN": ("产出指标", "成本指标"),
    "BEN.ECO": ("效益指标", "经济效益指标"),
    "BEN.SOC": ("效益指标", "社会效益指标"),
    "BEN.ENV": ("效益指标", "生态效益指标"),
    "BEN.SUS": ("效益指标", "可持续影响指标"),
    "SAT.SVC": ("满意度指标", "满意度指标"),
}


def blocks_of(name: str, text: str) -> list[Block]:
    """Return the blocks of any sample."""
    return retyped(text) if name == NAME else blocks_drawn_from(text)


def retyped(text: str) -> list[Block]:
    """Return the blocks of the sample with this text."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    goal = text[text.index('"1、') + 1 : text.rindex('"')].replace("\n", "")
    rows = [
        ["部门（单位）名称", "", lines[2].split()[1], "", "", ""],
        ["年度主要任务", "任务名称", "主要内容", "预算金额（万元）", "", ""],
        ["", "", "", "总额", "财政拨款", "其他资金"],
        *_tasks(),
        ["年度总体目标", goal, "", "", "", ""],
        ["年度绩效指标", "一级指标", "二级指标", "三级指标", "", "指标值"],
        *_indicators(),
    ]
    return [*lines[:2], table(rows)]


def _tasks() -> list[Cells]:
    amounts = groupby(_golden("amounts"), key=lambda row: row["item"])
    return [["", item, CONTENTS[item], *(row["amount_filed"] for row in rows), ""] for item, rows in amounts]


def _indicators() -> list[Cells]:
    by_level: dict[str, list[Cells]] = {code: [] for code in LEVELS}
    for row in _golden("targets"):
        target = row["operator"] + row["value"] + row["unit"]
        by_level[row["indicator_code"]].append([row["indicator_name"], "", target])
    rows = []
    for code, targets in by_level.items():  # a level 2 without targets is printed all the same
        rows += [["", *LEVELS[code], *cells] for cells in targets or [["", "", ""]]]
    firsts = {next(at for at, row in enumerate(rows) if row[1] == level) for level, _ in LEVELS.values()}
    return [[*row[:1], row[1] if at in firsts else "", *row[2:]] for at, row in enumerate(rows)]


def _golden(what: str) -> list[dict[str, str]]:
    with (GOLDEN / f"{NAME}.{what}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
