"""Rows of a filing -> schema `raw`, by COPY.

In: a connection inside a transaction of the caller (one per document) and a Filing, or the bytes of a file
that is none. Out: rows in `raw`; PromiseBroken where a line lies in no row or in two.
Forbidden: opening files, reading layouts, changing a value, committing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import zip_longest
from typing import Any

from psycopg import sql
from psycopg.types.json import Jsonb
from sqlalchemy import Connection, Table, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from etl.filing import Document, Filing, PromiseBroken, Role, Row
from etl.outcome import Fate
from etl.warehouse import raw_schema
from etl.warehouse.connection import driver


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who stores a document: the load, and the version of the reading that made its rows."""

    load_id: int
    parser_version: str


@dataclass(frozen=True, slots=True)
class Known:
    """What `raw.document` says of some bytes already."""

    parser_version: str
    status: str
    reason: str | None


def document_id(digest: str) -> int:
    """The key of a document: the first 15 hex digits of its SHA-256, whatever the order of loading."""
    return int(digest[:15], 16)


def find(connection: Connection, digest: str) -> Known | None:
    """What is known of the bytes with this SHA-256; None where they are new."""
    columns = raw_schema.document.c
    found = connection.execute(
        select(columns.parser_version, columns.status, columns.reason).where(columns.sha256 == digest)
    ).one_or_none()
    return None if found is None else Known(found.parser_version, found.status, found.reason)


def stage_filing(connection: Connection, filing: Filing, stamp: Stamp) -> None:
    """Store a filing in place of what an earlier reading made of the same bytes."""
    rows = checked_rows(filing)
    key = _replace_document(connection, filing.document, stamp, Fate.LOADED, None)
    _copy(
        connection,
        raw_schema.statement,
        (
            (
                key,
                statement.number,
                statement.kind.value,
                statement.title,
                statement.agency,
                statement.implementing_unit,
                statement.project_name,
                statement.fiscal_year,
                statement.money_unit,
                min(line.number for line in statement.lines),
                max(line.number for line in statement.lines),
            )
            for statement in filing.statements
        ),
    )
    _copy(connection, raw_schema.document_row, _row_records(key, rows))


def stage_rejected(connection: Connection, document: Document, reason: str, stamp: Stamp) -> None:
    """Store the bytes of a file that is no filing, with the reason; it has no rows."""
    _replace_document(connection, document, stamp, Fate.REJECTED, reason)


def stage_unreadable(connection: Connection, name: str, uri: str, reason: str, stamp: Stamp) -> None:
    """List a file or folder whose bytes cannot be had.

    Without bytes there is no SHA-256, so its key comes from its address and is negative: it can never be
    taken for, or collide with, the key of a content.
    """
    values = {
        "document_id": -document_id(sha256(uri.encode()).hexdigest()),
        "file_name": name,
        "source_uri": uri,
        "status": Fate.REJECTED.value,
        "reason": reason,
    }
    _upsert_document(connection, values, stamp)


def forget_unreadable(connection: Connection, roots: Iterable[str]) -> None:
    """Take what is unreadable at or under these addresses off the list; the caller lists it anew."""
    columns = raw_schema.document.c
    for root in roots:
        inside = (columns.source_uri == root) | columns.source_uri.startswith(root.rstrip("/") + "/", autoescape=True)
        connection.execute(delete(raw_schema.document).where(columns.sha256.is_(None), inside))


def checked_rows(filing: Filing) -> list[Row]:
    """The rows in order of their lines; PromiseBroken unless each line lies in one, and targets in indicators."""
    numbers = {statement.number for statement in filing.statements}
    if len(numbers) != len(filing.statements) or not all(statement.lines for statement in filing.statements):
        raise PromiseBroken("a statement has no number of its own or no line")
    for row in filing.rows:
        if not row.lines:
            raise PromiseBroken(f"a row with role {row.role} has no line")
        if row.statement_number is not None and row.statement_number not in numbers:
            raise PromiseBroken(f"line {row.lines[0].number} belongs to no statement that exists")
        if "more" in row.fields and row.role is not Role.INDICATOR:
            raise PromiseBroken(f"line {row.lines[0].number} states several targets and is no indicator")
    rows = sorted(filing.rows, key=lambda row: row.lines[0].number)
    claimed = [line.number for row in rows for line in row.lines]
    for expected, number in zip_longest(range(1, len(filing.document.lines) + 1), claimed):
        if expected != number:
            raise PromiseBroken(f"line {expected or number} lies in no row, in two, or out of order")
    return rows


def _row_records(key: int, rows: list[Row]) -> Iterator[tuple[Any, ...]]:
    for number, row in enumerate(rows, start=1):
        first, last = row.lines[0], row.lines[-1]
        yield (
            key,
            number,
            row.statement_number,
            row.role.value,
            first.page,
            first.number,
            last.number,
            row.filed_text,
            Jsonb(dict(row.fields)),
        )


def _replace_document(connection: Connection, document: Document, stamp: Stamp, fate: Fate, reason: str | None) -> int:
    key = document_id(document.sha256)
    values = {
        "document_id": key,
        "sha256": document.sha256,
        "file_name": document.file_name,
        "source_uri": document.source_uri,
        "media_type": document.media_type,
        "size_bytes": len(document.content),
        "reader": document.reader or None,
        "status": fate.value,
        "reason": reason,
        "remarks": document.remarks,
    }
    _upsert_document(connection, values, stamp)
    for part in (raw_schema.document_row, raw_schema.statement):
        connection.execute(delete(part).where(part.c.document_id == key))
    content = insert(raw_schema.document_content).values(document_id=key, content=document.content)
    connection.execute(content.on_conflict_do_nothing())  # same key, same bytes
    return key


def _upsert_document(connection: Connection, values: dict[str, Any], stamp: Stamp) -> None:
    stamped = values | {
        "parser_version": stamp.parser_version,
        "load_id": stamp.load_id,
        "loaded_at": func.now(),
    }
    # Which filing is the newer one must not change when the older is read again: its first load stays.
    new = insert(raw_schema.document).values(stamped | {"first_load_id": stamp.load_id})
    changed = {name: new.excluded[name] for name in stamped if name != "document_id"}
    connection.execute(new.on_conflict_do_update(index_elements=["document_id"], set_=changed))


def _copy(connection: Connection, table: Table, records: Iterable[tuple[Any, ...]]) -> None:
    """COPY records whose values stand in the order of the table's columns."""
    columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
    target = sql.Identifier(raw_schema.SCHEMA, table.name)
    with (
        driver(connection).cursor() as cursor,
        cursor.copy(sql.SQL("copy {} ({}) from stdin").format(target, columns)) as copy,
    ):
        for record in records:
            copy.write_row(record)
