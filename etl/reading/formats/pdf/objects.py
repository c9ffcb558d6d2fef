"""The nouns of a page as it is drawn: glyphs, strokes and the boxes they lie in.

In: nothing. Out: named tuples. Lengths are points, counted from the page's left and top edge as a reader holds it.
Forbidden here: any library of a format.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in this box."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


class Glyph(NamedTuple):
    """One sign: its text, its box, where it shows, the height of the line it stands on, and the size of its font.

    It shows at its middle, or as near to that as it may: a spreadsheet hides what outgrows a cell.
    """

    text: str
    box: Box
    place: tuple[float, float]
    base: float
    size: float


class Stroke(NamedTuple):
    """A ruling line: a horizontal one at a height from left to right, an upright one at a place from top to bottom."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class PageObjects:
    """What is drawn on a page; `pictured` is how much of it pictures cover, from 0 to 1."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    horizontal: list[Stroke] = field(default_factory=list)
    upright: list[Stroke] = field(default_factory=list)
    pictured: float = 0.0
