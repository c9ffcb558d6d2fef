"""Rows checked by hand and facts of the warehouse, brought into one form so that they can be compared.

Golden rows of the samples, in tests/golden, name our codes and are compared to the letter. Those of invented filings in
tests/layouts and of shared ones beside the checkout are in the filer's words, compared without blanks and quotes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.warehouse.connection import query
from tests.accuracy.scores import Expected, Found, Target
from tests.support.normalised import figure, folded, level_class, project, ways_of_reading, yuan
from tests.support.places import GOLDEN, HOUSE, LAYOUTS, SHARED

SAMPLES = HOUSE / "samples"

DATES = {"date", "period"}

TARGETS = """
select
    statement.statement_no, statement.project_name, indicator.indicator_code, target.level1_filed, target.level2_filed,
    target.indicator_name, target.target_kind, target.operator, target.operator_source, target.value,
    target.qualitative_target, target.target_filed, target.unit_filed, target.confidence
from marts.fct_indicator_targets as target
inner join marts.dim_statement as statement using (document_id, statement_key)
inner join marts.dim_indicator as indicator using (indicator_key)
where statement.file_name = :file
"""
AMOUNTS = """
select line.amount_yuan, line.confidence
from marts.fct_budget_lines as line
inner join marts.dim_statement as statement using (document_id, statement_key)
where statement.file_name = :file and line.amount_yuan is not null
"""
Fact = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Golden:
    """A filing with expected rows: its name in layouts.csv, the file, and how its page and its form are laid out."""

    name: str
    file: Path
    layout: str
    template: str

    @property
    def is_sample(self) -> bool:
        return self.file.parent == SAMPLES

    @property
    def set(self) -> str:
        return {SAMPLES: "samples", LAYOUTS: "layouts"}.get(self.file.parent, "shared")

    @property
    def folder(self) -> Path:
        """Where its rows stand in the filer's words."""
        return (LAYOUTS if self.set == "layouts" else SHARED / "golden") / self.name


def goldens() -> Iterator[Golden]:
    """Every filing that has expected rows: samples, layouts, and shared ones where they stand beside the checkout."""
    index = {row["name"]: (row["layout"], row["template"]) for row in rows_of(GOLDEN / "layouts.csv")}
    for path in sorted(GOLDEN.glob("*.targets.csv")):
        name = path.name.removesuffix(".targets.csv")
        yield Golden(name, SAMPLES / f"{name}.txt", *index.get(name, ("other", "")))
    for file in sorted(LAYOUTS.glob("*.txt")):
        yield Golden(file.stem, file, *index.get(file.stem, ("other", "")))
    for folder in sorted(path.parent for path in (SHARED / "golden").glob("*/indicators.csv")):
        files = sorted((SHARED / "filings").glob(f"{folder.name}_*"), key=lambda path: path.suffix != ".txt")
        if files:  # where a filing comes in several formats, its text is the reference
            yield Golden(folder.name, files[0], *index.get(folder.name, ("other", "")))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def expected(golden: Golden) -> Expected:
    """What a person reads in a filing."""
    if golden.is_sample:
        targets = [
            Target(row["statement_no"], row["indicator_code"], row["indicator_name"], row["operator"],
                   figure(row["value"]) or row["value"], row["unit"])
            for row in rows_of(GOLDEN / f"{golden.name}.targets.csv")
        ]  # fmt: skip
        amounts = [row["amount_yuan"] for row in rows_of(GOLDEN / f"{golden.name}.amounts.csv")]
        return Expected(targets, [(yuan(amount),) for amount in amounts if amount])
    projects = projects_of(golden.folder)
    targets = [filed_target(row, projects[row["statement_no"]]) for row in rows_of(golden.folder / "indicators.csv")]
    money = golden.folder / "budget_lines.csv"
    if not money.is_file():
        return Expected(targets, None)
    lines = [row for row in rows_of(money) if figure(row["amount"])]
    return Expected(targets, [ways_of_reading(row["amount"], folded(row["unit"])) for row in lines])


def found(url: str, golden: Golden) -> Found:
    """What the warehouse holds of a filing."""
    facts = query(url, TARGETS, {"file": golden.file.name})
    several = not golden.is_sample and len(projects_of(golden.folder)) > 1
    made = [sample_fact(fact) if golden.is_sample else filed_fact(fact, several=several) for fact in facts]
    amounts = query(url, AMOUNTS, {"file": golden.file.name})
    return Found(
        [(target, fact["confidence"]) for target, fact in zip(made, facts, strict=True)],
        [(yuan(line["amount_yuan"]), line["confidence"]) for line in amounts],
    )


# --- samples ------------------------------------------------------------------------------------------


def sample_fact(fact: Fact) -> Target:
    value = fact["value"] if fact["value"] is not None else fact["qualitative_target"] or fact["target_filed"] or ""
    words = (fact["indicator_code"] or "", fact["indicator_name"] or "", fact["operator"] or "")
    return Target(str(fact["statement_no"]), *words, figure(value) or str(value), fact["unit_filed"] or "")


# --- in the filer's words -----------------------------------------------------------------------------


def projects_of(folder: Path) -> dict[str, str]:
    """Which project each statement is of; one statement alone needs no name."""
    statements = rows_of(folder / "statements.csv")
    return {row["statement_no"]: project(row["project_name"]) if statements[1:] else "" for row in statements}


def filed_target(row: Mapping[str, str], project_name: str) -> Target:
    known = (project_name, level_class(row["level1"], row["level2"]), folded(row["level3"]))
    if row["value_type"] == "日期" or folded(row["unit"]) == "全年":
        return Target(*known, "", "日期", "")
    number = figure(row["value"])
    is_figure = row["value_type"] == "定量"
    operator = row["operator"] if number and is_figure else ""
    return Target(*known, operator, number or folded(row["value"]), folded(row["unit"]) if is_figure else "")


def filed_fact(fact: Fact, *, several: bool) -> Target:
    indicator = fact["indicator_code"] or level_class(fact["level1_filed"], fact["level2_filed"])
    known = (project(fact["project_name"]) if several else "", indicator, folded(fact["indicator_name"]))
    if fact["target_kind"] in DATES:
        return Target(*known, "", "日期", "")
    if fact["value"] is None:
        return Target(*known, "", folded(fact["qualitative_target"]), "")
    operator = "" if fact["operator_source"] == "implicit" else fact["operator"] or ""
    return Target(*known, operator, figure(fact["value"]), folded(fact["unit_filed"]))
