"""Join the lines of text that a page's right margin has parted, so that a paragraph is one text.

In: lines of text as printed. Out: which of them continue the line before. Forbidden here: any library of a format;
words of filings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from etl.reading.formats.pdf.text_lines import COLUMN, TextLine

# What a line begins with that opens a paragraph even where nothing is indented: 一、 （二） 3. 4、 ⑤ 第六条
OPENING = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]\d{1,2}[）)]|\d{1,2}(?:[、）)]|[.．](?!\d))|[①-⑳]"
    r"|第[一二三四五六七八九十]{1,3}[章节条部]"
)
UNBREAKABLE = re.compile(r"[!-~]*")
# Of the page's width: shorter lines say nothing of margins. falls: test_a_line_over_half_the_page_tells_the_margins
LONG = 0.5
# In sizes of the signs: paragraphs are indented by two, and lines apart by more than one begin another.
# falls: test_a_full_line_goes_on_with_a_flush_one_right_below_it
INDENT, FLUSH, RAGGED, LEADING = 3.0, 0.6, 1.5, 1.8
# Points: signs of a heading are larger. falls: test_a_full_line_goes_on_with_a_flush_one_right_below_it
SAME_SIZE = 1.0


class Margins(NamedTuple):
    """Where the text of a page begins and where its full lines end."""

    left: float
    right: float


def margins_of(lines: Sequence[TextLine], width: float) -> Margins | None:
    """Return the margins that the long lines of a document keep on pages of this width."""
    long = [line for line in lines if line.box.right - line.box.left >= LONG * width]
    if not long:
        return None
    left = min(line.box.left for line in long)

    def companions(line: TextLine) -> list[float]:
        return [other.box.right for other in long if abs(other.box.right - line.box.right) <= line.size]

    ends = max((companions(line) for line in long), key=len)
    # One long line alone may have ended before the margin: then the page is taken as even.
    return Margins(left, max(ends) if len(ends) > 1 else max(width - left, *ends))


def continues(before: TextLine, after: TextLine, margins: Margins | None, is_next_page: bool = False) -> bool:
    """Whether a line goes on where the one before ended at the right margin."""
    if margins is None or COLUMN in before.text or COLUMN in after.text or OPENING.match(after.text):
        return False
    size = before.size
    # A number or a word that did not fit has left its room empty.
    word = UNBREAKABLE.match(after.text)
    room = (RAGGED + len(word[0] if word else "") / 2) * size
    is_full = before.box.right >= margins.right - room and before.box.left <= margins.left + INDENT * size
    is_flush = abs(after.box.left - margins.left) <= FLUSH * size or _is_centred(after, margins)
    is_next = is_next_page or after.box.top - before.box.bottom <= LEADING * size
    return is_full and is_flush and is_next and abs(after.size - size) <= SAME_SIZE


def _is_centred(line: TextLine, margins: Margins) -> bool:
    """Whether a line may be the end of a title that took more than one; a year in brackets below it is none."""
    before, behind = line.box.left - margins.left, margins.right - line.box.right
    return min(before, behind) > line.size and abs(before - behind) <= line.size and line.text[0] not in "（("
