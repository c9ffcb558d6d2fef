"""Count the automatic numbers of a word document: titles such as 1.2项目绩效目标表 are seldom typed in full.

In: the parts with lists and styles, then the properties of each paragraph in the order of the text. Out: the
number that Word shows before the paragraph. Forbidden here: the text itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from etl.reading.formats.word.numerals import spelled
from etl.reading.formats.word.ooxml import child, children, is_on, number, value

BULLET = "bullet"  # a sign of some symbol font, which numbers nothing
NONE = "none"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts, and what it shows, such as `第%1条`."""

    start: int = 1
    shape: str = "decimal"
    text: str = ""
    restarts: bool = True
    is_legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class List:
    """A list as its paragraphs refer to it; lists of the same definition count on from each other."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    lists: dict[str, List]
    styles: dict[str, etree._Element]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
        """Read the lists that a document declares, if it has any."""
        named = {value(style, "styleId") or "": style for style in children(styles, "style")}
        definitions = {value(each, "abstractNumId") or "": each for each in children(numbering, "abstractNum")}
        declared = {value(each, "numId") or "": each for each in children(numbering, "num")}

        def definition_of(element: etree._Element) -> str:
            return value(child(element, "abstractNumId")) or ""

        def list_of(element: etree._Element) -> List:
            definition = definition_of(element)
            # A definition may only name a style, whose list then has the levels.
            style = named.get(value(child(definitions.get(definition), "numStyleLink")) or "")
            linked = declared.get(value(child(style, "pPr", "numPr", "numId")) or "")
            definition = definition if linked is None else definition_of(linked)
            overrides = list(children(element, "lvlOverride"))
            starts = {_depth(each): child(each, "startOverride") for each in overrides}
            levels = _levels(definitions.get(definition))
            for each in overrides:
                levels |= _levels(each)
            return List(definition, levels, {depth: number(at, 1) for depth, at in starts.items() if at is not None})

        return cls({key: list_of(each) for key, each in declared.items()}, named)

    def before(self, properties: etree._Element | None) -> str:
        """Return what Word shows before a paragraph with these properties, and count the paragraph."""
        key, depth = self._place(properties)
        if key not in self.lists or depth not in self.lists[key].levels:
            return ""
        current = self.lists[key]
        counts = self.counts.setdefault(current.definition, {})
        if key not in self.begun:
            self.begun.add(key)
            counts |= {at: start - 1 for at, start in current.starts.items()}
        counts[depth] = counts.get(depth, current.levels[depth].start - 1) + 1
        for deeper in [at for at in counts if at > depth and current.levels.get(at, Level()).restarts]:
            del counts[deeper]
        return _shown(current.levels, counts, depth)

    def _place(self, properties: etree._Element | None) -> tuple[str | None, int]:
        """Return the list of a paragraph and its depth there: its own, or what its style or a basis of it gives."""
        own = child(properties, "numPr")
        key, depth = value(child(own, "numId")), child(own, "ilvl")
        style = value(child(properties, "pStyle"))
        seen: set[str] = set()
        while key is None and style in self.styles and style not in seen:
            seen.add(style)
            given = child(self.styles[style], "pPr", "numPr")
            key, depth = value(child(given, "numId")), child(given, "ilvl") if depth is None else depth
            if key in self.lists and depth is None:
                return key, next((at for at, level in self.lists[key].levels.items() if level.style == style), 0)
            style = value(child(self.styles[style], "basedOn"))
        return key, number(depth, 0)


def _levels(element: etree._Element | None) -> dict[int, Level]:
    return {_depth(each): _level(each) for each in children(element, "lvl")}


def _depth(element: etree._Element) -> int:
    return int(value(element, "ilvl") or 0)


def _level(element: etree._Element) -> Level:
    return Level(
        start=number(child(element, "start"), 1),
        shape=value(child(element, "numFmt")) or "decimal",
        text=value(child(element, "lvlText")) or "",
        restarts=value(child(element, "lvlRestart")) != "0",
        is_legal=is_on(child(element, "isLgl")),
        style=value(child(element, "pStyle")),
    )


def _shown(levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
    """Return a number as its level shows it."""

    def part(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        level = levels.get(at, Level())
        shape = "decimal" if levels[depth].is_legal else level.shape
        return "" if shape == NONE else spelled(counts.get(at, level.start), shape)

    return "" if levels[depth].shape == BULLET else re.sub(r"%([1-9])", part, levels[depth].text)
