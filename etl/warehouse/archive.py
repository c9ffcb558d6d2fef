"""The portable backup: the tables of schema raw, which any PostgreSQL takes back whatever its version.

In: a URL or a connection inside a transaction of the caller, and a file. Out: a tar with one COPY per table and a
manifest that says which tables and columns; the same rows in `raw` again. Forbidden: marts, which
are built from raw, and committing.
"""

from __future__ import annotations

import gzip
import json
import tarfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from psycopg import sql
from sqlalchemy import Connection, inspect, text

from etl.version import code_version
from etl.warehouse.connection import connected, driver

SCHEMA, VERSION_TABLE = "raw", "alembic_version"
FORMAT = "county-filings raw 1"
MANIFEST = "manifest.json"
LONGEST_MANIFEST = 1_000_000
CHUNK_BYTES = 1 << 20
BROKEN = (tarfile.TarError, OSError, EOFError, ValueError, KeyError, TypeError, AttributeError)


class BackupRefused(Exception):
    """A backup cannot be written or put back as it stands; the text is one line that says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table, and its columns in the order of its rows."""

    table: str
    columns: list[str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds: the tables, and the migration they stand at."""

    revision: str
    parts: list[Part]


def write(url: str, target: Path) -> None:
    """Write all tables of raw as they are at one moment."""
    with connected(url) as connection, tarfile.open(target, "w") as tar:
        snapshot = connection.execution_options(isolation_level="REPEATABLE READ")
        with snapshot.begin():
            revision = str(snapshot.scalar(text("select version_num from raw.alembic_version")))
            parts = [_write_table(snapshot, tar, table) for table in _tables(snapshot)]
            # Behind the tables in the file, since only then is it known what they hold.
        words = {"format": FORMAT, "code_version": code_version(), "revision": revision}
        content = json.dumps(words | {"parts": [asdict(part) for part in parts]}, indent=1).encode()
        _add(tar, MANIFEST, BytesIO(content), len(content))


def read(connection: Connection, path: Path, migrate: Callable[[str], None]) -> None:
    """Fill the tables of raw, once they are made as they were; BackupRefused where the file is not what it says."""
    manifest = manifest_of(path)
    migrate(manifest.revision)
    known = _tables(connection)
    if {part.table for part in manifest.parts} != set(known):
        raise BackupRefused(f"{path} holds other tables than schema raw: it is no backup of this project")
    with tarfile.open(path, "r:") as tar:
        for part in sorted(manifest.parts, key=lambda part: known.index(part.table)):
            _read_table(connection, tar, part)


def manifest_of(path: Path) -> Manifest:
    """What an archive says of itself; BackupRefused where the file is none of ours, or cut off."""
    try:
        with tarfile.open(path, "r:") as tar:
            words = json.loads(_member(tar, MANIFEST).read(LONGEST_MANIFEST))
        if words["format"] == FORMAT:
            return Manifest(str(words["revision"]), [Part(**part) for part in words["parts"]])
    except BROKEN:
        raise BackupRefused(f"{path} is no backup of a warehouse, or is broken") from None
    raise BackupRefused(f"{path} was written by a newer version of this project, or by another one")


def _tables(connection: Connection) -> list[str]:
    """The tables of raw, each behind those it refers to."""
    ordered = inspect(connection).get_sorted_table_and_fkc_names(SCHEMA)
    return [name for name, _ in ordered if name not in (None, VERSION_TABLE)]  # type: ignore[misc]


def _write_table(connection: Connection, tar: tarfile.TarFile, table: str) -> Part:
    columns = [column["name"] for column in inspect(connection).get_columns(table, SCHEMA)]
    with TemporaryFile() as scratch:
        with (
            gzip.GzipFile(fileobj=scratch, mode="wb", compresslevel=6, mtime=0) as packed,
            driver(connection).cursor() as cursor,
            cursor.copy(_copy("copy {} ({}) to stdout (format binary)", table, columns)) as copy,
        ):
            for block in copy:
                packed.write(block)
        size = scratch.tell()
        scratch.seek(0)
        _add(tar, _name(table), scratch, size)
    return Part(table, columns)


def _read_table(connection: Connection, tar: tarfile.TarFile, part: Part) -> None:
    with driver(connection).cursor() as cursor:
        with (
            gzip.open(_member(tar, _name(part.table))) as packed,
            cursor.copy(_copy("copy {} ({}) from stdin (format binary)", part.table, part.columns)) as copy,
        ):
            while block := packed.read(CHUNK_BYTES):
                copy.write(block)
        for column in part.columns:
            _continue_numbers(cursor, part.table, column)


def _continue_numbers(cursor: Any, table: str, column: str) -> None:
    """Numbers that the database gives go on behind those that came with the rows."""
    relation = f"{SCHEMA}.{table}"
    [sequence] = cursor.execute("select pg_get_serial_sequence(%s, %s)", (relation, column)).fetchone()
    if sequence:
        last = sql.SQL("select setval(%s, coalesce(max({}), 0) + 1, false) from {}")
        cursor.execute(last.format(sql.Identifier(column), sql.Identifier(SCHEMA, table)), (sequence,))


def _copy(words: str, table: str, columns: list[str]) -> sql.Composed:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL(words).format(sql.Identifier(SCHEMA, table), names)


def _name(table: str) -> str:
    return f"{table}.copy.gz"


def _add(tar: tarfile.TarFile, name: str, content: Any, size: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = size
    tar.addfile(entry, content)


def _member(tar: tarfile.TarFile, name: str) -> Any:
    member = tar.extractfile(name)
    if member is None:
        raise KeyError(name)
    return member
