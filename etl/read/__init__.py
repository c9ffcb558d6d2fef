"""Read a file into lines of cells, choosing the reader by content, not by suffix alone.

In: a path. Out: a `Document`. Forbidden here: knowing what a budget is.
"""

from __future__ import annotations

from pathlib import Path

from etl.filing import Document, UnreadableFile
from etl.read import text

# What the first bytes say, for formats that have no reader yet: a clear reason beats mojibake.
SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "a zip container (docx, xlsx)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (doc, xls)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"RIFF", "a media file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip file"),
)


def read(path: Path) -> Document:
    """Return the document in a file.

    Raises UnreadableFile, with the reason and what to do, when no reader understands the bytes;
    OSError when the file cannot be opened.
    """
    content = path.read_bytes()
    return read_bytes(content, file_name=path.name, source_uri=path.resolve().as_uri())


def read_bytes(content: bytes, file_name: str, source_uri: str) -> Document:
    """Return the document in these bytes; raises UnreadableFile as `read` does."""
    if not content.strip():
        raise UnreadableFile("the file is empty")
    for signature, name in SIGNATURES:
        if content.startswith(signature) and not _is_text_after_all(signature, content):
            raise UnreadableFile(f"the file is {name}, which is not read yet: save it as text")
    return text.read(content, file_name, source_uri)


def _is_text_after_all(signature: bytes, content: bytes) -> bool:
    """Short signatures such as BM also begin ordinary words; control bytes settle it."""
    return len(signature) == 2 and signature.isascii() and b"\x00" not in content[:64]  # noqa: PLR2004
