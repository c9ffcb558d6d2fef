"""Make lines of paragraphs and tables that lie in each other: what word and web documents have in common.

In: the blocks of a document in its order. Out: `Line`s, one for each row of a table and one for each line
outside tables. Forbidden here: any library of a format; knowing what a budget is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from etl.filing import COVERED, Line, Span, UnreadableFile
from etl.isolation import limits
from etl.reading.formats.grid import Lines
from etl.reading.formats.signs import seen
from etl.reading.formats.text import cells_of

NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text with the line breaks and tabs that its author typed."""

    text: str
    page: int = 1


@dataclass(slots=True)
class Cell:
    """What lies in one cell of a table, and how many columns and rows it takes; 0 rows reach to the group's end."""

    blocks: list[Block]
    columns: int = 1
    rows: int = 1

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs that say something, without those of tables in the cell."""
        return [block for block in self.blocks if isinstance(block, Paragraph) and block.text.strip()]

    @property
    def tables(self) -> list[Table]:
        """The tables in the cell."""
        return [block for block in self.blocks if isinstance(block, Table)]


@dataclass(frozen=True, slots=True)
class Table:
    """Groups of rows of cells as filed: a cell that another one covers is not there; no cell outgrows its group."""

    groups: Sequence[Sequence[Sequence[Cell]]]


Block = Paragraph | Table
Place = tuple[Cell | None, Span]
EMPTY: Place = (None, Span())


def table_of(groups: Sequence[Sequence[Sequence[Cell]]]) -> list[Block]:
    """Return a table as a block; where no row has two cells it is only a frame, and what it frames is returned."""
    rows = [row for group in groups for row in group]
    if all(len(row) <= 1 for row in rows):
        return [block for row in rows for cell in row for block in cell.blocks]
    return [Table(groups)]


def lines_of(blocks: Iterable[Block]) -> tuple[Line, ...]:
    """Return the lines of a document, numbered from 1."""
    lines = Lines()
    _write(blocks, lines)
    return tuple(lines.made)


def _write(blocks: Iterable[Block], lines: Lines) -> None:
    for block in blocks:
        if isinstance(block, Table):
            _write_table(block, lines)
        else:
            _write_paragraph(block, lines)


def _write_paragraph(paragraph: Paragraph, lines: Lines) -> None:
    """Cut each line as a text file's is cut: tabs make cells, but a tab before or after the text only indents it."""
    for line in seen(paragraph.text).replace(NO_BREAK_SPACE, " ").split("\n"):
        lines.count(1)
        filed = line if "\t" in line.strip() else line.replace("\t", " ")
        lines.made.append(Line(len(lines.made) + 1, filed, cells_of(filed), paragraph.page))


def _write_table(table: Table, lines: Lines) -> None:
    rows = list(_grid(table))
    is_frame = any(map(_is_layout, rows))
    for row in rows:
        cells = [cell for cell, _ in row if cell is not None]
        # In a table that arranges a page, a row of one cell is the site's name or a title.
        if not _is_layout(row) and not (is_frame and len(cells) == 1):
            texts = ["\n".join(part.text for part in cell.paragraphs) if cell else "" for cell, _ in row]
            lines.row(texts, [span for _, span in row], _page(cells, lines))
            _write((table for cell in cells for table in cell.tables), lines)
        else:
            _write((block for cell in cells for block in cell.blocks), lines)


def _is_layout(row: Sequence[Place]) -> bool:
    """Whether a row that holds tables only arranges a page: nothing beside them, or whole paragraphs, but no labels."""
    cells = [cell for cell, _ in row if cell is not None]
    filled = [cell for cell in cells if cell.paragraphs or cell.tables]
    if not any(cell.tables for cell in cells) or any(span.rows > 1 for _, span in row):
        return False
    return len(filled) == 1 or any(len(cell.paragraphs) > 1 for cell in filled)


def _page(cells: Sequence[Cell], lines: Lines) -> int:
    """The page on which a row begins; a row that only continues merged cells has no paragraph to say so."""
    pages = (block.page for cell in cells for block in cell.blocks if isinstance(block, Paragraph))
    return next(pages, lines.made[-1].page if lines.made else 1)


def _grid(table: Table) -> Iterator[list[Place]]:
    """Yield each row with one place for each column of the whole table."""
    rows = [row for group in table.groups for row in _placed(group)]
    width = max(map(_reach, rows), default=0)
    for row in rows:
        if row:
            yield [_within(row.get(column, EMPTY), width - column) for column in range(width)]


def _placed(group: Sequence[Sequence[Cell]]) -> list[dict[int, Place]]:
    """Give each cell the first free columns of its row, as browsers do; a span that would overlap another is cut."""
    rows: list[dict[int, Place]] = [{} for _ in group]
    places = 0
    for number, (row, cells) in enumerate(zip(rows, group, strict=True)):
        column = 0
        for cell in cells:
            while column in row:
                column += 1
            left = len(group) - number
            height = min(cell.rows or left, left)
            width = next((free for free in range(cell.columns) if column + free in row), cell.columns)
            places += width * height
            if places > limits.MOST_CELLS:
                raise UnreadableFile(limits.beyond(limits.MOST_CELLS, "cells, merged ones counted by their places"))
            for below in rows[number : number + height]:
                below.update((column + right, (None, COVERED)) for right in range(width))
            row[column] = (cell, Span(width, height))
            column += width
    return rows


def _reach(row: dict[int, Place]) -> int:
    """How many columns a row needs; a lone title that claims a hundred columns needs those of its table."""
    starts = [column for column, (cell, _) in row.items() if cell is not None]
    if len(starts) > 1:
        return max(row) + 1
    return max(starts, default=-1) + 1


def _within(place: Place, columns: int) -> Place:
    cell, span = place
    return cell, Span(min(span.columns, columns), span.rows)
