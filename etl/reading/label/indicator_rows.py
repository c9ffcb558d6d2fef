"""Rows under the column heads of indicators: each cell under the head it fits by its kind of words and figures.

In: a logical row and its heads. Out: a row of role indicator, or a heading that only carries level labels.
Forbidden here: carrying labels down; knowing a template.
"""

from __future__ import annotations

from collections.abc import Iterable

from etl import vocabulary
from etl.filing import Role, Row, Statement, Strip
from etl.reading.fields import Fields, form_fields
from etl.reading.figures import amount_in_money_cell, amount_parts
from etl.reading.label.doubts import LABELS, doubts_of
from etl.reading.notation import is_bare, is_number, is_sign, opens_with_sign
from etl.reading.prose.targets import target_at_end
from etl.reading.table.alignment import UNPLACED, Column, align_row, moving
from etl.reading.table.columns import REPEATED
from etl.reading.table.costs import cost, is_level, skip
from etl.reading.table.heads import LOST, Head
from etl.reading.table.label_pairs import clean_label

# Cells of a line that sums up an agency; with more it is a row that lost some.
# falls: test_an_agency_its_projects_and_an_amount_alone_are_a_sum
FEW = 3
OUTCOMES = frozenset({"actual", "weight", "score"})
BESIDE = frozenset({"other", "project", "agency", "goal"})
Placed = list[tuple[str, Column]]


def indicator_row(strip: Strip, statement: Statement, head: Head) -> Row:
    """Read a row under the heads of indicators; one without a name or a target is set aside or only carries labels."""
    if beside := _beside_indicators(strip, statement, head):
        return beside
    aligned = align_row(strip.cells, head.columns, cost, skip, moved=UNPLACED if head is LOST else moving(strip))
    cells = _with_result_in_place([(cell, column) for cell, column in aligned if column], strip, head)
    if len(cells) < len(aligned):
        return Row(Role.UNPLACED, strip.lines, statement.number)
    fields = _fields(cells, head)
    if "name" in fields and "value" not in fields and (said := target_at_end(fields["name"])):
        parts = dict(zip(("name", "operator", "value"), said, strict=True))
        fields |= {name: part for name, part in parts.items() if part} | {"doubts": ["value_in_name"]}
        return Row(Role.INDICATOR, strip.lines, statement.number, fields)
    is_named = "name" in fields and not vocabulary.is_whole_level(fields["name"])
    is_named = is_named and not any(is_number(cell) and column.field in LABELS for cell, column in cells)
    is_blank = strip.placed and "value" not in fields and not opens_with_sign(fields.get("actual", ""))
    has_result = is_blank and bool(fields.keys() & {"actual", "score"})  # a result ≥30人 may be the target itself
    if is_named and (has_result or ("value" in fields and not is_bare(fields["value"]))):
        return Row(Role.INDICATOR, strip.lines, statement.number, {**fields, **doubts_of(strip, cells, head)})
    fields.pop("more", None)  # it states no target of its own, and so none beside it
    return Row(Role.UNPLACED, strip.lines, statement.number, fields)


def _with_result_in_place(cells: Placed, strip: Strip, head: Head) -> Placed:
    """Where the target was left blank, result, weight and score stay under their heads and never become the target."""
    places = [at for at, cell in enumerate(strip.cells) if cell]
    if not (strip.placed and cells) or len(places) != len(cells):
        return cells
    own = {column.position: column for column in head.columns if column.field in OUTCOMES}
    stands = [(at, column) for at, (_, column) in zip(places, cells, strict=True)]
    named = any(column.field == "name" and at == column.position for at, column in stands)
    slid = any(column.field == "value" and at in own for at, column in stands)
    is_wider = places[-1] > max(column.position for column in head.columns)
    if not (named and slid) or is_wider:
        return cells
    return [(cell, own.get(at, column)) for at, (cell, column) in zip(places, cells, strict=True)]


def _beside_indicators(strip: Strip, statement: Statement, head: Head) -> Row | None:
    """Rows among the indicators that state none: labels alone, a project of a tree, the sum of an agency."""
    if all(is_level(cell) or vocabulary.column_field(cell) for cell in strip.filled):
        return Row(Role.HEADING, strip.lines, statement.number, _labels_alone(strip))
    if head.is_tree and (named := _project_line(strip, statement, head)):
        return Row(Role.AMOUNT if "amounts" in named else Role.ATTRIBUTE, strip.lines, statement.number, named)
    if summed := _sum_of_projects(strip, head):
        return Row(Role.AMOUNT, strip.lines, statement.number, summed)
    return None


def _fields(cells: Placed, head: Head) -> Fields:
    """Return the fields of a row; repeated columns give further targets, the year's own stands first."""
    shared: Fields = {column.field: cell for cell, column in cells if column.field not in REPEATED}
    others = [{"name": column.head, "value": cell} for cell, column in cells if column.field in BESIDE]
    amounts = [
        _amount(shared.get("project"), column, cell, reports="actual" in head.fields) for cell, column in cells
        if column.field == "amount" and amount_in_money_cell(cell)
    ]  # fmt: skip
    shared = {name: cell for name, cell in shared.items() if name not in {"block", "amount", *BESIDE}}
    shared = _with_sign_of_direction(shared, cells)
    groups = sorted(_groups(cells))
    first = {column.field: cell for cell, column in cells if column.field in REPEATED and column.group == groups[0]}
    targets = [found for group in groups if (found := _target(cells, group, first))]
    is_alone = len(_groups((column.head, column) for column in head.columns)) == 1
    stated = {column.group for _, column in cells if column.field == "value"}
    others += [
        {"name": column.head, "value": cell} for cell, column in cells
        if column.field == "name" and column.group not in stated and cell != first.get("name")
    ]  # fmt: skip
    targets = _years_own_first(targets)
    main, *more = [_scoped(target, is_alone=is_alone) for target in targets] or [first]
    more = [{"operator": shared["operator"], **target} if "operator" in shared else target for target in more]
    fields: Fields = {**main, **shared}
    if more:
        fields["more"] = more
    return {**fields, **form_fields(amounts, others)}


def _with_sign_of_direction(shared: Fields, cells: Placed) -> Fields:
    """A sign in the column of direction or nature (指标方向, 指标性质) is the operator of the row."""
    has_own = any(column.field == "operator" for _, column in cells)
    is_operator = not has_own and is_sign(str(shared.get("direction", "")))
    return {"operator" if is_operator and name == "direction" else name: cell for name, cell in shared.items()}


def _amount(project: str | None, column: Column, cell: str, *, reports: bool) -> dict[str, str]:
    """Return a project's amount in its column of a table that lists projects; reports say of which stage it is."""
    parts = amount_in_money_cell(cell)
    assert parts, "the caller asked"
    stage = vocabulary.stage_side(column.head) if reports else None
    found = {
        "item": project,
        "fund_source": None if stage else clean_label(column.head),
        "side": stage or "expenditure",
        "stage": column.head if stage else None,
        "amount": parts[0],
        "unit": parts[1],
    }
    return {name: value for name, value in found.items() if value}


def _sum_of_projects(strip: Strip, head: Head) -> Fields | None:
    """In a table that lists projects, a line with an agency and an amount alone sums up its projects."""
    amount = next((column for column in head.columns if column.field == "amount"), None)
    *names, figure = strip.filled
    is_sum = names and len(strip.filled) <= FEW and not any(map(is_level, names)) and amount_parts(figure)
    if amount is None or "project" not in head.fields or not is_sum:
        return None
    return {"amounts": [{**_amount(names[-1], amount, figure, reports=False), "has_parts": "true"}]}


def _project_line(strip: Strip, statement: Statement, head: Head) -> Fields | None:
    """The project of a tree stands on a line of its own with its amount; above it, its agency."""
    name, *figures = strip.filled
    amount = next((column for column in head.columns if column.field == "amount"), None)
    if name == statement.project_name and figures and amount and amount_parts(figures[0]):
        return {"amounts": [_amount(name, amount, figures[0], reports=False)]}
    facts = {statement.project_name: "project_name", statement.agency: "agency"}
    return {"attributes": [{"name": facts[name], "value": name}]} if name in facts and not figures else None


def _years_own_first(targets: list[dict[str, str]]) -> list[dict[str, str]]:
    """The year's own target stands first; where the heads do not say which it is, it is the one on the right."""
    kinds = [vocabulary.period_kind(target["scope"]) for target in targets]
    if not any(target["scope"] for target in targets):
        return targets[::-1]
    return [target for _, target in sorted(zip(kinds, targets, strict=True), key=lambda pair: pair[0] != "annual")]


def _groups(cells: Iterable[tuple[str, Column]]) -> set[int]:
    return {column.group for _, column in cells if column.field in REPEATED}


def _target(cells: Placed, group: int, first: dict[str, str]) -> dict[str, str] | None:
    """Return the target of one of the columns side by side; what it does not name, the first of them does."""
    own = {column.field: cell for cell, column in cells if column.group == group and column.field in REPEATED}
    if "value" not in own:
        return None
    names = {name: cell for name, cell in first.items() if name in {"level1", "level2", "name"}}
    scope = next((column.scope for _, column in cells if column.group == group and column.field == "value"), "")
    return {**names, **own, "scope": scope}


def _scoped(target: dict[str, str], *, is_alone: bool) -> dict[str, str]:
    """Say of a value that stands beside others whose it is: a period of time, or a place."""
    scope = target.pop("scope", "")
    if is_alone or not scope:
        return target
    return {**target, "period" if vocabulary.period_kind(scope) else "place": scope}


def _labels_alone(strip: Strip) -> Fields:
    """Level labels without an indicator (经济效益指标, left empty) say which section was not filled."""
    levels = [cell for cell in strip.filled if is_level(cell)]
    both = len(levels) > 1
    fields: Fields = {}
    for index, cell in enumerate(levels):
        is_first = vocabulary.level2_code(cell) is None or (both and index == 0)
        fields["level1" if is_first else "level2"] = cell
    return fields
