"""Cut text without cell borders into rows: words of the vocabulary open a row, a target or figure closes it.

In: the lines of a statement. Out: `Strip`s with the cells that the page's columns once held.
Forbidden here: naming fields; a cell is only whole or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from etl import vocabulary
from etl.filing import Line, Strip
from etl.heads import Head, head_of
from etl.layout import indicator_heads_end, is_below_table, words
from etl.mend import stream
from etl.mend.tokens import NEXT_COLUMN, WRAPPED, Token, tokens_of
from etl.notation import amount_parts, is_nothing
from etl.pairs import NAMED, is_money_label

UNIT_LABEL = re.compile(r"(?:金额)?单位[:：]")
RATE = re.compile(r"[\d.]+\s*[%％]")


def strips(lines: Sequence[Line]) -> Iterator[Strip]:
    """Yield the logical rows of plain text, every line once: heads, then the rows that stand under them."""
    index, head = 0, None
    while index < len(lines):
        end = _heads_end(lines, index)
        if end > index:
            strip = _strip(lines, index, end, _texts(lines[index:end]))
            head = head_of(strip, head) or head
            yield strip
        else:
            end = next((i for i in range(index, len(lines)) if _heads_end(lines, i) > i), len(lines))
            yield from _region(lines[index:end], head)
        index = end


def _strip(lines: Sequence[Line], start: int, end: int, cells: Sequence[str]) -> Strip:
    return Strip(tuple(lines[start:end]), tuple(cells), placed=False)


def _texts(lines: Sequence[Line]) -> list[str]:
    return [word for line in lines for word in words(line)]


def _heads_end(lines: Sequence[Line], start: int) -> int:
    """Return where column heads that begin here end; heads of indicators may stand one to a line."""
    found = words(lines[start])
    if len(found) > 1:
        return start + 1 if all(map(_is_head, found)) else start
    if found and (_is_money_head(found[0]) or vocabulary.block_kind(found[0])):
        return start + 1
    stages = next((i for i in range(start, len(lines)) if not all(map(_is_stage, words(lines[i])))), len(lines))
    if len(_texts(lines[start:stages])) > 1:
        return stages
    return indicator_heads_end(lines, start)


def _is_money_head(word: str) -> bool:
    kinds = ("item", "content", "amount")
    return any(vocabulary.key(word) in vocabulary.words("items", kind) for kind in kinds)


def _is_stage(word: str) -> bool:
    return vocabulary.stage_side(word) is not None or vocabulary.key(word) in vocabulary.words("ratios", "words")


def _is_head(word: str) -> bool:
    return vocabulary.level2_code(word) is None and (
        _is_money_head(word)
        or vocabulary.column_field(word) is not None
        or vocabulary.block_kind(word) is not None
        or _is_stage(word)
        or vocabulary.fund_source_code(word) is not None
    )


def _region(lines: Sequence[Line], head: Head | None) -> Iterator[Strip]:
    """Read the lines between two heads: the table under the first, then labels and their values."""
    table = {"indicators": _indicators, "money": _money}.get(head.kind) if head else None
    labels = next((i for i, line in enumerate(lines) if _ends_table(line)), len(lines)) if table else 0
    if table and head:
        yield from table(lines[:labels], head)
    yield from _labelled(lines[labels:])


def _ends_table(line: Line) -> bool:
    """Labels of facts, and the furniture of the page, stand below a table and not in it."""
    if line.is_blank:
        return False
    return vocabulary.attribute_kind(words(line)[0]) is not None or is_below_table(line.filled[0])


def _filled_up(lines: Sequence[Line], rows: Iterable[tuple[int, int, Sequence[str]]]) -> Iterator[Strip]:
    """Yield rows given by the indexes of their lines, and the lines between them one by one."""
    done = 0
    for start, end, cells in rows:
        yield from (Strip((line,), ()) for line in lines[done:start])
        yield _strip(lines, start, end, cells)
        done = end
    yield from (Strip((line,), ()) for line in lines[done:])


def _joined(cell: Iterable[Token]) -> str:
    return "".join(token.text for token in cell)


def _indicators(lines: Sequence[Line], head: Head) -> Iterator[Strip]:
    first = lines[0].number if lines else 0
    cut = stream.rows(list(tokens_of(lines)), head.columns)
    rows = ((row[0][0].line.number - first, row[-1][-1].line.number - first + 1, [*map(_joined, row)]) for row in cut)
    return _filled_up(lines, rows)


def _money(lines: Sequence[Line], head: Head) -> Iterator[Strip]:
    """Names, then figures: a row ends with the last of its figures."""
    texts = sum(column.field in {"item", "content"} for column in head.columns)
    first = lines[0].number if lines else 0
    groups: list[tuple[list[Token], list[Token]]] = [([], [])]
    for token in tokens_of(lines):
        is_figure = amount_parts(token.text) is not None or is_nothing(token.text)
        if not is_figure and groups[-1][1] and token.begins_line:
            groups.append(([], []))
        groups[-1][1 if is_figure and groups[-1][0] else 0].append(token)
    rows = (
        (names[0].line.number - first, (figures or names)[-1].line.number - first + 1,
         [*_cells(names, texts), *(token.text for token in figures)])
        for names, figures in groups if names
    )  # fmt: skip
    return _filled_up(lines, rows)


def _cells(tokens: Sequence[Token], most: int) -> list[str]:
    """Join wrapped tokens into at most so many cells, cutting where a new cell most surely begins."""
    surest = sorted((i for i in range(1, len(tokens)) if tokens[i].gap), key=lambda i: (-tokens[i].gap, i))
    cuts = sorted(surest[: most - 1])
    return [_joined(tokens[start:end]) for start, end in zip([0, *cuts], [*cuts, len(tokens)], strict=True)]


def _labelled(lines: Sequence[Line]) -> Iterator[Strip]:
    """Yield labels with their values, which may stand beside them or on the lines below."""
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.is_blank:
            yield Strip((line,), ())
            index += 1
        elif _is_label(words(line)[0]):
            end, cells = _label_row(lines, index)
            yield _strip(lines, index, end, cells)
            index = end
        else:
            yield _strip(lines, index, index + 1, line.filled)
            index += 1


def _is_figure(text: str) -> bool:
    return amount_parts(text) is not None or is_nothing(text) or RATE.fullmatch(text) is not None


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
        waits = value_of or is_goal or token.gap == WRAPPED or _is_figure(token.text)
        if token.begins_line and (label_ends or not waits):
            break  # a line goes on only with a row that waits for its value, a wrapped value, or figures in turn
        if value_of:
            cells.append(token.text)
            value_of = "" if not _is_next_label(token, value_of) else token.text
        elif is_goal or (token.gap != NEXT_COLUMN and not _is_label(token.text) and not _is_figure(token.text)):
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
