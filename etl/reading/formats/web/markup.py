"""Find the paragraphs and tables of a page, placing merged cells as browsers do.

In: the tree of a page of which only what is shown is left. Out: its blocks in order.
Forbidden here: bytes and encodings; dropping text, wherever in a table it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

from lxml import etree

from etl.reading.formats.blocks import Block, Cell, Paragraph, table_of
from etl.reading.formats.grid import whole
from etl.reading.formats.web.visible import BLOCKS

BREAK = "\v"  # a break that is shown; those of the source only wrap it
ROWS = ("tr", "td", "th")
WIDEST = 1000  # columns of a cell, and below rows, as browsers limit them
TALLEST = 65534


def blocks_in(element: etree._Element, *, keeps_lines: bool = False) -> list[Block]:
    """Return the paragraphs and tables in an element, in order."""
    found: list[Block] = []
    texts: list[str] = []
    kept = int(keeps_lines)

    def flush() -> None:
        lines = "".join(texts).removeprefix(BREAK).removesuffix(BREAK).split(BREAK)  # a block breaks lines itself
        texts.clear()
        shown = [line.rstrip() if kept else whole(line) for line in lines]
        if any(line.strip() for line in shown):
            found.append(Paragraph("\n".join(line for line in shown if line.strip() or kept)))

    def add(part: str | None) -> None:
        texts.append((part or "").replace("\n", BREAK) if kept else part or "")

    walk = etree.iterwalk(element, events=("start", "end"))
    for event, each in walk:
        tag = str(each.tag)
        if tag in BLOCKS:
            flush()
        if event == "end":
            kept -= tag == "pre"
            add(each.tail if each is not element else None)
        elif tag == "table":
            found += _table(each)
            walk.skip_subtree()
        else:
            kept += tag == "pre"
            texts += [BREAK] if tag == "br" else []
            add(each.text)
    flush()
    return found


def _table(table: etree._Element) -> list[Block]:
    """Return a table after its caption and whatever else lies in it outside cells, as browsers show it."""
    parts: dict[str, list[list[list[Cell]]]] = {"thead": [], "tbody": [], "tfoot": []}
    for is_group, run in groupby(_own(table, (*parts, *ROWS)), key=lambda each: each.tag in parts):
        if is_group:
            for each in run:
                parts[str(each.tag)].append(_rows(_own(each, ROWS)))
        else:
            parts["tbody"].append(_rows(run))
    return [*_strays(table), *table_of([*parts["thead"], *parts["tbody"], *parts["tfoot"]])]


def _rows(elements: Iterable[etree._Element]) -> list[list[Cell]]:
    """Return rows, and cells that stand between them as a row of their own."""
    rows: list[list[Cell]] = []
    for is_row, run in groupby(elements, key=lambda each: each.tag == "tr"):
        cells = [_row(each) if is_row else [_cell(each)] for each in run]
        rows += cells if is_row else [list(chain.from_iterable(cells))]
    return rows


def _row(row: etree._Element) -> list[Cell]:
    return [_cell(cell) for cell in _own(row, ("td", "th"))]


def _cell(cell: etree._Element) -> Cell:
    columns = min(max(_count(cell.get("colspan")), 1), WIDEST)
    return Cell(blocks_in(cell), columns, min(_count(cell.get("rowspan")), TALLEST))


def _count(attribute: str | None) -> int:
    match = re.match(r"\s*\+?([0-9]{1,9})", attribute or "")
    return int(match[1]) if match else 1


def _own(element: etree._Element, tags: Sequence[str]) -> Iterator[etree._Element]:
    """Yield the parts of a table, also those that a form or another stray element wraps, but of no table in it."""
    for each in element.iterchildren("*"):
        if each.tag in tags:
            yield each
        elif each.tag not in {"table", "td", "th", "caption"}:
            yield from _own(each, tags)


def _strays(element: etree._Element) -> list[Block]:
    """Return captions and what lies between rows and cells."""
    texts = [element.text, *(each.tail for each in element.iterchildren("*"))]
    found: list[Block] = [Paragraph(whole(each)) for each in texts if each and each.strip()]
    for each in element.iterchildren("*"):
        if each.tag in {"caption", "table"}:
            found += _table(each) if each.tag == "table" else blocks_in(each)
        elif each.tag not in {"td", "th"}:
            found += _strays(each)
    return found
