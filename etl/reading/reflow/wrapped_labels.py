"""Labels that wrap in the columns of a page: what stands right below the start of a label ends it.

    满意度指   服务对象   村民满意度   ≥90%
    标         满意度指
               标

In: pieces of lines, each with the lines as filed. Out: the same, such a row on one line.
Forbidden here: joining anything but level labels; names wrap too, but there the cut decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import chain

from etl import vocabulary
from etl.filing import Line
from etl.reading.notation import width

CHUNK = re.compile(r"\S+(?:\s\S+)*")  # one blank stands inside a cell, two part cells
# Half-width columns by which a page moves what it sets below each other; neighbours are two apart.
# falls: test_the_end_of_a_label_stands_a_blank_beside_its_start_at_most
NEAR = 1
# Cells of a row; one alone is a line of text. falls: test_a_label_may_wrap_in_a_row_of_two_cells
FEWEST = 2
# Lines of a label below its first one, the longest in the narrowest column.
# falls: test_a_label_may_wrap_over_five_lines
MOST_LINES = 4
Pieces = list[tuple[Line, tuple[Line, ...]]]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of text and the column of the page in which it starts."""

    start: int
    text: str


def with_whole_labels(pieces: Pieces) -> Pieces:
    """Return the pieces with labels made whole that wrap below the start of their row."""
    whole: Pieces = []
    index = 0
    while index < len(pieces):
        line, filed = pieces[index]
        chunks, end = _completed(pieces, index)
        if end > index + 1:
            text = "  ".join(chunk.text for chunk in chunks)
            line = replace(line, text=text, cells=(text,))
            filed = tuple(dict.fromkeys(chain.from_iterable(lines for _, lines in pieces[index:end])))
        whole.append((line, filed))
        index = end
    return whole


def _completed(pieces: Pieces, start: int) -> tuple[list[Chunk], int]:
    """Return the row that starts here with whole labels, and where it ends; only the line itself where none wraps."""
    row = first = _chunks(pieces[start][0])
    end = start + 1
    if len(row) < FEWEST:
        return row, end
    for index in range(start + 1, min(start + 1 + MOST_LINES, len(pieces))):
        joined = _joined(row, _chunks(pieces[index][0]))
        if joined is None:
            break
        row, end = joined, index + 1
    changed = [chunk.text for chunk in row if chunk not in first]
    return (row, end) if all(map(vocabulary.is_whole_level, changed)) else (first, start + 1)


def _chunks(line: Line) -> list[Chunk]:
    if len(line.cells) != 1 or line.spans:
        return []
    return [Chunk(width(line.text[: found.start()]), found[0]) for found in CHUNK.finditer(line.text)]


def _joined(row: list[Chunk], below: list[Chunk]) -> list[Chunk] | None:
    """Return the row with every chunk below it at the end of the label above, None where one of them is no such end."""
    whole = {chunk: chunk for chunk in row}
    for piece in below:
        above = next((chunk for chunk in row if abs(chunk.start - piece.start) <= NEAR), None)
        if above is None or vocabulary.is_whole_level(above.text) or not _may_be_label(above.text + piece.text):
            return None
        whole[above] = replace(above, text=above.text + piece.text)
    return list(whole.values()) if below else None


def _may_be_label(text: str) -> bool:
    return vocabulary.is_whole_level(text) or vocabulary.is_level2_fragment(text)
