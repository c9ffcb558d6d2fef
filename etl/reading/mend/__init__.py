"""Rejoin what wrapping, merged cells and page breaks tore apart: lines -> whole logical rows.

In: the lines of a statement. Out: `Strip`s that together hold every line once, in order.
Forbidden here: saying what a row is; only what belongs together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from etl import vocabulary
from etl.filing import Document, Kind, Line, Statement, Strip
from etl.reading.mend import borderless
from etl.reading.notation import is_number, is_operator, is_target
from etl.reading.table.label_pairs import is_money_label
from etl.reading.table.layout import is_below_table, is_page_mark, is_plain

ENDS_SENTENCE = re.compile(r"[。；：！？:;!?.）)】”\"]\s*$")
STARTS_ITEM = re.compile(
    r"^\s*(?:[-•]|[（(]?(?:[一二三四五六七八九十]+|\d{1,2})[）)、.．](?!\d)|第[一二三四五六七八九十]+)"
)
# Signs of a line: a shorter one without a full stop is a heading and did not wrap.
# falls: test_a_paragraph_cut_by_a_page_break_is_read_as_one
WRAPPED_WIDTH = 24
HEAD_PIECE = "全年"  # a period, but also what a break leaves of 全年完成值


def mend(statement: Statement) -> tuple[Strip, ...]:
    """Return the logical rows of a statement: of prose by paragraph, of tables by row, of plain text by cutting."""
    if statement.kind is Kind.NARRATIVE:
        return tuple(_paragraphs(statement.lines))
    lines, heads = statement.lines, statement.heads
    return tuple(borderless.strips(lines, heads) if is_plain((*heads, *lines)) else _rows(lines))


def furniture(document: Document, statements: Sequence[Statement]) -> tuple[Strip, ...]:
    """Return the lines outside all statements, each as a row of its own."""
    claimed = {line.number for statement in statements for line in statement.lines}
    return tuple(Strip((line,), line.cells) for line in document.lines if line.number not in claimed)


def _paragraphs(lines: Sequence[Line]) -> Iterator[Strip]:
    """A paragraph that stops in mid-sentence goes on after the blank line that a page break left."""
    group: list[Line] = []
    for line in lines:
        if group and not _goes_on(group, line):
            yield from _paragraph(group)
            group = []
        group.append(line)
    yield from _paragraph(group)


def _goes_on(group: Sequence[Line], line: Line) -> bool:
    last = next((before for before in reversed(group) if not before.is_blank), None)
    if last is None or line.number != group[-1].number + 1:
        return False
    if line.is_blank:
        return True
    is_sentence = len(last.cells) == 1 and len(line.cells) == 1 and len(last.text) >= WRAPPED_WIDTH
    return is_sentence and not ENDS_SENTENCE.search(last.text) and not STARTS_ITEM.match(line.text)


def _paragraph(group: list[Line]) -> Iterator[Strip]:
    """Yield a paragraph; blank lines that only trail it are rows of their own."""
    end = max((index + 1 for index, line in enumerate(group) if not line.is_blank), default=0)
    if end:
        yield Strip(tuple(group[:end]), _joined(group[:end]))
    for line in group[end:]:
        yield Strip((line,), ())


def _joined(lines: Sequence[Line]) -> tuple[str, ...]:
    filled = [line for line in lines if not line.is_blank]
    return filled[0].cells if len(filled) == 1 else ("".join(line.cells[0] for line in filled),)


def _rows(lines: Sequence[Line]) -> Iterator[Strip]:
    """One row a line, and what line breaks inside cells have torn off it."""
    full = _full_width(lines)
    index = 0
    while index < len(lines):
        end = _row_end(lines, index, full)
        yield _row(lines[index:end], full)
        index = end


def _full_width(lines: Sequence[Line]) -> int:
    """How many cells a whole row has, if most of the lines with cells agree; else 0."""
    widths = Counter(len(line.cells) for line in lines if len(line.cells) > 1)
    [(width, times)] = widths.most_common(1) or [(0, 0)]
    return width if times * 2 >= widths.total() else 0


def _row_end(lines: Sequence[Line], start: int, full: int) -> int:
    """Return where a row ends that begins here.

    A break inside a cell leaves pieces that have a full row's cells together, and no target before the last;
    a line without a separator straight under a row goes on with its last cell.
    """
    if start + 1 < len(lines) and _is_formula_below(lines[start], lines[start + 1]):
        return start + 2
    if (end := _closed_end(lines, start, full)) > start:
        return end
    is_whole = full > 0 and len(lines[start].cells) >= full
    if start + 1 < len(lines) and not is_whole and _is_value_below(lines[start], lines[start + 1]):
        return start + 2
    end, width = start + 1, len(lines[start].cells)
    while (
        1 < width < full and end < len(lines) and not lines[start].spans and _may_be_piece(lines[end - 1], lines[end])
    ):
        width += len(lines[end].cells) - 1
        end += 1
    if width != full:
        end = start + 1
    while end < len(lines) and len(lines[start].cells) > 1 and _is_next_line_of_cell(lines[end - 1], lines[end]):
        end += 1
    return end


def _closed_end(lines: Sequence[Line], start: int, full: int) -> int:
    """Return where a row ends that was broken between its cells: closed pieces that together are just one full row."""
    width = 0
    for index in range(start, len(lines)):
        line = lines[index]
        if line.is_blank or line.spans or not _is_closed(line):
            break
        width += len(line.cells)
        if width >= full:
            return index + 1 if width == full and index > start else start
    return start


def _is_closed(line: Line) -> bool:
    return line.text.rstrip().endswith("|")


def _is_value_below(line: Line, below: Line) -> bool:
    """A line that ends with a closed cell and holds no target yet may have left its value alone on the next one."""
    if not line.filled or len(below.filled) != 1 or not below.cells[0] or line.spans:
        return False
    is_open = _is_closed(line) and not any(map(is_target, line.filled))
    is_row = any(vocabulary.level2_code(cell) or vocabulary.attribute_kind(cell) for cell in line.filled)
    text = below.cells[0]
    return is_open and is_row and vocabulary.label_class(text) is None and not is_below_table(text)


def _is_formula_below(line: Line, below: Line) -> bool:
    """全年预算数（A） may say on its next line how it is made up; the row goes on behind it."""
    last = line.filled[-1] if line.filled else ""
    return len(line.cells) > 1 and below.text.startswith(("（", "(")) and vocabulary.stage_side(last) is not None


def _is_next_line_of_cell(line: Line, below: Line) -> bool:
    """A cell that a border closes is whole, and a label of its own goes on with nothing above it."""
    if len(below.cells) != 1 or below.is_blank or line.spans or below.spans or _is_closed(line):
        return False
    text, last = below.cells[0], line.filled[-1] if line.filled else ""
    is_label = vocabulary.label_class(text) is not None and vocabulary.label_class(last + text) is None
    return not is_below_table(text) and not is_page_mark(text) and not is_label


def _may_be_piece(line: Line, below: Line) -> bool:
    cells = [cell for cell in line.filled if cell != HEAD_PIECE]
    whole = any(is_target(cell) or is_number(cell) or is_operator(cell) for cell in cells)
    if whole or len(below.cells) <= 1 or not below.cells[0]:
        return False
    return not vocabulary.attribute_kind(below.cells[0]) and not is_money_label(below.cells[0])


def _row(group: Sequence[Line], full: int) -> Strip:
    cells = list(group[0].cells)
    for above, line in pairwise(group):
        first, *more = line.cells
        last = max((index for index, cell in enumerate(cells) if cell), default=0) if not more else len(cells) - 1
        if _is_closed(above):
            whole = cells if len(cells) + len(line.cells) <= full else cells[: last + 1]
            cells = [*whole, first, *more]
        else:
            cells[last] += first
            cells += more
    return Strip(tuple(group), tuple(cells))
