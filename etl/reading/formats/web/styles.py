"""Say what the style sheets in a page declare of its elements, as far as it decides what a reader sees.

In: the text of style sheets; an element with those around it. Out: declarations by name. Forbidden here: fetching the
sheets that a page links; what a declaration means.

Known are names of elements, classes and identities, alone, joined and one within another (`td.x`, `#a .b`). What
depends on a state, a position or the size of a screen (`:hover`, `@media print`) declares nothing of a page as saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from etl.filing import UnreadableFile
from etl.isolation import limits

DECIDING = {
    *("display", "visibility", "mso-hide", "opacity", "font-size", "color", "background", "background-color"),
    *("background-image", "vertical-align", "text-decoration", "text-decoration-line"),
}
COMPOUND = re.compile(r"([a-z][\w-]*|\*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
EVERY_SCREEN = re.compile(r"@media\s+(?:only\s+)?(?:all|screen)(?:\s*,[\w\s,]*)?\s*", re.IGNORECASE)
# A page as saved has some hundred rules that decide anything, and asks for each element a few of them.
MOST_RULES = 20_000
MOST_COMPARISONS = 5_000_000
IMPORTANT = "!important"

Says = dict[str, str]


class Named(NamedTuple):
    """What an element is called, or what a rule asks of it: its tag, its identity, its classes."""

    tag: str
    identity: str
    classes: frozenset[str]

    def fits(self, element: Named) -> bool:
        """Whether an element has all that this asks for."""
        return (
            self.tag in {"", "*", element.tag}
            and self.identity in {"", element.identity}
            and self.classes <= element.classes
        )


class Rule(NamedTuple):
    """Names that elements around and the element itself must have, how much the rule weighs, and what it declares."""

    path: tuple[Named, ...]
    weight: tuple[int, int, int, int]
    says: Says


@dataclass(slots=True)
class Styles:
    """The rules of a page by what the last of their names asks for first."""

    rules: dict[str, list[Rule]] = field(default_factory=dict)
    count: int = 0
    comparisons: int = 0

    def add(self, sheet: str) -> None:
        """Add the rules of a sheet; raises UnreadableFile where there are more than a page has."""
        for selectors, body in _blocks(_without_comments(sheet)):
            says = declared(body)
            for selector in selectors.lower().split(",") if says else ():
                self.count += 1
                if self.count > MOST_RULES:
                    raise UnreadableFile(limits.beyond(MOST_RULES, "rules in its style sheets"))
                if path := _path(selector):
                    rule = Rule(path, (*_weight(path), self.count), says)
                    self.rules.setdefault(_sought(path[-1]), []).append(rule)

    def says_of(self, element: etree._Element, around: Sequence[Named]) -> Says:
        """Return what is declared of an element; its own attribute counts more than the sheets."""
        own = declared(element.get("style") or "")
        if not self.rules:
            return _plain(own)
        rules = self._asking(around[-1])
        self.comparisons += sum(len(rule.path) for rule in rules)
        if self.comparisons > MOST_COMPARISONS:
            raise UnreadableFile(limits.beyond(MOST_COMPARISONS, "comparisons of its elements with its style sheets"))
        says: Says = {}
        for rule in sorted((each for each in rules if _fits(each.path, around)), key=lambda each: each.weight):
            _overlay(says, rule.says)
        _overlay(says, own)
        return _plain(says)

    def asks_for_others(self, name: Named) -> bool:
        """Whether what is declared of an element of that name may depend on those around it."""
        return any(len(rule.path) > 1 for rule in self._asking(name))

    def _asking(self, name: Named) -> list[Rule]:
        keys = ("*", name.tag, *(f".{each}" for each in name.classes), f"#{name.identity}")
        return [rule for key in keys for rule in self.rules.get(key, ())]


@lru_cache(4096)
def named(tag: str, identity: str, classes: str) -> Named:
    """Return what an element is called, from its attributes."""
    return Named(tag, identity.lower(), frozenset(classes.lower().split()))


@lru_cache(4096)
def declared(body: str) -> Says:
    """Return the declarations that decide what is seen, in small letters."""
    pairs = (part.partition(":") for part in body.lower().split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip() in DECIDING}


def _overlay(says: Says, more: Says) -> None:
    says |= {
        name: value
        for name, value in more.items()
        if not says.get(name, "").endswith(IMPORTANT) or value.endswith(IMPORTANT)
    }


def _plain(says: Says) -> Says:
    return {name: value.removesuffix(IMPORTANT).strip() for name, value in says.items()}


def _without_comments(sheet: str) -> str:
    first, *others = sheet.replace("<!--", " ").replace("-->", " ").split("/*")
    return " ".join([first, *(each.partition("*/")[2] for each in others)])


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and body of each rule that holds on every screen."""
    depth, start, skipped, head = 0, 0, 0, ""
    for brace in re.finditer("[{}]", sheet):
        text = sheet[start : brace.start()]
        start = brace.end()
        if brace[0] == "{":
            head = text.rpartition(";")[2].strip()
            depth += 1
            if not skipped and head.startswith("@") and not EVERY_SCREEN.fullmatch(head):
                skipped = depth
            continue
        if not skipped and head and not head.startswith("@"):
            yield head, text
        head = ""
        skipped = 0 if skipped == depth else skipped
        depth = max(depth - 1, 0)


def _path(selector: str) -> tuple[Named, ...]:
    """Return the names that a selector asks for, from the outermost; none where it asks for something else."""
    found = []
    for part in selector.replace(">", " ").split():
        match = COMPOUND.fullmatch(part)
        if match is None:
            return ()
        marks = re.findall(r"[.#][\w-]+", match[2])
        identity = next((mark[1:] for mark in marks if mark[0] == "#"), "")
        found.append(Named(match[1] or "", identity, frozenset(mark[1:] for mark in marks if mark[0] == ".")))
    return tuple(found)


def _weight(path: Sequence[Named]) -> tuple[int, int, int]:
    return (
        sum(each.identity != "" for each in path),
        sum(len(each.classes) for each in path),
        sum(each.tag not in {"", "*"} for each in path),
    )


def _sought(name: Named) -> str:
    if name.identity:
        return f"#{name.identity}"
    return f".{min(name.classes)}" if name.classes else name.tag or "*"


def _fits(path: Sequence[Named], around: Sequence[Named]) -> bool:
    """Whether an element, the last of those around it and itself, has the names of a path in this order."""
    if not path[-1].fits(around[-1]):
        return False
    outer = iter(reversed(around[:-1])) if len(path) > 1 else iter(())
    return all(any(each.fits(name) for name in outer) for each in reversed(path[:-1]))
