"""Say how a run of a word document looks: whether a person sees it at all, and whether it stands above the line.

In: a run, the properties of its paragraph, the styles of the document. Out: a `Look`.
Forbidden here: the text of the run.

What is struck through is withdrawn, and what is hidden, a point high or white on white says nothing to a reader.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from etl.reading.formats.signs import LOWER, PLAIN, RAISE
from etl.reading.formats.word.ooxml import child, children, is_on, local, number, value

HEIGHTS = {"superscript": RAISE, "subscript": LOWER}
WHITE = {"FFFFFF", "WHITE"}
UNFILLED = {None, "AUTO", *WHITE}
SMALLEST = 2  # half-points; print of one point is a line to the eye
Properties = dict[str, etree._Element]


class Look(NamedTuple):
    """Whether a run is there at all, whether its text is seen, and how it is set: on the line, above or below it."""

    is_there: bool = True
    is_seen: bool = True
    set_as: str = PLAIN


@dataclass(slots=True)
class Looks:
    """How runs look by what they, their styles and those of their paragraphs say, in this order."""

    styles: dict[str, etree._Element]
    known: dict[str, Properties] = field(default_factory=dict)

    @classmethod
    def of(cls, styles: etree._Element | None) -> Looks:
        """Read the styles that a document declares, if it has any."""
        return cls({value(style, "styleId") or "": style for style in children(styles, "style")})

    def of_run(self, run: etree._Element, paragraph: etree._Element | None, *, is_filled: bool) -> Look:
        """Return how a run looks; `is_filled` says that something lies behind it that is not white."""
        own = child(run, "rPr")
        says = self._of_style(value(child(paragraph, "pStyle"))) | self._of_style(value(child(own, "rStyle")))
        says = says | _by_name(own)
        is_filled = is_filled or "highlight" in says or _fills(says.get("shd")) or _fills(child(paragraph, "shd"))
        colour = (value(says.get("color")) or "").upper()
        is_gone = any(is_on(says.get(name)) for name in ("strike", "dstrike"))
        is_tiny = number(says.get("sz"), SMALLEST + 1) <= SMALLEST
        is_seen = not is_gone and not is_tiny and (is_filled or colour not in WHITE)
        return Look(not is_on(says.get("vanish")), is_seen, HEIGHTS.get(value(says.get("vertAlign")) or "", PLAIN))

    def fills(self, properties: etree._Element | None) -> bool:
        """Whether a table or cell is filled, of its own or by a style that fills any part of it."""
        style = self.styles.get(value(child(properties, "tblStyle")) or "")
        return _fills(child(properties, "shd")) or (
            style is not None and any(_fills(each) for each in style.iter("{*}shd"))
        )

    def _of_style(self, name: str | None) -> Properties:
        """Return what a style says of runs, with what it is based on."""
        if name is None or name not in self.styles:
            return {}
        if name not in self.known:
            self.known[name] = {}  # a style that is based on itself says nothing more
            style = self.styles[name]
            self.known[name] = self._of_style(value(child(style, "basedOn"))) | _by_name(child(style, "rPr"))
        return self.known[name]


def _by_name(properties: etree._Element | None) -> Properties:
    return {} if properties is None else {local(each): each for each in properties.iterchildren("*")}


def _fills(shading: etree._Element | None) -> bool:
    """Whether a shading leaves anything but white behind the text; patterns do."""
    if shading is None:
        return False
    fill = value(shading, "fill")
    return (fill.upper() if fill else None) not in UNFILLED or value(shading) not in {None, "clear", "nil"}
