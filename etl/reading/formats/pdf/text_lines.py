"""Put glyphs together to lines of text, with blanks where the page leaves room.

In: glyphs. Out: lines from top to bottom. Forbidden here: any library of a format; tables and paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from etl.reading.formats.pdf.objects import Box, Glyph

# Of the size: how far apart the feet of Chinese and Latin signs on one line may stand.
# falls: test_signs_whose_feet_stand_a_third_of_a_size_apart_are_on_one_line
SAME_LINE = 0.35
# Of the width: bold is often the same sign drawn twice, and a sign said twice stands apart.
# falls: test_a_sign_drawn_again_less_than_a_third_of_it_away_is_bold
SAME_SIGN = 0.3
# Gaps in sizes. Signs of Chinese fill their square, so that less than most of one is only justified text.
# falls: test_room_between_signs_is_a_blank_and_much_room_a_column
GAP, NARROW_GAP, WIDE_GAP = 0.7, 0.25, 1.8
COLUMN = "  "  # two blanks part what stands apart on a line, one blank what is only spaced


@dataclass(slots=True)
class TextLine:
    """One line as printed: its text, its box, and the size of its signs."""

    text: str
    box: Box
    size: float


def text_lines(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Return the lines that the glyphs make, from top to bottom; blank ones are left out."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: (each.base, each.box.left)):
        if lines and glyph.base - lines[-1][0].base <= SAME_LINE * max(glyph.size, lines[-1][0].size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [line for glyphs_of_line in lines if (line := _line(glyphs_of_line))]


def _line(glyphs: list[Glyph]) -> TextLine | None:
    text, blank = "", False
    shown: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda each: each.box.left):
        if not glyph.text.strip():
            blank = True
            continue
        if shown:
            before = shown[-1]
            if before.text == glyph.text and _is_drawn_twice(before.box, glyph.box):
                continue
            text += _between(before, glyph, blank)
        text += glyph.text
        shown.append(glyph)
        blank = False
    if not shown:
        return None
    left, top, right, bottom = zip(*(glyph.box for glyph in shown), strict=True)
    return TextLine(text, Box(min(left), min(top), max(right), max(bottom)), median(glyph.size for glyph in shown))


def _is_drawn_twice(one: Box, other: Box) -> bool:
    return other.left - one.left < SAME_SIGN * (one.right - one.left)


def _between(before: Glyph, after: Glyph, blank: bool) -> str:
    """Return the blanks between two neighbours on a line."""
    gap = (after.box.left - before.box.right) / max(before.size, after.size, 1.0)
    are_narrow = before.text[-1].isascii() and after.text[0].isascii()
    if gap >= WIDE_GAP:
        return COLUMN
    return " " if blank or gap >= (NARROW_GAP if are_narrow else GAP) else ""
