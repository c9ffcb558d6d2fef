"""PostgreSQL's own programs for a backup: pg_dump writes it, pg_restore and psql put it back.

In: a URL, the folder of the programs, names of schemas, a file. Out: a file in pg_dump's custom format; schemas as
they were. Forbidden: a password or a row of a filing in arguments or messages.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO

from psycopg import sql

from etl.server.address import split_password
from etl.warehouse.archive import BackupRefused
from etl.warehouse.connection import DatabaseError, one_line

SIGNATURE = b"PGDMP"


def write(url: str, programs: Path, schemas: Iterable[str], target: Path) -> None:
    """Write the schemas as they are at this moment; DatabaseError with pg_dump's reason."""
    address, environment = _connection(url)
    chosen = [f"--schema={name}" for name in schemas]
    # Into a file that pg_dump can go back in: into a pipe it would write its table of contents twice.
    command = [*_program(programs, "pg_dump"), "--format=custom", *chosen, f"--file={target}", f"--dbname={address}"]
    with (
        TemporaryFile() as words,
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=words, env=environment
        ) as process,
    ):
        try:
            code = process.wait()
        finally:
            process.kill()
        if code:
            raise DatabaseError(f"pg_dump failed: {_reason(words)}")


def read(url: str, programs: Path, schemas: Iterable[str], path: Path) -> None:
    """Put a dump in place of the schemas, in one transaction that ends only once all of the file was read."""
    names = list(schemas)
    address, environment = _connection(url)
    script = [*_program(programs, "pg_restore"), "--file=-", str(path)]
    session = [
        *(str(programs / "psql"), "--no-psqlrc", "--quiet", "--output=/dev/null"),
        *("--set=ON_ERROR_STOP=1", "--set=VERBOSITY=terse", f"--dbname={address}"),
    ]
    with (
        TemporaryFile() as unread,
        TemporaryFile() as refused,
        subprocess.Popen(script, stdout=subprocess.PIPE, stderr=unread) as source,
        subprocess.Popen(session, stdin=subprocess.PIPE, stderr=refused, env=environment) as sink,
    ):
        assert source.stdout and sink.stdin  # both are pipes
        try:
            _hand_over(source, sink, names)
        finally:
            source.kill()
            source.wait()
        if source.returncode > 0:
            raise BackupRefused(f"{path} is broken: {_reason(unread)}; nothing was changed")
        if sink.wait() != 0:
            raise DatabaseError(f"the database took nothing of the backup: {_reason(refused)}")


def _hand_over(source: subprocess.Popen[bytes], sink: subprocess.Popen[bytes], schemas: list[str]) -> None:
    """All the statements, and `commit` behind the last; a session that ends without it leaves all as it was."""
    assert source.stdout and sink.stdin
    try:
        sink.stdin.write(b"set client_min_messages = warning;\nbegin;\n")
        for name in schemas:
            drop = sql.SQL("drop schema if exists {} cascade;\n").format(sql.Identifier(name))
            sink.stdin.write(drop.as_string(None).encode())
        copyfileobj(source.stdout, sink.stdin)
        if source.wait() == 0:
            sink.stdin.write(b"commit;\n")
        sink.stdin.close()
    except BrokenPipeError:  # the session ended early, and its own words say why
        sink.wait()


def _program(programs: Path, name: str) -> tuple[str, ...]:
    """The program; who owns what, and who may read it, is decided anew where a dump is restored."""
    return (str(programs / name), "--no-owner", "--no-privileges")


def _connection(url: str) -> tuple[str, dict[str, str]]:
    """The address for an argument, and the environment with the password, which everybody could see there."""
    address, password = split_password(url)
    return address, dict(os.environ) | ({} if password is None else {"PGPASSWORD": password})


def _reason(words: IO[bytes]) -> str:
    words.seek(0)
    return _shown(words.read().decode(errors="replace"))


def _shown(words: str) -> str:
    """The first line that names an error; never what follows it, which may quote a row."""
    lines = [line for line in words.splitlines() if line.strip()]
    named = [line for line in lines if "error:" in line.lower()]
    return one_line(next(iter(named or lines), "it gave no reason"))
