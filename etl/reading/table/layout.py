"""How a table is laid out: lines with cells of their own, or text without borders, and where its heads stand.

In: lines. Out: yes or no. Forbidden here: knowing what stands under the heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from etl import vocabulary
from etl.filing import Line
from etl.reading.notation import is_sign, is_target
from etl.reading.table.columns import named_columns, with_values

# Lines: so many villages may head a matrix; farther down a label begins some other table.
# falls: test_a_matrix_of_eighteen_villages_may_stand_one_to_a_line
MATRIX_LINES = 24
# Level labels and targets that make a table although its heads are gone; one of each may stand in any text.
# falls: test_rows_that_share_a_line_with_their_heads_are_read_one_by_one
FEWEST = 2
YEAR_ALONE = re.compile(r"[*（(\s]*(20\d\d)\s*年度?[)）*\s]*")
BLANK_AT_CHINESE = re.compile(r"(?<=[^\x00-\xff])\s+|\s+(?=[^\x00-\xff])")
NUMERAL = "[一二三四五六七八九十]{1,3}"
SECTION = re.compile(rf"^\s*(?:[（(]{NUMERAL}[)）]|{NUMERAL}、|表{NUMERAL}$)")

REPORT_SECTION = re.compile(r"\d{1,2}[.、．][^，,。]{2,20}(?:情况|结果|分析|建议)。?$")
BLANK_BEFORE_UNIT = re.compile(r"\s+(?=[（(][^（）()]*元[)）])")
ATTACHED = re.compile(r"附[件表]\s*[\d一二三四五六七八九十]*$")
PAGE_MARK = re.compile(r"[-—–－]\s*\d{1,3}\s*[-—–－]|第\s*\d{1,3}\s*页(?:[,，]?\s*共\s*\d{1,3}\s*页)?")
REMARK = re.compile(r"(?:注|备注|说明|填表说明)\s*[:：]|注$")


def is_table(line: Line) -> bool:
    """Whether a line has cells of its own."""
    return len(line.cells) > 1 and not line.is_blank and not _is_paragraph(line)


def _is_paragraph(line: Line) -> bool:
    """Whether a row of a sheet holds a paragraph: one cell over the whole width, or a sentence over blank ones."""
    if not line.spans or len(line.filled) > 1:
        return False
    return sum(span.columns > 0 for span in line.spans) == 1 or line.filled[0].endswith(("。", "；"))


def words(line: Line) -> tuple[str, ...]:
    """Return the runs of text of a line, parted at blanks; a label that was spread out (备  注) is one."""
    if is_table(line):
        return tuple(BLANK_AT_CHINESE.sub("", cell) for cell in line.filled)
    return tuple(word for cell in line.cells for word in _words(cell))


def _words(cell: str) -> list[str]:
    runs = BLANK_BEFORE_UNIT.sub("", cell).split()
    whole = "".join(runs)
    is_one = vocabulary.is_label(whole) or (len(runs) == 2 and is_sign(runs[0]))  # noqa: PLR2004 -- ≧ 98%
    return [whole] if len(runs) > 1 and is_one else runs


def is_indicator_head(line: Line) -> bool:
    """Whether a line holds the column heads of an indicator table."""
    cells = line.filled if is_table(line) else words(line)
    return len(cells) > 1 and indicator_fields(cells)


def indicator_fields(cells: Iterable[str]) -> bool:
    """Whether these cells name the columns that a table of indicators needs: a value, and whose it is."""
    heads = list(cells)
    fields = {vocabulary.column_field(cell) or vocabulary.context_field(cell) for cell in heads}
    if "value" in fields:
        return bool(fields & {"level1", "level2", "name"}) or {"project", "amount"} <= fields
    return with_values(named_columns(list(enumerate(heads)))) is not None


def indicator_heads_end(lines: Sequence[Line], start: int) -> int:
    """Return the index after the column heads of indicators that begin here, else `start`.

    Text without borders may hold them on one line, or one to a line with blank lines between.
    """
    if len(words(lines[start])) != 1:
        return start + 1 if is_indicator_head(lines[start]) else start
    end = start
    for index in range(start, len(lines)):
        texts = words(lines[index])
        if texts and (len(texts) > 1 or not _is_column(texts[0])):
            break
        end = index + 1 if texts else end
    heads = _texts(lines[start:end])
    if len(heads) >= FEWEST and not indicator_fields(heads):
        end = _end_of_matrix(lines, end)
    return end if indicator_fields(_texts(lines[start:end])) else start


def _texts(lines: Sequence[Line]) -> list[str]:
    return [word for line in lines for word in words(line)]


def _end_of_matrix(lines: Sequence[Line], start: int) -> int:
    """Heads of levels and names without a value may go on with a village each, up to the first level label."""
    for index in range(start, min(start + MATRIX_LINES, len(lines))):
        texts = words(lines[index])
        if len(texts) == 1 and vocabulary.is_whole_level(texts[0]):
            return index
        if len(texts) > 1 or any(map(is_target, texts)):
            break
    return start


def _is_column(text: str) -> bool:
    """A label of funds above the heads is none of them, though it may head a column elsewhere."""
    is_amount = vocabulary.key(text) in vocabulary.words("items", "amount")
    return vocabulary.column_field(text) is not None or vocabulary.context_field(text) == "project" or is_amount


def indicator_heads(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield where column heads of indicators begin and end, as indexes into the lines."""
    index = 0
    while index < len(lines):
        end = indicator_heads_end(lines, index)
        if end > index:
            yield index, end
        index = max(end, index + 1)


def first_indicator_head(lines: Sequence[Line]) -> int | None:
    """Return the index of the first line that begins column heads of indicators."""
    return next((start for start, _ in indicator_heads(lines)), None)


def headless_rows(lines: Sequence[Line]) -> int | None:
    """Return where rows of indicators begin that have lost their heads, None where heads stand or no rows do."""
    if first_indicator_head(lines) is not None:
        return None
    found = [(index, word) for index, line in enumerate(lines) for word in words(line)]
    levels = [index for index, word in found if vocabulary.level2_code(word) and vocabulary.is_whole_level(word)]
    if len(levels) < FEWEST or _stand_in_a_row([word for _, word in found]):
        return None
    targets = [
        index for index, word in found if index >= levels[0] and is_target(word) and not vocabulary.is_label(word)
    ]
    starts = [index for index, word in found if index <= levels[0] and vocabulary.is_whole_level(word)]
    return starts[0] if len(targets) >= FEWEST else None


def _stand_in_a_row(found: Sequence[str]) -> bool:
    """Whether level-2 labels follow each other with nothing between: they head the columns of a table on its side."""
    places = [
        place for place, word in enumerate(found) if vocabulary.level2_code(word) and vocabulary.is_whole_level(word)
    ]
    return places[1] == places[0] + 1


def is_below_table(text: str) -> bool:
    """Whether a text stands below a table: furniture of the page, signatures, or the next section's heading."""
    return vocabulary.is_furniture(text) or any(
        opening.match(text) for opening in (SECTION, REPORT_SECTION, REMARK, ATTACHED)
    )


def is_page_mark(text: str) -> bool:
    """Whether a text is nothing but the number of a page (- 2 -, 第2页)."""
    return PAGE_MARK.fullmatch(text.strip()) is not None


def is_plain(lines: Sequence[Line]) -> bool:
    """Whether a table is written as text without cell borders: its column heads stand in one cell, or one to a line."""
    head = first_indicator_head(lines)
    if head is None:
        return not any(map(is_table, lines))
    return not is_table(lines[head])
