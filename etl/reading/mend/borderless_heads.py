"""Where column heads stand in text without cell borders.

In: lines. Out: where heads begin and end, and their words. Forbidden here: the rows below them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl import vocabulary
from etl.filing import Line, Strip
from etl.reading.figures import amount_parts
from etl.reading.notation import is_nothing
from etl.reading.table import money_columns
from etl.reading.table.layout import indicator_heads_end, words

RATE = re.compile(r"[\d.]+\s*[%％]")


def strip_of(lines: Sequence[Line], start: int, end: int, cells: Sequence[str]) -> Strip:
    """Return these lines as a logical row whose cells have no place."""
    return Strip(tuple(lines[start:end]), tuple(cells), placed=False)


def texts_of(lines: Sequence[Line]) -> list[str]:
    """Return the words of lines."""
    return [word for line in lines for word in words(line)]


def heads_end(lines: Sequence[Line], start: int) -> int:
    """Return where column heads that begin here end; heads of indicators may stand one to a line."""
    found = words(lines[start])
    if len(found) != 1:
        return start + 1 if found and all(map(_is_head, found)) else start
    indicators = indicator_heads_end(lines, start)
    if indicators > start:
        return indicators
    if (money := money_columns.heads_end(lines, start)) > start:
        return money
    if _is_money_head(found[0]) or vocabulary.block_kind(found[0]):
        return start if _stands_before_figure(lines, start) else start + 1
    stages = next((i for i in range(start, len(lines)) if not all(map(_is_stage, words(lines[i])))), len(lines))
    if len(texts_of(lines[start:stages])) > 1:
        return stages
    return start


def _stands_before_figure(lines: Sequence[Line], start: int) -> bool:
    """总额 heads a column, but right above a figure it is the figure's label."""
    below = next((line for line in lines[start + 1 :] if not line.is_blank), None)
    return below is not None and is_figure(words(below)[0])


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


def is_figure(text: str) -> bool:
    """Whether a text is an amount, a rate, or says that there is none."""
    return amount_parts(text) is not None or is_nothing(text) or RATE.fullmatch(text) is not None
