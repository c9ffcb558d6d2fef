"""Say what is in a container of Office, by its content and not by its name.

In: the bytes of a file. Out: what it holds. Forbidden here: reading what it holds.
"""

from __future__ import annotations

import io
from enum import StrEnum
from typing import IO
from zipfile import ZipFile

import olefile

from etl.filing import UnreadableFile
from etl.isolation import limits

PIECE = 65_536  # bytes of a part that are looked through at once
DECLARATION = b"<!DOCTYPE"
SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Held(StrEnum):
    """What an OLE container holds."""

    WORKBOOK = "workbook"
    TEXT = "text"
    ENCRYPTED = "encrypted"
    OTHER = "other"


# A stream of that name at the root settles it; deeper ones belong to objects that are embedded.
STREAMS = (
    ("EncryptedPackage", Held.ENCRYPTED),  # a .docx or .xlsx under a password
    ("Workbook", Held.WORKBOOK),
    ("Book", Held.WORKBOOK),  # Excel 5 and 95
    ("WordDocument", Held.TEXT),
)


def check_entries(container: ZipFile) -> None:
    """Raise UnreadableFile where a zip container has more entries than an office program writes."""
    if len(container.filelist) > limits.MOST_ENTRIES:
        raise UnreadableFile(limits.beyond(limits.MOST_ENTRIES, "entries in its zip container"))


def opened_part(container: ZipFile, name: str) -> IO[bytes]:
    """Open a part of a zip container; UnreadableFile where it inflates beyond measure or declares entities.

    What the container says of its size binds: zipfile gives no more than that.
    """
    if container.getinfo(name).file_size > limits.LARGEST_PART_MB * limits.MB:
        raise UnreadableFile(limits.inflates("a part of its zip container", limits.LARGEST_PART_MB))
    before = b""
    with container.open(name) as part:
        while piece := part.read(PIECE).replace(b"\0", b""):
            if DECLARATION in before + piece:  # comments of any length may stand above it
                raise UnreadableFile(limits.DECLARES)
            before = piece[-len(DECLARATION) :]
    return container.open(name)


def is_container(content: bytes) -> bool:
    """Whether these bytes are an OLE container: an Office file of before 2007, or one under a password."""
    return content.startswith(SIGNATURE)


def held_in(content: bytes) -> Held:
    """Return what an OLE container holds; OTHER when it is damaged or something else, such as slides."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            return next((held for name, held in STREAMS if container.exists(name)), Held.OTHER)
    except Exception:  # on damaged containers olefile raises whatever it trips over
        return Held.OTHER
