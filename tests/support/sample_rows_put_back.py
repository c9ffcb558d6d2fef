"""Rows of the samples that scanning moved, put back where their form has them: a person looked at each of these.

In: rows of cells, and labels that stand on lines of their own. Out: rows as the form has them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

Cells = list[str]

SIGNS = {"≥", "≤", "=", "定性", "定量", "\\geq"}
# Labels of merged cells that stand on lines of their own at a page break, and before which text of a row they belong.
MOVED = {"年度绩效指标": "一级指标", "产出指标": "数量指标"}


def put_back(rows: Sequence[Cells], labels: Collection[str]) -> None:
    """Write labels of MOVED into the rows they belong to."""
    for label in labels:
        row = next(row for row in rows if MOVED[label] in row[1:])
        row[row.index(MOVED[label]) - 1] = label


def _swapped(cells: Cells) -> Cells:
    """A name in the place of a label, and a blank in its own."""
    return ["", cells[1], cells[0], *cells[2:]]


def _begins(*texts: str) -> Callable[[Cells], bool]:
    return lambda cells: tuple(cells[: len(texts)]) == texts


REDRAWN: list[tuple[Callable[[Cells], bool], Callable[[Cells], Cells]]] = [
    (_begins("人员管理", "在职人员控制率"), lambda cells: ["", *cells]),
    (_begins("成本控制", ""), _swapped),
    (_begins("预算支出经费", ""), _swapped),
    (_begins("预算支出", ""), _swapped),
    (_begins("", "资金拨付及时性", ""), lambda cells: ["", "", "", cells[1], *cells[3:]]),
    (_begins("", "服务对象"), lambda cells: ["", "满意度指标", "服务对象满意度指标", *cells[2:]]),
    (_begins("满意度指标", "象 满意度 指标"), lambda cells: ["", "", *cells[2:]]),
]


def redrawn(cells: Cells) -> Cells:
    """Return a row as its form has it."""
    for belongs, moved in REDRAWN:
        if belongs(cells):
            cells = moved(cells)
    # The scan saw two columns below one head, 指标值, and took the second for its value.
    split = next((at for at, cell in enumerate(cells[:-2]) if cell in SIGNS and not cells[at + 1] and cells[at + 2]), 0)
    return [*cells[: split + 1], *cells[split + 2 :], ""] if split == 3 else cells
