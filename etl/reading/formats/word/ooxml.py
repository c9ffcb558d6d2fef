"""Open the parts of a word document and look into their elements.

In: the bytes of a zip container. Out: parsed parts, and elements and attributes by their bare names, because
Office's two standards (transitional and strict) differ in nothing but their namespaces.
Forbidden here: what a paragraph or a table is; following anything that lies outside the container.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath, split
from zipfile import BadZipFile, ZipFile

from docx.oxml.parser import parse_xml
from lxml import etree

from etl.filing import UnreadableFile
from etl.reading.formats.container import check_entries, opened_part

ZIP = b"PK\x03\x04"
MAIN_PART = "word/document.xml"
DAMAGED = (
    "the file is a damaged Word document ({}): fetch it again, or let Word or WPS open and repair it "
    "and save it as .docx"
)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a document that state its text."""

    document: etree._Element
    numbering: etree._Element | None
    styles: etree._Element | None


def is_word(content: bytes) -> bool:
    """Whether these bytes are a Word document, even one cut off in its download."""
    return content.startswith(ZIP) and any(re.match(r"word/document\w*\.xml", name) for name in _names(content))


def _names(content: bytes) -> list[str]:
    try:
        with ZipFile(BytesIO(content)) as container:
            return [_plain(name) for name in container.namelist()]
    except (BadZipFile, NotImplementedError, ValueError, struct.error):
        # The list of names is the last thing in a zip; what is left of it has a name before each entry.
        return [MAIN_PART] if b"word/" in content else []


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def opened(content: bytes) -> Parts:
    """Return the parts of a document; raises UnreadableFile when its container or its text is damaged.

    Only these three parts are unpacked: pictures are not, and a relationship to a part that is not there,
    which WPS leaves behind and python-docx stumbles over, does no harm.
    """
    try:
        with ZipFile(BytesIO(content)) as container:
            check_entries(container)
            names = {_plain(name): name for name in container.namelist()}
            main = _related(container, names, "", "/officeDocument") or MAIN_PART
            document = _part(container, names, main)
            numbering, styles = (_related(container, names, main, kind) for kind in ("/numbering", "/styles"))
            if document is None:
                raise UnreadableFile(DAMAGED.format("its text is missing"))
            return Parts(document, _part(container, names, numbering), _part(container, names, styles))
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, struct.error) as error:
        raise UnreadableFile(DAMAGED.format("its zip container is broken")) from error
    except RuntimeError as error:  # what zipfile raises for an entry under a password
        raise UnreadableFile("the file is under a password: open it, save it without one, load it again") from error
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(DAMAGED.format("its text breaks off or is malformed")) from error


def _related(container: ZipFile, names: dict[str, str], part: str, kind: str) -> str | None:
    """Return the name of the part that another part names as this kind."""
    folder, name = split(part)
    relationships = _part(container, names, join(folder, "_rels", f"{name}.rels"))
    if relationships is None:
        return None
    for each in children(relationships, "Relationship"):
        if (value(each, "Type") or "").endswith(kind) and value(each, "TargetMode") != "External":
            return _plain(normpath(join("/", dirname(part), value(each, "Target") or "")))
    return None


def _part(container: ZipFile, names: dict[str, str], name: str | None) -> etree._Element | None:
    """Parse a part. The parser of python-docx resolves no entities and fetches nothing."""
    if name not in names:
        return None
    with opened_part(container, names[name]) as part:
        return parse_xml(part.read())


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Yield the children of that name; nothing has none."""
    if element is not None:
        yield from (child for child in element.iterchildren("*") if local(child) == name)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first element down a path of names, if it is there."""
    for name in path:
        element = next(children(element, name), None)
    return element


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """Return an attribute, if it is there."""
    if element is None:
        return None
    return next((str(found) for key, found in element.items() if str(key).rpartition("}")[2] == name), None)


def number(element: etree._Element | None, otherwise: int) -> int:
    """Return the value of an element as a whole number."""
    figures = value(element) or ""
    return int(figures) if re.fullmatch(r"[0-9]{1,9}", figures) else otherwise


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch is there and not turned off."""
    return element is not None and value(element) not in {"0", "false", "off"}
