"""Cut a table that lists several projects into one part for each.

In: a `Part`. Out: its parts by project, each with the project's name and the heads of the whole table.
Forbidden here: reading indicators; the project stands in a column of its own, or on a line above its levels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl import vocabulary
from etl.filing import Line, Strip
from etl.reading.figures import amount_parts
from etl.reading.notation import is_target
from etl.reading.split.origin import Part
from etl.reading.table.alignment import SHIFT, align_row
from etl.reading.table.costs import cost, skip
from etl.reading.table.heads import Head, head_of
from etl.reading.table.layout import indicator_heads, is_table, words

# Cells of a row that names a project and one of its indicators. falls: test_a_project_its_indicator_and_a_target…
FEWEST = 3


def by_project(part: Part) -> Iterator[Part]:
    """Yield the parts of a table that lists projects; the part itself where it lists none."""
    start, end = next(indicator_heads(part.lines), (0, 0))
    heads = part.lines[start:end]
    head, size = _head(part.lines, start) if end and is_table(part.lines[start]) else (_plain_head(heads), end - start)
    if head is None:
        yield part
        return
    if head.is_tree:
        found = list(_in_tree(part.lines, start + size))
    else:
        found = list(_in_column(part.lines, start + size, head))
    if not found:
        yield part
        return
    heads = part.lines[: start + size]  # with the title, the year and the unit of money above them
    ends = [index for index, _, _ in found[1:]] + [len(part.lines)]
    first = 0
    for (_, project, agency), stop in zip(found, ends, strict=True):
        lines = part.lines[first:stop]
        yield replace(part, lines=lines, project_name=project, agency=agency, heads=heads if first else ())
        first = stop


def _head(lines: Sequence[Line], start: int) -> tuple[Head | None, int]:
    """Return the head that begins at a table row, and how many rows it has."""
    head, size = None, 0
    for line in lines[start:]:
        found = head_of(Strip((line,), line.cells), head)
        if found is None or found.kind != "indicators":
            break
        head, size = found, size + 1
    return head, size


def _plain_head(heads: Sequence[Line]) -> Head | None:
    texts = tuple(word for line in heads for word in words(line))
    return head_of(Strip(tuple(heads), texts, placed=False), None) if texts else None


def _in_column(lines: Sequence[Line], start: int, head: Head) -> Iterator[tuple[int, str, str | None]]:
    """Yield where a new project stands in its column: index of the line, project, agency."""
    if not {"project", "name"} <= head.fields:
        return
    project, agency = "", None
    for index in range(start, len(lines)):
        cells = lines[index].cells
        if len(lines[index].filled) < FEWEST or head_of(Strip((lines[index],), cells), head):
            continue
        aligned = align_row(cells, head.columns, cost, skip, moved=SHIFT)
        found = {column.field: cell for cell, column in aligned if column}
        agency = found.get("agency", agency)
        named = found.get("project", project)
        if named != project and "value" in found:
            project = named
            yield index, project, agency


def _in_tree(lines: Sequence[Line], start: int) -> Iterator[tuple[int, str, str | None]]:
    """Yield where a project stands above its levels: less deep than they, perhaps with its amount between."""
    filled = [(index, line) for index, line in enumerate(lines) if index >= start and not line.is_blank]
    opened: list[tuple[int, str, str | None]] = []
    for index, line in filled:
        if vocabulary.level1_code(line.filled[0]) is None:
            continue
        titles = [(at, one) for at, one in filled if at < index and not amount_parts(one.filled[0])]
        if titles and (not opened or _depth(titles[-1][1]) < _depth(line)) and not _is_read(titles[-1][1]):
            agency = titles[-2][1].filled[0] if not opened and len(titles) > 1 else opened[0][2] if opened else None
            opened.append((titles[-1][0] if opened else start, titles[-1][1].filled[0], agency))
    yield from opened


def _depth(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())


def _is_read(line: Line) -> bool:
    text = line.filled[0]
    return is_target(text) or vocabulary.level1_code(text) is not None or vocabulary.level2_code(text) is not None
