"""Labels that a narrow cell has torn over lines (年度 | 指标值), made whole.

In: pieces of lines, each with the lines as filed. Out: the same, a torn label on one line.
Forbidden here: joining anything but a label of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from etl import vocabulary
from etl.filing import Line
from etl.reading.table.layout import is_table

# Lines of a torn label, which time is spent on at every line. falls: test_a_label_may_stand_a_sign_to_a_line
MOST_PIECES = 4
# Signs: what is longer did not tear in a narrow cell. falls: test_the_start_of_a_torn_label_may_be_long
LONGEST_PIECE = 8
Pieces = list[tuple[Line, tuple[Line, ...]]]


def joined(pieces: Pieces) -> Pieces:
    """Join lines that hold the pieces of one label, blank lines between them included."""
    whole: Pieces = []
    index = 0
    while index < len(pieces):
        end = _label_end(pieces, index)
        filed = tuple(dict.fromkeys(chain.from_iterable(lines for _, lines in pieces[index:end])))
        first = pieces[index][0]
        if end > index + 1:
            text = "".join(piece.cells[0] for piece, _ in pieces[index:end] if not piece.is_blank)
            last = pieces[end - 1][0]
            first = replace(last, number=first.number, text=text, cells=(text, *last.cells[1:]))
        whole.append((first, filed))
        index = end
    return whole


def _label_end(pieces: Pieces, start: int) -> int:
    """Return where the label ends whose first piece stands here; the longest one counts."""
    found: list[str] = []
    end = start + 1
    for index in range(start, len(pieces)):
        piece = pieces[index][0]
        if piece.is_blank and found:
            continue
        goes_on = _may_be_torn(piece) or (found and _may_end(piece))
        if not goes_on or len(found) == MOST_PIECES:
            break
        found.append(piece.cells[0])
        if len(found) > 1 and _is_torn(found):
            end = index + 1
        if len(piece.cells) > 1:
            break
    return end


def _may_be_torn(line: Line) -> bool:
    return len(line.cells) == 1 and not line.spans and 0 < len(line.cells[0]) <= LONGEST_PIECE


def _may_end(line: Line) -> bool:
    """Whether a row of a table may begin with the end of a label whose start stands on the line above."""
    return is_table(line) and not line.spans and 0 < len(line.cells[0]) <= LONGEST_PIECE


def _is_torn(found: Sequence[str]) -> bool:
    """Whether pieces are one label: two labels below each other may sound like a third (分值, 权重)."""
    whole = vocabulary.label_class("".join(found))
    if whole is None:
        return False
    classes = [vocabulary.label_class(piece) for piece in found]
    return None in classes or (classes[0] == whole and found[-1] in vocabulary.words("torn", "endings"))
