"""Other ways in which clerks lay the same forms out: titles inside tables, nothing merged, a sheet for each form.

In: paragraphs and tables as `drawn_tables` gives them. Out: others with the same texts in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.support.drawn_tables import Block, Cell, Table


def titled(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks with up to three short paragraphs above a table as its first rows, each one cell over its width."""
    found: list[Block] = []
    for block in blocks:
        if not isinstance(block, Table):
            found.append(block)
        else:
            own: list[str] = []
            while found and isinstance(above := found[-1], str) and len(above) < 60 and len(own) < 3:
                own.insert(0, above)
                found.pop()
            rows = tuple((Cell(text, block.width), *[None] * (block.width - 1)) for text in own)
            heads = range(block.heads.start + len(own), block.heads.stop + len(own))
            found.append(Table(rows + block.rows, heads))
    return found


def unmerged(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks whose tables have a cell in each place, blank where a merged one was: labels stand in one row."""
    return [_parted(block) if isinstance(block, Table) else block for block in blocks]


def _parted(table: Table) -> Table:
    return Table(tuple(tuple(Cell(cell.text if cell else "") for cell in row) for row in table.rows), table.heads)


def forms(blocks: Sequence[Block]) -> list[list[Block]]:
    """Return each table with the paragraphs above it, and what follows the last one."""
    found: list[list[Block]] = [[]]
    for block in blocks:
        found[-1].append(block)
        if isinstance(block, Table):
            found.append([])
    return list(filter(None, found))
