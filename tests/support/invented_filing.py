"""One small invented filing, and the ways in which an agency files it again.

In: what differs. Out: text, and the same as blocks for `formats`. The agency is one of a division that exists, so that
what it declares is known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.support.drawn_tables import Block, Cell, Table

AGENCY = "特克斯县水务局"
TARGETS = (
    ("产出指标", "数量指标", "新建水厂数量", "≥3座"),
    ("产出指标", "质量指标", "水质达标率", "≥95%"),
    ("产出指标", "时效指标", "完工时间", "2024年11月底前"),
    ("效益指标", "社会效益指标", "受益人口", "≥12000人"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "较高"),
)
AMOUNTS = (("资金总额（万元）", "120.50"), ("其中：财政拨款", "100.50"), ("其他资金", "20.00"))


@dataclass(frozen=True, slots=True)
class InventedFiling:
    """A filing of one project in one year."""

    year: int = 2024
    published: str | None = None
    targets: tuple[tuple[str | None, ...], ...] = TARGETS
    amounts: tuple[tuple[str, str], ...] = AMOUNTS
    project: str = "农村供水工程"

    @property
    def heads(self) -> list[str]:
        said = [f"发布时间：{self.published}"] if self.published else []
        return [f"{self.year}年项目支出绩效目标表", *said]

    @property
    def rows(self) -> list[tuple[str, ...]]:
        return [
            ("项目名称", self.project),
            ("主管部门", AGENCY),
            *self.amounts,
            ("一级指标", "二级指标", "三级指标", "指标值"),
            *self.targets,
        ]

    @property
    def text(self) -> str:
        return "\n".join([*self.heads, *("\t".join(row) for row in self.rows)]) + "\n"

    @property
    def blocks(self) -> list[Block]:
        return [
            *self.heads,
            Table(tuple(tuple(Cell(text) for text in [*row, *[""] * (4 - len(row))]) for row in self.rows)),
        ]

    def with_target(self, name: str, value: str | None) -> InventedFiling:
        """The same with another value of a target, or without it."""
        changed = ((*row[:3], value) if row[2] == name else row for row in self.targets)
        return replace(self, targets=tuple(row for row in changed if row[3] is not None))

    def with_amount(self, item: str, amount: str) -> InventedFiling:
        """The same with another amount."""
        return replace(self, amounts=tuple((name, amount if item in name else old) for name, old in self.amounts))
