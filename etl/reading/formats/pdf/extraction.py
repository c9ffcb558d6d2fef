"""Take the pages of a PDF for what is drawn on them.

In: the bytes of a PDF. Out: pages with glyphs and strokes, turned so that text runs from left to right.
Forbidden here: what is a table, a paragraph or page furniture.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTFigure, LTImage, LTPage
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from etl.reading.formats.pdf.clipping import Clip, laid_out
from etl.reading.formats.pdf.objects import Box, Glyph, PageObjects, Stroke
from etl.reading.formats.signs import LOOKALIKES, seen
from etl.reading.formats.symbol_fonts import plain

# What pdfminer remarks on odd fonts is nothing that a filer or an analyst could act on.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

# Points: Word and browsers fill low or narrow rectangles instead of drawing lines; rows and columns are not as thin.
# falls: test_lines_drawn_as_thin_rectangles_or_twice_make_the_same_table
THIN = 3.0
# Points that a side may lean. falls: test_the_sides_of_a_cell_may_lean_by_less_than_a_point
STRAIGHT = 1.0
UNREADABLE = "\ufffd"
LAST_CONTROL = 0x1F
# Points: a sign that is hidden belongs just inside what shows.
# falls: test_punctuation_that_hangs_over_the_border_of_its_cell_stays_in_it
INNER = 1.0
HANGING = frozenset("、，。．；：！？）》〉】」』”’,.;:!?)")  # may end a line beyond its margin, or its cell's border


def extract_pages(content: bytes) -> Iterator[PageObjects]:
    """Yield the pages; raises PDFPasswordIncorrect, and on damaged files nearly anything, as pdfminer does."""
    resources = PDFResourceManager()
    for number, page in enumerate(PDFPage.create_pages(PDFDocument(PDFParser(BytesIO(content)))), start=1):
        yield _page_objects(number, *laid_out(page, resources))


@dataclass(frozen=True, slots=True)
class View:
    """How a page is held to be read: as it is, or turned where its text runs up (1) or down (-1)."""

    page: LTPage
    runs: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as held."""
        return (self.page.height, self.page.width) if self.runs else (self.page.width, self.page.height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page, with its height counted from below, is seen."""
        if self.runs > 0:
            return y - self.page.y0, x - self.page.x0
        if self.runs < 0:
            return self.page.y1 - y, self.page.x1 - x
        return x - self.page.x0, self.page.y1 - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return where a rectangle is seen."""
        (left, top), (right, bottom) = self.point(x0, y0), self.point(x1, y1)
        return Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))


def _page_objects(number: int, page: LTPage, clips: Sequence[Clip]) -> PageObjects:
    items = list(_items(page))
    chars = [item for item in items if isinstance(item, LTChar)]
    view = View(page, _direction(chars))
    objects = PageObjects(number, *view.size)
    whole = Box(0, 0, objects.width, objects.height)
    for char, clip in zip(chars, clips, strict=True):
        glyph = _glyph(char, view, view.box(*clip))
        if whole.holds(*glyph.place):
            objects.glyphs.append(glyph)
    for item in items:
        if isinstance(item, LTCurve):
            for box in _bars(item, view):
                if box.bottom - box.top <= box.right - box.left:
                    objects.horizontal.append(Stroke((box.top + box.bottom) / 2, box.left, box.right))
                else:
                    objects.upright.append(Stroke((box.left + box.right) / 2, box.top, box.bottom))
    pictures = [item for item in items if isinstance(item, LTImage)]
    objects.pictured = sum(item.width * item.height for item in pictures) / (objects.width * objects.height or 1)
    return objects


def _items(container: LTContainer[LTComponent]) -> Iterator[LTComponent]:
    """Yield what a page holds in the order it is drawn, forms opened."""
    for item in container:
        if isinstance(item, LTFigure):
            yield from _items(item)
        else:
            yield item


def _direction(chars: Sequence[LTChar]) -> int:
    """Return whether most text of a page runs up, down or, which is 0, along."""
    directions = [0 if char.upright else 1 if char.matrix[1] > 0 else -1 for char in chars if char.get_text().strip()]
    return max((0, 1, -1), key=directions.count)


def _glyph(char: LTChar, view: View, clip: Box) -> Glyph:
    box = view.box(*char.bbox)
    sign = _sign(char)
    across = box.left + INNER if sign in HANGING else (box.left + box.right) / 2
    down = (box.top + box.bottom) / 2
    place = (
        max(clip.left + INNER, min(across, clip.right - INNER)),
        max(clip.top + INNER, min(down, clip.bottom - INNER)),
    )
    return Glyph(sign, box, place, view.point(*char.matrix[4:])[1], char.size)


def _sign(char: LTChar) -> str:
    """Return the text of a glyph; a number of the font instead of a sign cannot be read."""
    text = char.get_text()
    if text.startswith("(cid:") or text <= chr(LAST_CONTROL):
        return UNREADABLE if text.strip() else " "
    if LOOKALIKES.search(text):
        return seen(text)
    return plain(text, char.fontname.rpartition("+")[2])


def _bars(curve: LTCurve, view: View) -> Iterator[Box]:
    """Yield the boxes of straight lines: of thin shapes that are filled, and of the sides of those that are drawn."""
    whole = view.box(*curve.bbox)
    if min(whole.right - whole.left, whole.bottom - whole.top) <= THIN:
        yield whole
    elif curve.stroke:
        for one, other in pairwise([*curve.pts, curve.pts[0]] if len(curve.pts) > 2 else curve.pts):  # noqa: PLR2004
            box = view.box(*one, *other)
            if min(box.right - box.left, box.bottom - box.top) <= STRAIGHT:
                yield box
