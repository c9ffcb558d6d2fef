"""Cut text without cell borders into rows: words of the vocabulary open a row, a target or figure closes it.

In: the lines of a statement. Out: `Strip`s with the cells that the page's columns once held.
Forbidden here: naming fields; a cell is only whole or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from etl import vocabulary
from etl.filing import Line, Strip
from etl.reading.figures import amount_parts
from etl.reading.mend import token_rows
from etl.reading.mend.borderless_heads import heads_end, strip_of, texts_of
from etl.reading.mend.borderless_labels import labelled
from etl.reading.mend.tokens import Token, blanks_separate, tokens_of
from etl.reading.notation import is_nothing
from etl.reading.table.heads import LOST, Head, head_of
from etl.reading.table.layout import headless_rows, indicator_heads, is_below_table, words
from etl.reading.table.money_columns import ALLOTTED, funds_end, money_cost, money_skip


def strips(lines: Sequence[Line], heads: Sequence[Line] = ()) -> Iterator[Strip]:
    """Yield the logical rows of plain text, every line once: heads, then the rows that stand under them.

    `heads` are lines above, of an earlier statement, that head these rows too.
    """
    index, head = 0, next((strip_head for strip_head in map(_head_above, _runs_of_heads(heads)) if strip_head), None)
    lost = headless_rows((*heads, *lines))
    while index < len(lines):
        end = funds_end(lines, index) if head and head.kind == "money" else index
        end = max(end, heads_end(lines, index))
        if index == lost:
            yield from _region(lines[index:], LOST)
            return
        if end > index:
            strip = strip_of(lines, index, end, texts_of(lines[index:end]))
            head = head_of(strip, head) or head
            yield strip
        else:
            end = next((i for i in range(index, len(lines)) if heads_end(lines, i) > i or i == lost), len(lines))
            yield from _region(lines[index:end], head)
        index = end


def _runs_of_heads(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    return (lines[start:end] for start, end in indicator_heads(lines))


def _head_above(lines: Sequence[Line]) -> Head | None:
    return head_of(strip_of(lines, 0, len(lines), texts_of(lines)), None)


def _region(lines: Sequence[Line], head: Head | None) -> Iterator[Strip]:
    """Read the lines between two heads: the table under the first, then labels and their values."""
    table = {"indicators": _indicators, "money": _money}.get(head.kind) if head else None
    labels = next((i for i, line in enumerate(lines) if head and _ends_table(line, head)), len(lines)) if table else 0
    if table and head:
        yield from table(lines[:labels], head)
    yield from labelled(lines[labels:])


def _ends_table(line: Line, head: Head) -> bool:
    """Labels of facts, and the furniture of the page, stand below a table and not in it; a sum of money is a row."""
    if line.is_blank:
        return False
    first = words(line)[0]
    is_sum = vocabulary.is_sum(first) and not ALLOTTED & head.fields
    return vocabulary.attribute_kind(first) is not None or is_sum or is_below_table(line.filled[0])


def _filled_up(lines: Sequence[Line], rows: Iterable[tuple[int, int, Sequence[str]]]) -> Iterator[Strip]:
    """Yield rows given by the indexes of their lines, and the lines between them one by one."""
    done = 0
    for start, end, cells in rows:
        yield from (Strip((line,), ()) for line in lines[done:start])
        yield strip_of(lines, start, end, cells)
        done = end
    yield from (Strip((line,), ()) for line in lines[done:])


def _joined(cell: Iterable[Token]) -> str:
    return "".join(token.text for token in cell)


def _indicators(lines: Sequence[Line], head: Head) -> Iterator[Strip]:
    if head.is_tree:
        top = next((i for i, line in enumerate(lines) if not line.is_blank and _is_level1(line)), len(lines))
        yield from _tree_top(lines[:top])
        lines = lines[top:]
    yield from _table(lines, head)


def _is_level1(line: Line) -> bool:
    return vocabulary.level1_code(words(line)[0]) is not None


def _tree_top(lines: Sequence[Line]) -> Iterator[Strip]:
    """The agency and the project stand above the levels of a tree, the project with its amount."""
    group: list[int] = []
    for index, line in enumerate(lines):
        is_figure = not line.is_blank and amount_parts(line.filled[0]) is not None
        if group and not line.is_blank and not is_figure:
            yield strip_of(lines, group[0], index, texts_of(lines[group[0] : index]))
            group = []
        if line.is_blank and not group:
            yield Strip((line,), ())
        else:
            group.append(index)
    if group:
        yield strip_of(lines, group[0], len(lines), texts_of(lines[group[0] :]))


def _table(lines: Sequence[Line], head: Head) -> Iterator[Strip]:
    return _cut(lines, token_rows.rows(list(tokens_of(lines, blanks=blanks_separate(lines))), head.columns))


def _cut(lines: Sequence[Line], cut: Iterable[Sequence[tuple[Token, ...]]]) -> Iterator[Strip]:
    first = lines[0].number if lines else 0
    rows = ((row[0][0].line.number - first, row[-1][-1].line.number - first + 1, [*map(_joined, row)]) for row in cut)
    return _filled_up(lines, rows)


def _money(lines: Sequence[Line], head: Head) -> Iterator[Strip]:
    """Names, then figures: a row ends with the last of its figures; who gets how much is cut by its columns."""
    if ALLOTTED & head.fields:
        return _cut(lines, token_rows.rows(list(tokens_of(lines)), head.columns, money_cost, money_skip))
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
