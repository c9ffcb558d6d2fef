"""Find the pages in a web archive (MHTML), the one file in which browsers and Office save a page with its pictures.

In: bytes. Out: the bytes of its pages, in order. Forbidden here: reading a page; fetching what an archive names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes

from etl.filing import UnreadableFile
from etl.isolation import limits

HEAD = 4096
HEADERS = re.compile(rb"\s*[A-Za-z][\w-]*:")
VERSION = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
KIND = re.compile(rb"^Content-Type:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE)
# Each archive within another has a boundary of its own, and each line is compared with all of them.
MOST_BOUNDARIES = 20
TABS = "tabstrip"  # the page with which Office shows the names of the sheets


def is_archive(content: bytes) -> bool:
    """Whether these bytes are a web archive."""
    head = content[:HEAD]
    return HEADERS.match(head) is not None and VERSION.search(head) is not None and KIND.search(head) is not None


def pages_of(content: bytes) -> Iterator[bytes]:
    """Yield the pages of an archive; raises UnreadableFile where it is damaged or nests beyond measure."""
    if len(re.findall(rb"boundary\s*=", content, re.IGNORECASE)) > MOST_BOUNDARIES:
        raise UnreadableFile(limits.beyond(MOST_BOUNDARIES, "archives within its web archive"))
    for part in message_from_bytes(content).walk():
        if part.get_content_type() != "text/html" or TABS in str(part.get("Content-Location", "")).lower():
            continue
        page = part.get_payload(decode=True)
        if isinstance(page, bytes) and page.strip():
            yield page
