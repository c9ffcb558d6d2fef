"""Leave out what a page repeats around its text: page numbers, running heads and feet.

In: the lines of text outside tables, page by page. Out: the same without furniture. Forbidden here: tables;
words of filings; titles, which stand at the same place on page after page too, but in the page's text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from etl.reading.formats.pdf.text_lines import TextLine

NUMERAL = "[0-9０-９一二三四五六七八九十]{1,4}"
NUMBERED = re.compile(
    rf"第\s*{NUMERAL}\s*页(?:[\s,，/]*共\s*{NUMERAL}\s*页)?|[Pp]age\s*\d+(?:\s*of\s*\d+)?|\d+\s*/\s*\d+"
)
DASHED = re.compile(r"[-–—－─·~～]\s*\d{1,4}\s*[-–—－─·~～]")
BARE = re.compile(r"\d{1,4}")
# Shares of a page's height: heads and feet stand in the margin, page numbers sometimes within the text's frame.
# falls: test_a_running_head_stands_in_the_margin, and falls: test_a_page_number_stands_near_the_rim
MARGIN, RIM = 0.065, 0.12
# Pages: the title of a table may stand at the top of two, but not in small type.
# falls: test_a_running_head_in_small_type_needs_two_pages_and_another_three
OFTEN = 3
# falls: test_a_running_head_in_small_type_needs_two_pages_and_another_three
OFTEN_IF_SMALL = 2
# Points. falls: test_a_running_head_in_small_type_needs_two_pages_and_another_three
SMALLER = 1.0


class Leaf(NamedTuple):
    """A page's number and height, and its lines of text outside tables."""

    number: int
    height: float
    lines: list[TextLine]


def without_furniture(leaves: Sequence[Leaf], text_size: float) -> list[list[TextLine]]:
    """Return the lines of each page that are text; most signs of the document are of `text_size`."""
    running, offset = _running(leaves, text_size), _offset(leaves)

    def is_furniture(line: TextLine, leaf: Leaf) -> bool:
        if not _is_near_edge(line, leaf.height, RIM):
            return False
        if is_in_margin(line, leaf.height) and _kept(line) in running:
            return True
        is_count = BARE.fullmatch(line.text) and int(line.text) - leaf.number == offset
        return bool(is_count or DASHED.fullmatch(line.text) or NUMBERED.fullmatch(line.text))

    return [[line for line in leaf.lines if not is_furniture(line, leaf)] for leaf in leaves]


def is_in_margin(line: TextLine, height: float) -> bool:
    """Whether a line stands above or below the text of a page."""
    return _is_near_edge(line, height, MARGIN)


def _is_near_edge(line: TextLine, height: float, share: float) -> bool:
    middle = (line.box.top + line.box.bottom) / 2
    return middle < share * height or middle > (1 - share) * height


def _kept(line: TextLine) -> str:
    """What stays the same of a running head from page to page."""
    return NUMBERED.sub("", line.text).strip()


def _running(leaves: Sequence[Leaf], text_size: float) -> set[str]:
    """Return the texts that stand in the margin of most pages, in no larger type than the text itself."""
    edges = [[line for line in leaf.lines if is_in_margin(line, leaf.height)] for leaf in leaves]
    largest = {_kept(line): line.size for lines in edges for line in lines}
    found = Counter(text for lines in edges for text in {_kept(line) for line in lines})
    return {
        text
        for text, count in found.items()
        if largest[text] < text_size + SMALLER
        and count >= (OFTEN_IF_SMALL if largest[text] <= text_size - SMALLER else OFTEN)
        and count * 2 >= len(leaves)
    }


def _offset(leaves: Sequence[Leaf]) -> int | None:
    """Return how far bare numbers at the edges run ahead of the pages; None where they do not count pages.

    A number alone may also be the last cell of a table without borders.
    """
    ahead = Counter(
        int(line.text) - leaf.number
        for leaf in leaves
        for line in leaf.lines
        if BARE.fullmatch(line.text) and _is_near_edge(line, leaf.height, RIM)
    )
    offset, count = max(ahead.items(), key=lambda each: each[1], default=(0, 0))
    return offset if count > 1 or offset == 0 else None
