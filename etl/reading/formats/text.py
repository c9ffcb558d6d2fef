"""Read text: decode it, and cut each line into cells at tabs or pipes where there are any, and sheets at commas.

In: bytes. Out: a `Document`. Forbidden here: knowing what a budget is.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from etl.filing import Document, Line, UnreadableFile
from etl.isolation import limits
from etl.reading.formats.commas import even_records, mark_of
from etl.reading.formats.signs import lowered, raised, seen

BORDER = re.compile(r"\s*\|?[\s:|-]*-{2,}[\s:|-]*\|?\s*")
MARKUP = re.compile(r"</?(?:p|br|b|strong|span|div|sup|sub)\b[^<>]*>|^\s*\*\*|\*\*\s*$", re.IGNORECASE)
MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# A figure that a mark raises or lowers, and what a mark strikes through.
RAISED = re.compile(r"(?<=<sup>)[^<>]{1,40}(?=</sup>)", re.IGNORECASE)
LOWERED = re.compile(r"(?<=<sub>)[^<>]{1,40}(?=</sub>)", re.IGNORECASE)
STRUCK = re.compile(r"<(s|del|strike)>[^<>]{1,1000}</\1>|~~(?=[^\s~])[^~\n\t|]{1,200}(?<=\S)~~", re.IGNORECASE)
# Common letters in what people write, against chance.
# falls: test_text_in_every_encoding_of_filings_gives_the_same_lines
MOSTLY = 0.7
# Strange signs in what people write. falls: test_a_text_may_hold_one_strange_sign_in_a_hundred
FEW = 0.02
FEWEST_ZEROS, SOME_ZEROS = 3, 0.1  # that a text of any length may hold, and for each letter: one a line


def read(content: bytes, file_name: str, source_uri: str) -> Document:
    """Return the document in these bytes; raises UnreadableFile when they are no text of a known encoding."""
    text, encoding = decode(content)
    text = as_seen(text.replace("\r\n", "\n").replace("\r", "\n"))
    _check(text)
    pages = text.split("\f")
    mark = mark_of(_lines_of("\n".join(pages)))
    lines: list[Line] = []
    for page_number, page in enumerate(pages, start=1):
        rows = even_records(_lines_of(page), mark) if mark else [(raw, cells_of(raw)) for raw in _lines_of(page)]
        lines += [
            Line(number, raw, cells, page_number) for number, (raw, cells) in enumerate(rows, start=len(lines) + 1)
        ]
    return Document(file_name, source_uri, content, f"text/plain; charset={encoding}", "text", tuple(lines))


def as_seen(text: str) -> str:
    """Return a text in signs as seen, with what its marks raise, lower or strike through raised, lowered or gone.

    The lines keep neither, as those of other formats: their figures are checked against the fields one by one.
    """
    text = STRUCK.sub("", seen(text))
    return LOWERED.sub(lambda found: lowered(found[0]), RAISED.sub(lambda found: raised(found[0]), text))


def _check(text: str) -> None:
    """Raise UnreadableFile where the text is longer, in either direction, than a filing can be."""
    if text.count("\n") + text.count("\f") > limits.MOST_LINES:
        raise UnreadableFile(limits.beyond(limits.MOST_LINES, "lines"))
    if text.count("\t") + text.count("|") > limits.MOST_CELLS:
        raise UnreadableFile(limits.beyond(limits.MOST_CELLS, "cells"))
    if max(map(len, text.split("\n"))) > limits.LONGEST_LINE_CHARACTERS:
        raise UnreadableFile(limits.beyond(limits.LONGEST_LINE_CHARACTERS, "characters in one line"))


def _lines_of(page: str) -> list[str]:
    return page.removesuffix("\n").split("\n")


def decode(content: bytes) -> tuple[str, str]:
    """Return text and encoding of bytes in UTF-8, UTF-16 or GB18030, the three that filings come in.

    Zero bytes that are no part of UTF-16 are what a program left between or after the letters: they say nothing.
    """
    for encoding in _candidates(content):
        is_wide = encoding.startswith("utf-16")
        try:
            decoded = (content if is_wide else content.replace(b"\x00", b"")).decode(encoding)
        except UnicodeDecodeError:
            continue
        zeros = decoded.rstrip("\x00").count("\x00") if is_wide else content.rstrip(b"\x00").count(b"\x00")
        text = decoded.replace("\x00", "")
        if zeros <= FEWEST_ZEROS + SOME_ZEROS * len(text) and _is_plausible(text):
            return text, encoding.removesuffix("-sig")
    raise UnreadableFile("the bytes are no text in UTF-8, UTF-16 or GB18030: save the file as UTF-8 and load it again")


def _candidates(content: bytes) -> list[str]:
    marked = [encoding for mark, encoding in MARKED if content.startswith(mark)]
    # Chinese UTF-16 without a mark still holds ASCII digits and newlines, each with a zero byte.
    unmarked = ["utf-8", "utf-16-le", "utf-16-be", "gb18030"] if b"\x00" in content else ["utf-8", "gb18030"]
    return marked or unmarked


def _is_plausible(text: str) -> bool:
    """Whether decoded text is what people write: hardly any control characters, mostly common letters."""
    sample = [char for char in text[:20000] if not char.isspace()]
    strange = sum(unicodedata.category(char) in {"Cc", "Cn", "Co", "Cs"} for char in sample)
    common = sum(char.isascii() or "\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" for char in sample)
    return strange <= FEW * len(sample) and common >= MOSTLY * len(sample)


def cells_of(raw: str) -> tuple[str, ...]:
    """Return the cells of one line: parted by tabs, or by pipes, else the whole line as one cell."""
    if BORDER.fullmatch(raw):
        return ()
    if "\t" in raw:
        parts = raw.split("\t")
    elif raw.lstrip().startswith("|") or raw.rstrip().endswith("|") or " | " in raw:
        parts = raw.strip().removeprefix("|").removesuffix("|").split("|")
    else:
        parts = [raw]
    return tuple(MARKUP.sub("", part).strip() for part in parts)
