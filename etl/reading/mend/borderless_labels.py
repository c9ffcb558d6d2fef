"""Labels and their values in text without cell borders.

In: lines of a form. Out: `Strip`s of labels and values in turn. Forbidden here: tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from etl import vocabulary
from etl.filing import Line, Strip
from etl.reading.figures import amount_parts
from etl.reading.mend.borderless_heads import is_figure, strip_of
from etl.reading.mend.tokens import NEXT_COLUMN, WRAPPED, Token, tokens_of
from etl.reading.table.label_pairs import NAMED, is_money_label
from etl.reading.table.layout import words

UNIT_LABEL = re.compile(r"(?:金额)?单位[:：]")


def labelled(lines: Sequence[Line]) -> Iterator[Strip]:
    """Yield labels with their values, which may stand beside them or on the lines below."""
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.is_blank:
            yield Strip((line,), ())
            index += 1
        elif _is_label(words(line)[0]):
            end, cells = _label_row(lines, index)
            yield strip_of(lines, index, end, cells)
            index = end
        else:
            yield strip_of(lines, index, index + 1, line.filled)
            index += 1


def _is_label(text: str) -> bool:
    if vocabulary.attribute_kind(text) or UNIT_LABEL.match(text):
        return True
    return amount_parts(text) is None and is_money_label(text)


def _label_row(lines: Sequence[Line], start: int) -> tuple[int, list[str]]:
    """Return where a label's row ends, and its cells: labels and values in turn."""
    tokens = tokens_of(lines[start:])  # one by one: the row ends long before the lines do
    first = next(tokens)
    cells, last, value_of = [first.text], first, first.text
    is_goal = vocabulary.attribute_kind(first.text) == "goal"
    for token in tokens:
        label_ends = _is_next_label(token, first.text if is_goal else value_of)
        waits = value_of or is_goal or token.gap == WRAPPED or is_figure(token.text)
        if token.begins_line and (label_ends or not waits):
            break  # a line goes on only with a row that waits for its value, a wrapped value, or figures in turn
        if value_of:
            cells.append(token.text)
            value_of = "" if not _is_next_label(token, value_of) else token.text
        elif is_goal or (token.gap != NEXT_COLUMN and not _is_label(token.text) and not is_figure(token.text)):
            cells[-1] += token.text
        else:
            cells.append(token.text)
            value_of = token.text if _is_label(token.text) else ""
        last = token
    return last.line.number - lines[0].number + 1, cells


def _is_next_label(token: Token, value_of: str) -> bool:
    """Whether a token opens a label of its own; names and goals may hold words that sound like money."""
    if vocabulary.attribute_kind(value_of) in NAMED | {"goal"}:
        return vocabulary.attribute_kind(token.text) is not None
    return _is_label(token.text)
