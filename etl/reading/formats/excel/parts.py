"""Open the parts of a workbook in Office Open XML, element by element.

In: a zip container. Out: elements, known by their bare names. Forbidden here: what an element says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath, split
from typing import IO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from etl.reading.formats.container import opened_part

TRUE = {"1", "true", "on"}


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a container by name; some writers differ from their own references in case or slashes."""

    container: ZipFile

    def open(self, name: str) -> IO[bytes]:
        """Open a part; raises KeyError when it is not there."""
        sought = name.lower()
        for each in self.container.namelist():
            if each.replace("\\", "/").lstrip("/").lower() == sought:
                return opened_part(self.container, each)
        raise KeyError(name)

    def elements(self, name: str, *sought: str) -> Iterator[tuple[str, Element]]:
        """Yield the elements of these names as they are complete, and forget what has been read."""
        with self.open(name) as stream:
            above: list[Element] = []
            for event, element in ElementTree.iterparse(stream, ("start", "end")):
                if event == "start":
                    above.append(element)
                    continue
                above.pop()
                if local(element) in sought:
                    yield local(element), element
                    for each in above[-1:]:
                        each.clear()

    def relations(self, part: str, kind: str) -> Iterator[tuple[str, str]]:
        """Yield identity and name of each part that a part names as of this kind."""
        folder, name = split(part)
        for _, each in self.elements(join(folder, "_rels", f"{name}.rels"), "Relationship"):
            if each.get("Type", "").endswith(kind):
                yield each.get("Id", ""), normpath(join("/", dirname(part), each.get("Target", ""))).lstrip("/")

    def related(self, part: str, kind: str) -> Iterator[str]:
        """Yield the names of the parts that a part names as of this kind."""
        return (name for _, name in self.relations(part, kind))


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def is_on(element: Element | None) -> bool:
    """Whether a switch is there and not turned off."""
    return element is not None and element.get("val", "1") in TRUE
