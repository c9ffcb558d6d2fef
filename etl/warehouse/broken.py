"""Which documents a build found a promise broken in, and on which lines.

In: a connection inside a transaction of the caller, and what failed in a build. Out: documents by their key, with the
promises in words; none of what no document can be blamed for. Forbidden: writing, and quoting a filing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from psycopg import Error, sql
from sqlalchemy import Connection

from etl.outcome import FailedTest, Failure
from etl.warehouse.connection import driver

MOST_LINES = 3
# What PostgreSQL says where two rows of a model have one key.
TWO_OF_ONE_KEY = re.compile(r"Key \(document_id\b[^)]*\)=\((\d+)[,)]")
# What a broken row says of its place, best first, and how to come from there to a line.
LINES = {
    "line_from": "select document_id, line_from from broken",
    "row_no": """
        select document_id, filed.line_from
        from broken left join raw.document_row as filed using (document_id, row_no)
    """,
    "statement_no": """
        select document_id, filed.line_from
        from broken left join raw.statement as filed using (document_id, statement_no)
    """,
    "document_id": "select document_id, null::integer from broken",
}


Broken = dict[int, list[str]]  # documents with the promises broken in them, in words


def broken_documents(connection: Connection, failures: Iterable[Failure]) -> Broken:
    """Ask each test that failed for the documents of the rows that it found."""
    session = driver(connection)
    broken: Broken = {}
    for failure in failures:
        for document_id, lines in _places(session, failure).items():
            broken.setdefault(document_id, []).append(_words(failure, lines))
    return broken


def _places(session: Any, failure: Failure) -> dict[int, list[int]]:
    """The lines of each document in which it failed; what it finds beside documents it will find again without them."""
    if failure.test is None:
        return {int(key): [] for key in TWO_OF_ONE_KEY.findall(failure.message)}
    try:
        with session.transaction():
            rows = _rows(session, failure.test)
    except Error:  # what it asks is gone, or was never about documents
        return {}
    places: dict[int, list[int]] = {}
    for document_id, line in rows:
        if document_id is not None:
            places.setdefault(document_id, []).extend([] if line is None else [line])
    return places


def _rows(session: Any, test: FailedTest) -> list[tuple[int | None, int | None]]:
    found = sql.SQL("{}\n").format(sql.SQL(test.sql))  # a comment may end it
    columns = _columns(session, found)
    if "document_id" not in columns and test.relation and test.column:
        found = _rows_with(test, found, columns[0])
        columns = _columns(session, found)
    if "document_id" not in columns:
        return []
    to_line = next(LINES[name] for name in LINES if name in columns)
    words = sql.SQL("with broken as ({}) select distinct * from ({}) as places order by 1, 2")
    return list(session.execute(words.format(found, sql.SQL(to_line))).fetchall())


def _rows_with(test: FailedTest, found: sql.Composed, value: str) -> sql.Composed:
    """The rows whose column holds what a test of the column found: it tells values, and not where they stand."""
    assert test.relation and test.column
    words = """
        select told.* from {relation} as told
        where exists (select from ({found}) as broken where broken.{value} is not distinct from told.{column})
    """
    return sql.SQL(words).format(
        relation=sql.Identifier(test.relation.schema, test.relation.name),
        found=found,
        value=sql.Identifier(value),
        column=sql.Identifier(test.column),
    )


def _columns(session: Any, found: sql.Composed) -> list[str]:
    asked = session.execute(sql.SQL("select * from ({}) as broken limit 0").format(found))
    return [column.name for column in asked.description]


def _words(failure: Failure, lines: list[int]) -> str:
    promise = failure.test.promise if failure.test else None
    shown = ", ".join(map(str, lines[:MOST_LINES])) + (" …" if len(lines) > MOST_LINES else "")
    place = f" (line {shown})" if lines else ""
    return f"{failure.name}: {promise}{place}" if promise else f"{failure.name}{place}"
