"""Tables on their side: levels and names head the columns, and each row below is a place with its targets.

In: logical rows with cells that have their place. Out: where such heads stand, and the rows below them.
Forbidden here: text without cell borders, where no column can be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl import vocabulary
from etl.filing import Role, Row, Statement, Strip
from etl.reading.fields import Fields, form_fields, present
from etl.reading.figures import amount_in_money_cell
from etl.reading.notation import is_nothing, is_number, is_target
from etl.reading.table.heads import placed_cells
from etl.reading.table.money_columns import money_fields

# First levels side by side, and names below them: one is the first cell of a row.
# falls: test_a_table_on_its_side_gives_each_place_its_targets_and_its_amount
FEWEST = 2
Heads = dict[int, Fields]


@dataclass(frozen=True, slots=True)
class Sideways:
    """Heads on their side: where their rows begin and end, the labels over each place, the places of amounts."""

    start: int
    end: int
    labels: Heads
    amounts: frozenset[int]


def transposed_part(strips: Sequence[Strip]) -> Sideways | None:
    """Return the first heads on their side among these rows, None where there are none."""
    return next((found for start in range(len(strips)) if (found := _at(strips, start))), None)


def _at(strips: Sequence[Strip], start: int) -> Sideways | None:
    if not _heads_level1(strips[start]):
        return None
    end = start + 1
    has_level2 = end < len(strips) and bool(strips[end].filled) and all(map(_is_level2, strips[end].filled))
    end += has_level2
    if end >= len(strips) or not _names(strips[end]):
        return None
    level1 = {place: cell for place, cell in placed_cells(strips[start]) if vocabulary.level1_code(cell)}
    level2 = dict(placed_cells(strips[start + 1])) if has_level2 else {}
    first = min(level1)
    labels = {
        place: present(level1=_over(place, level1), level2=_over(place, level2), name=name)
        for place, name in placed_cells(strips[end]) if place >= first
    }  # fmt: skip
    return Sideways(start, end + 1, labels, _amounts(strips[start]))


def _heads_level1(strip: Strip) -> bool:
    """Whether labels of several first levels stand beside each other, and nothing but heads beside them."""
    levels = {vocabulary.level1_code(cell) for cell in strip.filled if vocabulary.is_whole_level(cell)} - {None}
    fields = money_fields(strip.filled)
    known = (vocabulary.is_whole_level(cell) or field for cell, field in zip(strip.filled, fields, strict=True))
    return strip.placed and len(levels) >= FEWEST and all(known) and not all(map(_is_level2, strip.filled[1:]))


def _is_level2(cell: str) -> bool:
    return vocabulary.is_whole_level(cell) and vocabulary.level2_code(cell) is not None


def _names(strip: Strip) -> bool:
    others = (is_target(cell) or is_number(cell) or vocabulary.column_field(cell) for cell in strip.filled)
    return len(strip.filled) >= FEWEST and not any(others)


def _over(place: int, heads: dict[int, str]) -> str | None:
    """The label over a place: a merged cell reaches up to the next one."""
    return next((heads[start] for start in sorted(heads, reverse=True) if start <= place), None)


def _amounts(strip: Strip) -> frozenset[int]:
    fields = money_fields(strip.filled)
    cells = zip(placed_cells(strip), fields, strict=True)
    return frozenset(place for (place, _), field in cells if field == "amount")


def transposed_rows(found: Sideways, strips: Sequence[Strip], statement: Statement) -> Iterator[Row]:
    """Read the heads and the rows below them, each a place with its targets and perhaps its amount."""
    for strip in strips[found.start : found.end]:
        yield Row(Role.HEADING, strip.lines, statement.number)
    for strip in strips[found.end :]:
        yield _row(found, strip, statement) if strip.filled else Row(Role.BLANK, strip.lines, statement.number)


def _row(found: Sideways, strip: Strip, statement: Statement) -> Row:
    cells = [(place, cell) for place, cell in placed_cells(strip) if not is_nothing(cell)]
    whose = next((cell for _, cell in cells if not is_number(cell)), "")
    targets = [
        present(**found.labels[place], value=cell, place=whose) for place, cell in cells if place in found.labels
    ]
    amounts = [
        present(item=whose, side="expenditure", amount=parts[0], unit=parts[1])
        for place, cell in cells if place in found.amounts and (parts := amount_in_money_cell(cell))
    ]  # fmt: skip
    if not targets and not amounts:
        return Row(Role.UNPLACED, strip.lines, statement.number)
    first: Fields = {**targets[0], **({"more": targets[1:]} if targets[1:] else {})} if targets else {}
    role = Role.INDICATOR if targets else Role.AMOUNT
    return Row(role, strip.lines, statement.number, {**first, **form_fields(amounts, [])})
