"""Read text: decode it, and cut each line into cells at tabs, pipes or commas where there are any.

In: bytes. Out: a `Document`. Forbidden here: knowing what a budget is.
"""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata

from etl.filing import Document, Line, UnreadableFile
from etl.isolation import limits

BORDER = re.compile(r"\s*\|?[\s:|-]*-{2,}[\s:|-]*\|?\s*")
MARKUP = re.compile(r"</?(?:p|br|b|strong|span|div|sup|sub)\b[^<>]*>|^\s*\*\*|\*\*\s*$", re.IGNORECASE)
MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Common letters in what people write, and lines as wide as the others in a sheet: both against chance.
# falls: test_text_in_every_encoding_of_filings_gives_the_same_lines
MOSTLY = 0.7
# A sheet's, against sentences with commas. falls: test_a_sheet_saved_with_commas_has_cells
FEWEST_COLUMNS, FEWEST_ROWS = 4, 3
LONGEST_LINE = 10_000
# Strange signs in what people write. falls: test_a_text_may_hold_one_strange_sign_in_a_hundred
FEW = 0.02


def read(content: bytes, file_name: str, source_uri: str) -> Document:
    """Return the document in these bytes; raises UnreadableFile when they are no text of a known encoding."""
    text, encoding = decode(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _check(text)
    pages = text.split("\f")
    cells = cells_at_commas if _has_columns_at_commas(_lines_of("\n".join(pages))) else cells_of
    lines: list[Line] = []
    for page_number, page in enumerate(pages, start=1):
        lines += [
            Line(number, raw, cells(raw), page_number)
            for number, raw in enumerate(_lines_of(page), start=len(lines) + 1)
        ]
    return Document(file_name, source_uri, content, f"text/plain; charset={encoding}", "text", tuple(lines))


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


def _has_columns_at_commas(lines: list[str]) -> bool:
    """Whether this is a sheet saved with commas: nearly every line has as many cells as the others."""
    if any("\t" in line or " | " in line or len(line) > LONGEST_LINE for line in lines):
        return False
    widths = [len(cells_at_commas(line)) for line in lines if line.strip()]
    width = max(set(widths), key=widths.count, default=0)
    times = widths.count(width)
    return width >= FEWEST_COLUMNS and times >= max(FEWEST_ROWS, MOSTLY * len(widths))


def cells_at_commas(raw: str) -> tuple[str, ...]:
    """Return the cells of a line parted at commas; a comma between quotes parts none."""
    return tuple(cell.strip() for cell in next(csv.reader([raw]), []))


def decode(content: bytes) -> tuple[str, str]:
    """Return text and encoding of bytes in UTF-8, UTF-16 or GB18030, the three that filings come in."""
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_plausible(text):
            return text, encoding.removesuffix("-sig")
    raise UnreadableFile("the bytes are no text in UTF-8, UTF-16 or GB18030: save the file as UTF-8 and load it again")


def _candidates(content: bytes) -> list[str]:
    marked = [encoding for mark, encoding in MARKED if content.startswith(mark)]
    # Chinese UTF-16 without a mark still holds ASCII digits and newlines, each with a zero byte.
    unmarked = ["utf-16-le", "utf-16-be"] if b"\x00" in content else ["utf-8", "gb18030"]
    return marked or unmarked


def _is_plausible(text: str) -> bool:
    """Whether decoded text is what people write: hardly any control characters, mostly common letters."""
    if "\x00" in text:
        return False
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
