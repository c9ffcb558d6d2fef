"""Leave of the text of a page what a person sees of it, and set raised figures as such.

In: the tree of a page, with its style sheets. Out: the same tree; what takes no place is emptied, what is there but
not seen, such as a struck or a white text, has lost its text and keeps its place.
Forbidden here: what is content and what belongs to the site.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from etl.reading.formats.signs import LOWER, PLAIN, RAISE, is_mark, lowered, raised, writable
from etl.reading.formats.web.styles import Named, Says, Styles, named

STRUCK = {"s", "strike", "del"}
HEIGHTS = {"sup": RAISE, "super": RAISE, "sub": LOWER}
SHAPES: dict[str, Callable[[str], str]] = {RAISE: raised, LOWER: lowered}
NEVER_HIDDEN = {"html", "body"}  # hidden only until a script of the page shows it
FIELDS = {"input", "textarea", "option"}
UNKNOWN = "?"  # a picture, or what a sheet that was not saved with the page may say
NO_COLOUR = {"", "transparent", "none", "initial", "unset", "inherit", "currentcolor"}
NAMES = {"white": "ffffff", "black": "000000", "window": "ffffff", "windowtext": "000000", "snow": "fffafa"}
RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*(?:[,/]\s*([\d.]+%?)\s*)?\)")
SIZE = re.compile(r"(\d*\.?\d+)(px|pt|)")
TELLING = ("id", "class", "style", "hidden", "color", "bgcolor", "background")  # attributes that say how it looks
MOST_KNOWN = 10_000
LONGEST_MARK = 40
SMALLEST = 1.0  # points or pixels; print of that size is a line to the eye


class Look(NamedTuple):
    """How the text of an element looks, handed down to what lies in it."""

    colour: str = "000000"
    background: str = "ffffff"
    is_hidden: bool = False
    is_tiny: bool = False
    is_gone: bool = False  # struck through or quite transparent, with all that lies in it
    set_as: str = PLAIN

    @property
    def is_seen(self) -> bool:
        """Whether a person sees text that looks like this."""
        return not (self.is_hidden or self.is_tiny or self.is_gone or self.colour == self.background)


@dataclass(slots=True)
class _Walk:
    styles: Styles
    blocks: set[str]
    looks: list[Look]
    around: list[Named] = field(default_factory=list)
    known: dict[tuple[object, ...], Look | None] = field(default_factory=dict)

    def enter(self, element: etree._Element) -> bool:
        """Set the text of an element as it looks; returns whether it takes a place at all."""
        self.around.append(named(str(element.tag), element.get("id") or "", element.get("class") or ""))
        look = self._look(element)
        if look is None:
            return False
        self.looks.append(look)
        element.text = _as_seen(element.text, look)
        if element.tag in FIELDS and not look.is_seen:
            element.attrib.clear()
        return True

    def _look(self, element: etree._Element) -> Look | None:
        """Return how an element looks; most cells of a page look alike, and are asked for their styles once."""
        outer = self.looks[-1]
        key = (element.tag, outer, *map(element.get, TELLING))
        if key in self.known:
            return self.known[key]
        says = self.styles.says_of(element, self.around)
        if element.tag not in NEVER_HIDDEN and _takes_no_place(element, says):
            look = None
        else:
            look = _look(element, says, outer, self.blocks)
        if not self.styles.asks_for_others(self.around[-1]) and not _height(element, says):
            self.known[key] = look
            if len(self.known) > MOST_KNOWN:
                self.known.clear()
        return look

    def leave(self, element: etree._Element) -> None:
        self.around.pop()
        self.looks.pop()
        element.tail = _as_seen(element.tail, self.looks[-1])


def leave_seen(root: etree._Element, empty: Callable[[etree._Element], None], blocks: set[str]) -> None:
    """Empty what takes no place, and take the text away of what is not seen."""
    styles = Styles()
    sheets = list(root.iter("style"))
    for sheet in sheets:
        styles.add(sheet.text or "")
    links = any("stylesheet" in (link.get("rel") or "").lower() for link in root.iter("link"))
    is_open = links or any("@import" in (sheet.text or "") for sheet in sheets)
    walk = _Walk(styles, blocks, [Look(background=UNKNOWN) if is_open else Look()])
    gone: list[etree._Element] = []
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if event == "end" and gone and element is gone[-1]:
            walk.around.pop()
            element.tail = _as_seen(element.tail, walk.looks[-1])
        elif event == "end":
            walk.leave(element)
        elif not walk.enter(element):
            gone.append(element)
            events.skip_subtree()
    for element in gone:
        empty(element)


def _takes_no_place(element: etree._Element, says: Says) -> bool:
    return (
        (element.get("hidden") is not None and says.get("display", "none") == "none")
        or says.get("display") == "none"
        or says.get("mso-hide") == "all"
        or (says.get("visibility") == "collapse" and element.tag in {"tr", "tbody", "thead", "tfoot"})
    )


def _look(element: etree._Element, says: Says, outer: Look, blocks: set[str]) -> Look:
    """Return how an element looks within what looks like `outer`."""
    visibility = says.get("visibility", "inherit")
    size = SIZE.fullmatch(says.get("font-size", ""))
    struck = says.get("text-decoration-line", says.get("text-decoration"))
    is_struck = element.tag in STRUCK if struck is None else "line-through" in struck
    set_as = outer.set_as if element.tag not in blocks else PLAIN
    own = _height(element, says)
    if own and element.tag not in blocks and not _is_figure_alone(element, blocks):
        set_as = own
    return Look(
        _colour(says.get("color", (element.get("color") or "") if element.tag == "font" else "")) or outer.colour,
        _background(element, says) or outer.background,
        outer.is_hidden if visibility == "inherit" else visibility in {"hidden", "collapse"},
        outer.is_tiny if size is None else float(size[1]) <= SMALLEST,
        outer.is_gone or is_struck or re.fullmatch(r"0*\.?0+%?", says.get("opacity", "")) is not None,
        set_as,
    )


def _height(element: etree._Element, says: Says) -> str:
    return HEIGHTS.get(says.get("vertical-align", str(element.tag)), PLAIN)


def _colour(text: str) -> str:
    """Return a colour as six figures, another word for one as it is, and nothing where it is handed down."""
    text = text.strip().lower()
    if text in NO_COLOUR:
        return ""
    if match := RGB.fullmatch(text):
        is_clear = match[4] is not None and float(match[4].strip("%.") or 0) == 0
        return "" if is_clear else "".join(f"{min(int(each), 255):02x}" for each in match.groups()[:3])
    figures = text.removeprefix("#")
    return "".join(2 * each for each in figures) if re.fullmatch("[0-9a-f]{3}", figures) else NAMES.get(text, figures)


def _background(element: etree._Element, says: Says) -> str:
    shorthand = says.get("background", "")
    image = says.get("background-image", "none")
    if "(" in RGB.sub("", shorthand) or image != "none" or element.get("background"):
        return UNKNOWN
    colour = says.get("background-color") or shorthand or element.get("bgcolor") or ""
    words = [found[0]] if (found := RGB.search(colour)) else colour.split()
    return next(filter(None, map(_colour, words)), "")


def _as_seen(text: str | None, look: Look) -> str | None:
    text = writable(text or "")
    if not text.strip():
        return text
    return SHAPES.get(look.set_as, str)(text) if look.is_seen else None


def _is_figure_alone(element: etree._Element, blocks: set[str]) -> bool:
    """Whether a raised or lowered figure stands alone in its paragraph or cell: then it is only small print."""
    text = ""
    for part in element.itertext():
        text += str(part)
        if len(text) > LONGEST_MARK:
            break
    if is_mark(text):
        return False
    while element.tag not in blocks and (parent := element.getparent()) is not None:
        if (element.tail or "").strip() or (parent.text or "").strip():
            return False
        if element.getprevious() is not None or element.getnext() is not None:
            return False
        element = parent
    return True
