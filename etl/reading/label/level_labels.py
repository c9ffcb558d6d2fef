"""Level labels of indicators: carried down over merged cells, rejoined where a page break tore them.

In: labelled rows of one statement, levels as they stand. Out: the same rows with the filer's labels filled in.
Forbidden here: mapping a label to a class for the marts; the codes serve only to tell whose label it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from etl import vocabulary
from etl.filing import Role, Row
from etl.reading.fields import with_doubts

LEVELS = ("level1", "level2")


def carry_down(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of a statement with level-1 and level-2 labels carried down from above."""
    mended = _rejoin(list(rows))
    labels: dict[str, str] = {}
    block: str | None = None
    carried: list[Row] = []
    for index, row in enumerate(mended):
        filed = _lowered({name: str(row.fields[name]) for name in LEVELS if name in row.fields}, labels)
        if "level1" in filed and "level2" not in filed and filed["level1"] != block:
            labels.pop("level2", None)
        labels.update(filed)
        own = dict(labels)
        if "level1" not in filed and (level1 := _displaced(own, mended[index + 1 :])):
            own["level1"] = level1
        block = own.get("level1")  # a label in mid-block says again what rows above were given
        is_displaced = own.get("level1") != labels.get("level1")
        whole = _labelled(row, own) if row.role is Role.INDICATOR else row
        carried.append(with_doubts(whole, "level_displaced") if is_displaced and row.role is Role.INDICATOR else whole)
    return carried


def _lowered(filed: dict[str, str], labels: dict[str, str]) -> dict[str, str]:
    """Below 实施效果指标 the usual first levels are the second: 产出指标, 效益指标."""
    above = vocabulary.words("levels", "above")
    if set(filed) != {"level1"} or vocabulary.key(filed["level1"]) in above:
        return filed
    return {"level2": filed["level1"]} if vocabulary.key(labels.get("level1", "")) in above else filed


def _labelled(row: Row, labels: dict[str, str]) -> Row:
    """Give the labels to every target of a row; further ones may have been filed with labels of their own."""
    fields: dict[str, Any] = {**row.fields, **labels}
    if "more" in fields:
        fields["more"] = [{**labels, **target} for target in fields["more"]]
    return replace(row, fields=fields)


def _displaced(own: dict[str, str], below: Sequence[Row]) -> str | None:
    """The label of a merged cell may stand further down: the next level 1, if it and not the last one fits."""
    expected = (vocabulary.level2_code(own.get("level2", "")) or "").partition(".")[0]
    last = vocabulary.level1_code(own["level1"]) if "level1" in own else None
    if not expected or last == expected:
        return None
    following = next((str(row.fields["level1"]) for row in below if "level1" in row.fields), None)
    code = vocabulary.level1_code(following) if following else None
    is_old_cost = last is None and (expected, code) == ("COST", "OUT")  # until 2021 cost was a part of output
    return following if code == expected or is_old_cost else None


def _rejoin(rows: list[Row]) -> list[Row]:
    """Join a level-2 label torn over two rows (服务对象 | 象满意度指标), or around one, and give it to both."""
    placed = [index for index, row in enumerate(rows) if "level2" in row.fields]
    for index in placed:
        fields = rows[index].fields
        whole = _joined(str(fields["level2"]), str(fields.get("note", "")))
        if whole:
            rest = {name: value for name, value in fields.items() if name != "note"}
            rows[index] = replace(rows[index], fields={**rest, "level2": whole})
    for first, second in pairwise(placed):
        whole = _joined(str(rows[first].fields["level2"]), str(rows[second].fields["level2"]))
        if whole:
            for index in (first, second):
                rows[index] = replace(rows[index], fields={**rows[index].fields, "level2": whole})
    return rows


def _joined(upper: str, lower: str) -> str | None:
    """Return two torn pieces as one label of the vocabulary, a character on both sides of the tear once."""
    is_end = vocabulary.is_level2_fragment(lower) or vocabulary.level2_code(lower)  # 社会公众或 | 服务对象满意度指标
    if not (vocabulary.is_level2_fragment(upper) and is_end):
        return None
    upper, lower = "".join(upper.split()), "".join(lower.split())
    for overlap in range(min(len(upper), len(lower)), -1, -1):
        whole = upper + lower[overlap:]
        if upper.endswith(lower[:overlap]) and vocabulary.level2_code(whole):
            return whole
    return None
