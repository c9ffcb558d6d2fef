"""Say how cells of a workbook in Office Open XML look, and what of their text is seen.

In: the part with the styles; a string. Out: a `Style` for each number that cells refer to; the text of the string.
Forbidden here: sheets and their cells.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

from etl.reading.formats.excel.format_codes import BUILT_IN, GENERAL
from etl.reading.formats.excel.parts import Parts, is_on, local
from etl.reading.formats.signs import LOWER, RAISE, set_in_runs
from etl.reading.formats.signs import PLAIN as ON_THE_LINE

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
HEIGHTS = {"superscript": RAISE, "subscript": LOWER}
WHITE = ({"rgb": "FFFFFFFF"}, {"theme": "0"}, {"indexed": "9"}, {"indexed": "1"})


class Style(NamedTuple):
    """How cells look: their number format, whether they are struck through, and white on no ground of their own."""

    code: str = GENERAL
    is_struck: bool = False
    is_white: bool = False


PLAIN = Style()


def styles_of(parts: Parts, main: str) -> list[Style]:
    """Return the styles in the order that cells count them."""
    own: dict[int, str] = {}
    fonts: list[Element] = []
    is_filled: list[bool] = []
    formats: list[Element] = []
    for part in parts.related(main, "/styles"):
        for name, element in parts.elements(part, "numFmt", "fonts", "fills", "cellXfs"):
            if name == "numFmt":
                own.setdefault(int(element.get("numFmtId", "0")), element.get("formatCode", GENERAL))
            elif name == "fonts":
                fonts = list(element)
            elif name == "fills":
                is_filled = [_is_filled(each) for each in element]
            else:
                formats = list(element)
    return [_style(each, own, fonts, is_filled) for each in formats]


def _style(element: Element, own: dict[int, str], fonts: list[Element], is_filled: list[bool]) -> Style:
    number, font, fill = (int(element.get(name, "0")) for name in ("numFmtId", "fontId", "fillId"))
    says = {local(each): each for each in fonts[font]} if font < len(fonts) else {}
    return Style(
        own.get(number) or BUILT_IN.get(number, GENERAL),
        is_on(says.get("strike")),
        _is_white(says.get("color")) and not (fill < len(is_filled) and is_filled[fill]),
    )


def _is_filled(fill: Element) -> bool:
    return any(local(each) != "patternFill" or each.get("patternType", "none") != "none" for each in fill)


def _is_white(colour: Element | None) -> bool:
    return colour is not None and {key: value for key, value in colour.items() if key != "tint"} in WHITE


def text_of(element: Element | None) -> str:
    """Return the text of a shared or inline string, joined from its runs, without how to pronounce it."""
    if element is None:
        return ""
    texts = [(unescaped(each.text or ""), ON_THE_LINE) for each in element if local(each) == "t"]
    return set_in_runs([*texts, *(run for each in element if local(each) == "r" for run in _run(each))])


def _run(run: Element) -> list[tuple[str, str]]:
    """Return the text of a run and how it is set; nothing where it is struck through."""
    says = {local(each): each for part in run if local(part) == "rPr" for each in part}
    if is_on(says.get("strike")):
        return []
    height = says["vertAlign"].get("val", "") if "vertAlign" in says else ""
    return [(unescaped(each.text or ""), HEIGHTS.get(height, ON_THE_LINE)) for each in run if local(each) == "t"]


def unescaped(text: str) -> str:
    """Return a text with the signs that a workbook holds as figures (_x000D_)."""
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
