"""How a table is laid out: lines with cells of their own, or text without borders, and where its heads stand.

In: lines. Out: yes or no. Forbidden here: knowing what stands under the heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from etl import vocabulary
from etl.filing import Line

YEAR_ALONE = re.compile(r"[*（(\s]*(20\d\d)\s*年度?[)）*\s]*")
NUMERAL = "[一二三四五六七八九十]{1,3}"
SECTION = re.compile(rf"^\s*(?:[（(]{NUMERAL}[)）]|{NUMERAL}、|表{NUMERAL}$)")


def is_table(line: Line) -> bool:
    """Whether a line has cells of its own."""
    return len(line.cells) > 1 and not line.is_blank


def words(line: Line) -> tuple[str, ...]:
    """Return the runs of text of a line, parted at blanks; a label that was spread out (备  注) is one."""
    return tuple(word for cell in line.cells for word in _words(cell))


def _words(cell: str) -> list[str]:
    runs = cell.split()
    whole = "".join(runs)
    return [whole] if len(runs) > 1 and vocabulary.is_label(whole) else runs


def is_indicator_head(line: Line) -> bool:
    """Whether a line holds the column heads of an indicator table."""
    cells = line.filled if is_table(line) else words(line)
    return len(cells) > 1 and _are_indicator_heads(cells)


def _are_indicator_heads(cells: Iterable[str]) -> bool:
    fields = {vocabulary.column_field(cell) for cell in cells}
    return "value" in fields and bool(fields & {"level1", "level2", "name"})


def indicator_heads_end(lines: Sequence[Line], start: int) -> int:
    """Return the index after the column heads of indicators that begin here, else `start`.

    Text without borders may hold them on one line, or one to a line with blank lines between.
    """
    if len(words(lines[start])) != 1:
        return start + 1 if is_indicator_head(lines[start]) else start
    end = start
    for index in range(start, len(lines)):
        texts = words(lines[index])
        if texts and (len(texts) > 1 or vocabulary.column_field(texts[0]) is None):
            break
        end = index + 1 if texts else end
    heads = [word for line in lines[start:end] for word in words(line)]
    return end if _are_indicator_heads(heads) else start


def first_indicator_head(lines: Sequence[Line]) -> int | None:
    """Return the index of the first line that begins column heads of indicators."""
    return next((index for index in range(len(lines)) if indicator_heads_end(lines, index) > index), None)


def is_below_table(text: str) -> bool:
    """Whether a text stands below a table: furniture of the page, signatures, or the next section's heading."""
    return vocabulary.is_furniture(text) or SECTION.match(text) is not None


def is_plain(lines: Sequence[Line]) -> bool:
    """Whether a table is written as text without cell borders: its column heads stand in one cell, or one to a line."""
    head = first_indicator_head(lines)
    if head is None:
        return not any(map(is_table, lines))
    return not is_table(lines[head])
