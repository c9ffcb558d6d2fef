"""Split lines into statements: each table with its title, and the prose around the tables that states money.

In: a `Document`. Out: `Statement`s in order of the text; a line in none of them is page furniture.
Forbidden here: reading rows; what a form says of its agency, unit and project is read with its labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl import vocabulary
from etl.filing import Document, Kind, Line, NotAFiling, Statement
from etl.reading.prose.amounts import states_money
from etl.reading.prose.targets import targets_in
from etl.reading.split.origin import Origin, Part, money_unit, origin_of, project_in, project_reported, year_of
from etl.reading.split.projects import by_project
from etl.reading.split.tables import tables
from etl.reading.table.layout import words


def split(document: Document) -> tuple[Statement, ...]:
    """Return the statements of a document; raises NotAFiling when it states neither targets nor money."""
    found = [part for table in tables(document.lines) for part in by_project(table)]
    claimed = {line.number for table in found for line in table.lines}
    rest = tuple(line for line in document.lines if line.number not in claimed)
    origin = origin_of(document.lines, rest)
    parts = [(table.lines[0].number, table) for table in found]
    if (states_money(rest) and _speaks_of_budgets(document.lines)) or any(targets_in(line.text) for line in rest):
        first = next(line.number for line in rest if not line.is_blank)
        parts.append((first, Part(None, rest, is_prose=True)))
    if not parts:
        raise NotAFiling(
            "no table of indicators and no amount stated in a sentence was found: is this a filing with targets?"
        )
    ordered = [part for _, part in sorted(parts, key=lambda pair: pair[0])]
    return tuple(_statement(number, part, origin) for number, part in enumerate(ordered, start=1))


def _speaks_of_budgets(lines: Sequence[Line]) -> bool:
    """Prices stand in many texts; money is ours only where a budget is spoken of."""
    spoken = vocabulary.headings()["prose"]["budget_words"]
    return any(word in line.text for line in lines for word in spoken)


def _statement(number: int, part: Part, origin: Origin) -> Statement:
    if part.is_prose:
        year, unit = origin.fiscal_year, money_unit(part.lines)
        return Statement(number, Kind.NARRATIVE, origin.title, origin.agency, None, None, year, unit, part.lines)
    kind = kind_of(part)
    whole = replace(part, lines=(*part.heads, *part.lines))
    named = project_in(part.title or "") or project_reported(origin.title) if kind is Kind.PROJECT else None
    return Statement(
        number=number,
        kind=kind,
        title=part.title,
        agency=part.agency or origin.agency,
        implementing_unit=None,
        project_name=part.project_name or named,
        fiscal_year=year_of(whole, named, origin),
        money_unit=money_unit(whole.lines),
        lines=part.lines,
        heads=part.heads,
    )


def kind_of(part: Part) -> Kind:
    """Return what a statement declares, by the words of its title, else by what the form asks for."""
    title = vocabulary.key(part.title or "")
    for kind, kind_words in vocabulary.headings()["kinds"].items():
        if any(word in title for word in kind_words):
            return Kind(kind)
    asked = {vocabulary.attribute_kind(word) for line in part.lines for word in words(line)} if not title else set()
    return Kind.DEPARTMENT_OVERALL if "agency" in asked and "project_name" not in asked else Kind.PROJECT
