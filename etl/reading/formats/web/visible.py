"""Leave of a web page what its reader came for: neither what is not shown nor the site's navigation.

In: the tree of a page. Out: the same tree, with the rest emptied in place so that paragraphs stay apart.
Forbidden here: emptying a table that holds data, whatever it lies in; knowing what a budget is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from etl.reading.formats.signs import writable
from etl.reading.formats.web.looks import leave_seen

BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir"),
    *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
NOT_SHOWN = ("head", "script", "style", "noscript", "template", "iframe", "object", "svg", "button", "rp", "rt")
FURNITURE = ("nav", "header", "footer", "aside")
FURNITURE_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search"}
ARTICLES = ("article", "main", "section")
LISTS = {"ul", "ol", "dl", "dt", "dd", "menu", "div", "p", "section", "form", "center"}
TICKED = {"checkbox", "radio"}
WRITTEN = {"text", "number", "date", "tel", "email", "url"}
SIGNS = re.compile(r"[\W_]+")
# Rows with so many cells that say something: one is a line of the site's.
# falls: test_a_table_that_holds_data_stays_wherever_it_lies
SEVERAL = 2
TRAIL = re.compile("位置\\s*[:：]")  # 您现在的位置: 首页 > 政务公开
# A filing's own attachments are one or two. falls: test_a_list_of_links_with_a_few_words…
MANY_LINKS = 3
# Of the letters. falls: test_a_table_that_holds_data_stays_wherever_it_lies
NEARLY_ALL = 0.8
# Letters beside the links, such as 您现在的位置: more than that may be a sentence.
# falls: test_a_list_of_links_with_a_few_words…
SHORT = 15


def leave_visible(root: etree._Element) -> None:
    """Empty everything in a page that its reader does not see or that is not its content."""
    leave_seen(root, _empty, BLOCKS)
    for element in list(root.iter(*NOT_SHOWN)):
        _empty(element)
    _write_out_forms(root)
    tables = {table for table in root.iter("table") if _holds_data(table)}
    for element in [each for each in root.iter("*") if _is_furniture(each)]:
        if not _holds_any(element, tables):
            _empty(element)
    _empty_link_lists(root, tables)


def _empty(element: etree._Element) -> None:
    """Leave an element of no content that breaks a paragraph, or takes a cell, no more than it did when hidden."""
    element.clear(keep_tail=True)
    element.tag = "hr" if element.tag in BLOCKS else "span"


def _write_out_forms(root: etree._Element) -> None:
    """In cells of tables, what a form's fields hold is filed; elsewhere they are the site's search and the like."""
    for element in list(root.iter("input")):
        kind = (element.get("type") or "text").lower()
        if _is_in_cell(element) and kind in WRITTEN:
            element.text = writable(element.get("value") or "")
        elif _is_in_cell(element) and kind in TICKED:
            element.text = "☐" if element.get("checked") is None else "☑"
    for element in list(root.iter("option")):
        if element.get("selected") is None or not _is_in_cell(element):
            _empty(element)


def _is_in_cell(element: etree._Element) -> bool:
    return next(element.iterancestors("td", "th"), None) is not None


def _is_furniture(element: etree._Element) -> bool:
    if (element.get("role") or "").lower() in FURNITURE_ROLES:
        return True
    # The head of an article is not that of the site: its title may stand nowhere else.
    is_of_article = element.tag in {"header", "footer"} and next(element.iterancestors(*ARTICLES), None) is not None
    return element.tag in FURNITURE and not is_of_article


def _holds_data(table: etree._Element) -> bool:
    """Whether a table has at least two rows with two cells that say something outside links."""
    rows = (row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table)
    return sum(len(_filled(row)) >= SEVERAL for row in rows) >= SEVERAL


def _filled(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row.iterchildren("td", "th") if _letters(cell) > sum(map(_letters, _links(cell)))]


def _holds_any(element: etree._Element, tables: set[etree._Element]) -> bool:
    return any(table in tables for table in element.iter("table"))


def _empty_link_lists(root: etree._Element, tables: set[etree._Element]) -> None:
    """Empty blocks of nothing but links, inmost first, so that a short text among many menus remains."""
    holders = {block for link in _links(root) for block in link.iterancestors() if block.tag in LISTS}
    for block in sorted(holders, key=lambda each: -sum(1 for _ in each.iterancestors())):
        links = [_letters(link) for link in _links(block)]
        is_short = (letters := _letters(block)) - sum(links) <= SHORT
        is_list = len(links) >= MANY_LINKS and sum(links) >= NEARLY_ALL * letters
        is_trail = bool(TRAIL.search("".join(map(str, block.itertext()))))
        if (
            is_short
            and (is_list or is_trail)
            and not _holds_any(block, tables)
            and next(block.iterancestors("table"), None) not in tables
        ):
            _empty(block)


def _links(element: etree._Element) -> Iterator[etree._Element]:
    return (link for link in element.iter("a") if link.get("href") is not None)


def _letters(element: etree._Element) -> int:
    return len(SIGNS.sub("", "".join(str(text) for text in element.itertext())))
