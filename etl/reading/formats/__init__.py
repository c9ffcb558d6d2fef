"""Read a file into lines of cells, choosing the reader by content, not by suffix alone.

In: a path. Out: a `Document`. Forbidden here: knowing what a budget is.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from etl.filing import Document, UnreadableFile
from etl.reading.formats import text

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# What the first bytes say, for formats that hold no text of a filing: a clear reason beats mojibake.
SIGNATURES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"RIFF", "a media file"),
    (ZIP, "a zip container, but neither a Word document nor an Excel workbook"),
    (OLE, "an old Office file, but neither a Word document nor an Excel workbook"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"MIME-Version:", "a message or an archive without a page in it"),
    (b"<?mso-application", "an Office 2003 XML file"),
)
# In this order: a test of a later reader may also hold for the files of an earlier one. Each with what every file of
# its formats holds somewhere: without it, the reader and its library, which takes long to load, need not be asked.
READERS = (
    ("pdf", "is_pdf", (b"%PDF",)),
    ("word", "is_word", (ZIP,)),
    ("excel", "is_workbook", (ZIP, OLE, b"urn:schemas-microsoft-com:office:spreadsheet")),
    ("libreoffice", "is_office", (OLE, b"{\\rtf")),
    ("libreoffice", "is_locked", (OLE,)),
    ("web", "is_web", (b"<", b"MIME-Version:")),
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
    if not content.replace(b"\x00", b"").strip():
        raise UnreadableFile("the file is empty")
    for name, is_ours, marks in READERS:
        if not any(mark in content for mark in marks):
            continue
        reader = import_module(f"{__name__}.{name}")
        if getattr(reader, is_ours)(content):
            document: Document = reader.read(content, file_name, source_uri)
            return document
    for signature, kind in SIGNATURES:
        if content.lstrip()[: len(signature)] == signature and not _is_text_after_all(signature, content):
            raise UnreadableFile(f"the file is {kind}: save what it holds as docx, xlsx, pdf or text")
    return text.read(content, file_name, source_uri)


def _is_text_after_all(signature: bytes, content: bytes) -> bool:
    """Short signatures such as BM also begin ordinary words; control bytes settle it."""
    return len(signature) == 2 and signature.isascii() and b"\x00" not in content[:64]  # noqa: PLR2004
