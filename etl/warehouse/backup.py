"""A warehouse in one file and back: which kind of file, when it may be put back, and that no half file is left.

In: a URL and a path. Out: a backup under exactly that name, or nothing there; a warehouse as it was, or unchanged.
Forbidden: knowing how either kind of file is written; that is dump's and archive's.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from hashlib import file_digest, sha256
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.schema import DropSchema

from etl.server.binaries import find_clients
from etl.warehouse import archive, dump
from etl.warehouse.archive import BackupRefused
from etl.warehouse.connection import DatabaseError, connected
from etl.warehouse.migrate import migrate, migrate_within
from etl.warehouse.roles import OUR_SCHEMAS, create_reader_role


class Kind(StrEnum):
    """What a backup holds."""

    WHOLE = "the whole warehouse"
    RAW = "schema raw; marts and audit are built from it"


# The last bytes of every backup, and a SHA-256 of all before them; pg_restore and tar stop reading before that.
SEAL = b"\ncounty-filings backup sha256:"
SEAL_BYTES = len(SEAL) + 64
CHUNK_BYTES = 1 << 20

RELATIONS = text(
    """
    select n.nspname || '.' || c.relname
    from pg_class as c inner join pg_namespace as n on c.relnamespace = n.oid
    where n.nspname = any(:schemas) and c.relkind in ('r', 'p', 'v', 'm')
    """
)


def backup(url: str, path: Path, *, portable: bool = False) -> Kind:
    """Write a backup to the path; DatabaseError where there is nothing to write or the database fails.

    By pg_dump where one of the server's version is here; else, or where a portable one is wanted, schema raw alone.
    """
    with connected(url) as connection:
        if "raw.document" not in _standing(connection):
            raise BackupRefused("nothing has been loaded yet: there is nothing to keep")
        programs = None if portable else find_clients(server_version(connection))
    if programs:
        _write_beside(path, lambda target: dump.write(url, programs, OUR_SCHEMAS, target))
        return Kind.WHOLE
    _write_beside(path, lambda target: archive.write(url, target))
    return Kind.RAW


def restore(url: str, path: Path, *, replace: bool = False) -> Kind:
    """Put a backup into an empty warehouse, in one transaction: all of it, or the database stays as it was.

    BackupRefused where the file is no backup or broken, or where the warehouse holds documents and is not to be
    replaced.
    """
    kind = _kind_of(path)
    with connected(url) as connection:
        _refuse_what_stands(connection, replace=replace)
        major = server_version(connection)
    if kind is Kind.RAW:
        with connected(url) as connection, connection.begin():
            for name in _present(connection):
                connection.execute(DropSchema(name, cascade=True))
            archive.read(connection, path, lambda revision: migrate_within(connection, revision))
    else:
        programs = find_clients(major)
        if programs is None:
            needed = f"pg_restore of PostgreSQL {major}"
            raise DatabaseError(f"this backup needs {needed}, which is not here: install postgresql-client-{major}")
        dump.read(url, programs, OUR_SCHEMAS, path)
    migrate(url)  # the backup may be of an older version of this project
    create_reader_role(url)
    return kind


def server_version(connection: Connection) -> str:
    """The major version of the server, such as `18`."""
    return str(int(str(connection.scalar(text("show server_version_num")))) // 10000)


def _kind_of(path: Path) -> Kind:
    """Which kind of backup a file is; BackupRefused where it is none, cut off or changed."""
    try:
        with path.open("rb") as file:
            head = file.read(len(dump.SIGNATURE))
            left = max(file.seek(0, os.SEEK_END) - SEAL_BYTES, 0)
            file.seek(left)
            seal = file.read()
            file.seek(0)
            digest = sha256()
            while block := file.read(min(left, CHUNK_BYTES)):
                digest.update(block)
                left -= len(block)
    except OSError as error:
        raise BackupRefused(f"{path} cannot be read: {error.strerror or error}") from error
    if seal != SEAL + digest.hexdigest().encode():
        raise BackupRefused(f"{path} is no backup that `filings backup` wrote, or it was cut off or changed since")
    return Kind.WHOLE if head == dump.SIGNATURE else Kind.RAW


def _refuse_what_stands(connection: Connection, *, replace: bool) -> None:
    standing = _standing(connection)
    if any(name.startswith("raw.") for name in standing) and "raw.alembic_version" not in standing:
        raise BackupRefused("the schema raw of this database belongs to something else: use another database")
    holds = "raw.document" not in standing or connection.scalar(text("select exists (select from raw.document)"))
    if standing and holds and not replace:
        raise BackupRefused("the warehouse is not empty: with --replace what it holds gives way to the backup")


def _standing(connection: Connection) -> set[str]:
    return {str(name) for name in connection.scalars(RELATIONS, {"schemas": list(OUR_SCHEMAS)})}


def _present(connection: Connection) -> list[str]:
    names = text("select nspname from pg_namespace where nspname = any(:schemas)")
    return [str(name) for name in connection.scalars(names, {"schemas": list(OUR_SCHEMAS)})]


def _write_beside(path: Path, write: Callable[[Path], None]) -> None:
    """Write under another name first: whoever is killed leaves the earlier backup, and never half of a new one."""
    scratch = path.with_name(f".{path.name}.partial")
    try:
        scratch.unlink(missing_ok=True)  # of a backup that was killed
        os.close(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
    except OSError as error:
        raise BackupRefused(f"{path} cannot be written: {error.strerror or error}") from error
    try:
        write(scratch)
        with scratch.open("r+b") as file:
            digest = file_digest(file, "sha256").hexdigest()
            file.seek(0, os.SEEK_END)
            file.write(SEAL + digest.encode())
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    except BaseException:
        with suppress(OSError):
            scratch.unlink()
        raise
