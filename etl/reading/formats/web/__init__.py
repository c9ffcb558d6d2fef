"""Read web pages, saved or exported by Office under any suffix: paragraphs and tables in the order of the page.

The pages of a web archive (MHTML) follow each other.

In: bytes. Out: a `Document`. Merged cells take the places that browsers give them. Left out: what is not shown and
the site's navigation (see `visible`). Forbidden here: fetching anything; knowing what a budget is.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace

from lxml import etree

from etl.filing import Document, Line, UnreadableFile
from etl.isolation import limits
from etl.reading.formats import text
from etl.reading.formats.blocks import lines_of
from etl.reading.formats.web.archive import is_archive, pages_of
from etl.reading.formats.web.markup import blocks_in
from etl.reading.formats.web.visible import leave_visible

HEAD = 8192
SHOWS_NOTHING = "the page shows no text, perhaps it only frames or links other files: load those"
# Each comment ends at its first end: with several ways to part them, a thousand of them would take for ever.
BEFORE = rb"\s*(?:<\?[^>]*>\s*|<!--(?:(?!-->).)*+-->\s*)*"
STRUCTURE = rb"html|head|body|meta|title|style|script|link|base|table|div|form|center|section|article|main|header|nav"
PAGE = re.compile(BEFORE + rb"<(?:!doctype\s+html\b|(?:" + STRUCTURE + rb")[\s>/])", re.IGNORECASE | re.DOTALL)
FRAGMENT = re.compile(BEFORE + rb"<(?:p|h[1-6]|ul|ol|dl|span|font|b|strong|a|br)[\s>/]", re.IGNORECASE | re.DOTALL)
TABLE = re.compile(rb"<table[\s>]", re.IGNORECASE)
CELL = re.compile(rb"</t[dh]\s*>", re.IGNORECASE)
PROSE = re.compile(rb"<(?:html|head|body|p|div|br|h[1-6]|li)[\s>/]", re.IGNORECASE)
CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]+encoding=[\"']([\w.:-]+)", re.IGNORECASE)
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
CHINESE = {"gb18030", "big5", "big5-hkscs"}  # what else a page says is often its server's default
MANY_ATTRIBUTES = re.compile(rf"<[a-z](?:[^<>=]*+=){{{limits.MOST_ATTRIBUTES}}}", re.IGNORECASE)
# How much of a page may be broken before we doubt its encoding; one letter has up to 4 bytes.
# falls: test_four_broken_letters_or_one_in_a_thousand_do_not_make…
STRAY, FEW = 0.001, 4
# Tags that close by themselves where the next cell, row or group begins. The parser knows that, but not where a block
# or list was left open in the cell as well. A table bars these ends from what lies around it.
OPENING = re.compile(r"<(?=(t[dhr]|thead|tbody|tfoot)[\s>/])", re.IGNORECASE)
ENDS = {"td": "</td></th>", "th": "</td></th>", "tr": "</tr>"}
GROUP_ENDS = "</tr></thead></tbody></tfoot>"


def is_web(content: bytes) -> bool:
    """Whether these bytes are a web page or a piece of one; text with a `<p>` or `<br>` here and there is not."""
    if is_archive(content):
        return True
    plain = _without_mark(content)
    if PAGE.match(plain[:HEAD]) or (FRAGMENT.match(plain[:HEAD]) and plain.rstrip().endswith(b">")):
        return True
    # Text around whole tables, as programs that read scans write it.
    table = TABLE.search(plain)
    return table is not None and CELL.search(plain, table.end()) is not None


def _without_mark(content: bytes) -> bytes:
    """Markup reads the same in every encoding of pages once the zero bytes of UTF-16 are gone."""
    return content.removeprefix(codecs.BOM_UTF8).lstrip(b"\xff\xfe").replace(b"\x00", b"")


def read(content: bytes, file_name: str, source_uri: str) -> Document:
    """Return the document in these bytes; raises UnreadableFile when the page shows no text."""
    if is_archive(content):
        lines = _lines_of_archive(content)
        return Document(file_name, source_uri, content, "multipart/related", "web", lines)
    lines, encoding = _lines_of_page(content)
    if all(line.is_blank for line in lines):
        raise UnreadableFile(SHOWS_NOTHING)
    return Document(file_name, source_uri, content, f"text/html; charset={encoding}", "web", lines)


def _lines_of_page(content: bytes) -> tuple[tuple[Line, ...], str]:
    page, encoding = decode(content)
    try:
        root = _parsed(page)
        leave_visible(root)
        return lines_of(blocks_in(root, keeps_lines=_keeps_lines(content))), encoding
    except RecursionError as error:
        raise UnreadableFile("the page nests too deeply: open it in a browser and save its text") from error


def _lines_of_archive(content: bytes) -> tuple[Line, ...]:
    """Return the lines of all pages, numbered through; the frame around the sheets of a workbook has none."""
    read = (_lines_of_page(each)[0] for each in pages_of(content))
    pages = [lines for lines in read if not all(line.is_blank for line in lines)]
    found = [replace(line, page=number) for number, lines in enumerate(pages, start=1) for line in lines]
    if not found:
        raise UnreadableFile("the web archive shows no text: open it in a browser and save its text")
    if len(found) > limits.MOST_LINES:
        raise UnreadableFile(limits.beyond(limits.MOST_LINES, "lines"))
    return tuple(replace(line, number=number) for number, line in enumerate(found, start=1))


def _keeps_lines(content: bytes) -> bool:
    """Whether line breaks are those of a text that holds tables; in a page they mean nothing."""
    plain = _without_mark(content)
    is_markup = re.match(BEFORE + rb"<[a-z!]", plain[:HEAD], re.IGNORECASE | re.DOTALL)
    return not is_markup or not PROSE.search(plain)


def decode(content: bytes) -> tuple[str, str]:
    """Return text and encoding of a page: by its mark, as UTF-8, as the page says, or by trial.

    A page that says gb2312 and is UTF-8 was converted by its site or browser; the reverse cannot be by chance.
    """
    if any(content.startswith(mark) for mark, _ in text.MARKED) or b"\x00" in content:
        return text.decode(content)
    said = next((match[1] or match[2] for match in CHARSET.finditer(content[:HEAD])), b"utf-8").decode().lower()
    encoding = WIDER.get(said, said)
    for candidate in ("utf-8", *({encoding} & CHINESE)):
        try:
            return content.decode(candidate), candidate
        except UnicodeDecodeError:
            continue
    try:
        return text.decode(content)
    except UnreadableFile:
        if (page := _nearly(content, encoding)) is not None:
            return page, encoding
        raise


def _nearly(content: bytes, encoding: str) -> str | None:
    """Decode a page with a broken character or two, each of them left as � to be seen."""
    try:
        page = content.decode(encoding, errors="replace")
    except LookupError:
        return None
    return page if page.count("\ufffd") <= max(FEW, STRAY * len(page)) else None


def _parsed(page: str) -> etree._Element:
    if page.count("<") > limits.MOST_TAGS:
        raise UnreadableFile(limits.beyond(limits.MOST_TAGS, "tags"))
    if MANY_ATTRIBUTES.search(page):
        raise UnreadableFile(limits.beyond(limits.MOST_ATTRIBUTES, "attributes in one tag"))
    page = OPENING.sub(lambda match: ENDS.get(match[1].lower(), GROUP_ENDS) + "<", page.replace("\x00", ""))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    root: etree._Element | None = etree.fromstring(page.encode("utf-8", "replace"), parser)
    if root is None:
        raise UnreadableFile("the page is empty")
    # Past its depth limit the parser drops what follows, and only its log says so.
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableFile("the page nests too deeply: open it in a browser and save its text")
    return root
