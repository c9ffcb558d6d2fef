"""Split lines into statements: each table with its title, and the prose around the tables that states money.

In: a `Document`. Out: `Statement`s in order of the text; a line in none of them is page furniture.
Forbidden here: reading rows; what a form says of its agency, unit and project is read with its labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from etl import vocabulary
from etl.filing import Document, Kind, Line, NotAFiling, Statement
from etl.layout import first_indicator_head, indicator_heads_end, is_plain, is_table, words
from etl.prose import states_money
from etl.split.origin import (
    BRACKETS_AT_END,
    NEAR,
    TITLE_WIDTH,
    Origin,
    Part,
    joined,
    money_unit,
    origin_of,
    project_in,
    project_reported,
    year_of,
)


def split(document: Document) -> tuple[Statement, ...]:
    """Return the statements of a document; raises NotAFiling when it states neither targets nor money."""
    tables = list(_tables(document.lines))
    claimed = {line.number for table in tables for line in table.lines}
    rest = tuple(line for line in document.lines if line.number not in claimed)
    origin = origin_of(document.lines, rest)
    parts = [(table.lines[0].number, table) for table in tables]
    if states_money(rest) and _speaks_of_budgets(document.lines):
        first = next(line.number for line in rest if not line.is_blank)
        parts.append((first, Part(None, rest)))
    if not parts:
        raise NotAFiling("no table of indicators and no stated amount was found: is this a budget filing?")
    ordered = [part for _, part in sorted(parts, key=lambda pair: pair[0])]
    return tuple(_statement(number, part, origin) for number, part in enumerate(ordered, start=1))


def _speaks_of_budgets(lines: Sequence[Line]) -> bool:
    """Prices stand in many texts; money is ours only where a budget is spoken of."""
    spoken = vocabulary.headings()["prose"]["budget_words"]
    return any(word in line.text for line in lines for word in spoken)


def is_title(line: Line) -> bool:
    """Whether a line by its wording heads a statement."""
    if len(line.filled) != 1 or len(line.filled[0]) > TITLE_WIDTH:
        return False
    word = vocabulary.key(BRACKETS_AT_END.sub("", line.filled[0]))
    return word.endswith(tuple(vocabulary.headings()["titles"]["endings"]))


def _is_section(line: Line) -> bool:
    if len(line.filled) != 1 or len(line.filled[0]) > TITLE_WIDTH:
        return False
    if vocabulary.column_field(line.filled[0]) == "block":
        return False  # 绩效指标 alone labels the block of a form, it titles nothing
    return vocabulary.key(line.filled[0]).endswith(tuple(vocabulary.headings()["titles"]["sections"]))


def _tables(lines: Sequence[Line]) -> Iterator[Part]:
    """Yield each titled table with its lines."""
    filled = [line for line in lines if not line.is_blank]
    starts = [line for index, line in enumerate(filled) if _heads_table(filled, index)]
    starts = _without_repeats(starts, filled)
    ends = [start.number - 1 for start in starts[1:]] + [lines[-1].number] if starts else []
    for start, end in zip(starts, ends, strict=True):
        stretch = lines[start.number - 1 : end]
        yield Part(joined(start.filled[0]), tuple(stretch) if is_plain(stretch) else _to_table_end(stretch))


def _heads_table(filled: Sequence[Line], index: int) -> bool:
    """A title heads a table when cells or column heads follow it; a section's heading when heads follow at once."""
    line, below = filled[index], filled[index + 1 :]
    if not is_title(line):
        return _is_section(line) and bool(below) and indicator_heads_end(filled, index + 1) > index + 1
    return any(map(is_table, below[:NEAR])) or first_indicator_head(below) is not None or not any(map(is_table, below))


def _without_repeats(starts: Sequence[Line], filled: Sequence[Line]) -> list[Line]:
    """Drop titles that only repeat above the real one, as navigation and covers do: no label stands between."""
    position = {line.number: index for index, line in enumerate(filled)}
    kept = [a for a, b in pairwise(starts) if _holds_labels(filled[position[a.number] + 1 : position[b.number]])]
    return [*kept, *starts[-1:]]


def _holds_labels(lines: Sequence[Line]) -> bool:
    return any(vocabulary.is_label(word) for line in lines for word in words(line))


def _to_table_end(stretch: Sequence[Line]) -> tuple[Line, ...]:
    """Cut a stretch after its last table line: prose that follows a blank line is no longer the table."""
    end, seen_table = 1, False
    for index, line in enumerate(stretch):
        if is_table(line):
            seen_table, end = True, index + 1
        elif seen_table and not line.is_blank and not _belongs(line, stretch[index - 1]):
            break
        elif not line.is_blank:
            end = index + 1
    return tuple(stretch[:end])


def _belongs(line: Line, before: Line) -> bool:
    """A label that a page break set apart, or the next line of a cell, still belongs to the table."""
    text = line.filled[0]
    is_label = any(
        known(text)
        for known in (vocabulary.level1_code, vocabulary.level2_code, vocabulary.column_field,
                      vocabulary.block_kind, vocabulary.attribute_kind)
    )  # fmt: skip
    return is_label or not before.is_blank


def _statement(number: int, part: Part, origin: Origin) -> Statement:
    if part.title is None:
        year, unit = origin.fiscal_year, money_unit(part.lines)
        return Statement(number, Kind.NARRATIVE, origin.title, origin.agency, None, None, year, unit, part.lines)
    kind = kind_of(part.title)
    named = project_in(part.title) or project_reported(origin.title) if kind is Kind.PROJECT else None
    return Statement(
        number=number,
        kind=kind,
        title=part.title,
        agency=origin.agency,
        implementing_unit=None,
        project_name=named,
        fiscal_year=year_of(part, named, origin),
        money_unit=money_unit(part.lines),
        lines=part.lines,
    )


def kind_of(title: str) -> Kind:
    """Return what a statement declares, by the words of its title."""
    for kind, kind_words in vocabulary.headings()["kinds"].items():
        if any(word in vocabulary.key(title) for word in kind_words):
            return Kind(kind)
    return Kind.PROJECT
