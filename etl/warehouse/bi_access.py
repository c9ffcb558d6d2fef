"""The port of the embedded server, and the one login that comes in by it: read-only, for BI tools.

In: Settings and a port. Out: a server that listens there too, and the URL of the login; else a ServerError of one line.
Forbidden: showing the password, but in the URL that somebody asks for; sending it to the server, which gets no more of
it than it needs to check it.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe
from typing import TextIO

import psycopg
from psycopg import sql
from psycopg.errors import DuplicateObject, UniqueViolation

from etl.locks import open_private
from etl.server.cluster import DATABASE, HOST
from etl.server.database import ServerError, ServerNotRunning, refuse_foreign, start_background, started_server
from etl.server.lease import ready_keeper
from etl.server.postmaster import BI_LOGIN
from etl.settings import Settings
from etl.warehouse.roles import READER_ROLE

PASSWORD = "analyst.password"
PASSWORD_BYTES = 32
CONNECTIONS = 20  # of 40: whatever a BI tool opens, a nightly run finds room
START = "`filings db start --port PORT`"

EXISTS = "select exists (select from pg_roles where rolname = %s)"
# All that the login could become, through any number of groups; a superuser could become anybody.
MEMBERSHIPS = """
select rolname from pg_roles
where rolname <> all(%s) and pg_has_role(%s, oid, 'member')
order by 1
"""
NO_POWERS = """
alter role {} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls inherit
    connection limit {} valid until 'infinity' password {}
"""


def start_on_port(settings: Settings, port: int) -> str:
    """The URL on the socket of a server that stays until `stop` and listens on the port as well."""
    refuse_foreign(settings)
    with started_server(settings, port) as address:
        _admit(address, settings.home)
        return start_background(settings)


def port_url(settings: Settings) -> str:
    """The URL of the login, with its password."""
    if settings.database_url:
        raise ServerError("DATABASE_URL names a server whose logins are not ours: `filings db url` prints it")
    keeper = ready_keeper(settings.home)
    if keeper is None:
        raise ServerNotRunning(f"no server is running in {settings.home}: start it with {START}")
    if keeper.port is None:
        raise ServerError(f"the server in {settings.home} listens on its socket only: `filings db stop`, then {START}")
    path = settings.home / PASSWORD
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW)) as file:
            password = _read(file, path)
    except FileNotFoundError:
        password = ""
    except OSError as error:
        raise ServerError(f"cannot read {path} ({error.strerror}): ask as the user who started the server") from None
    if not password:
        raise ServerError(f"{path} is gone: `filings db start --port {keeper.port}` makes a new password")
    return f"postgresql://{BI_LOGIN}:{password}@{HOST}:{keeper.port}/{DATABASE}"


def _admit(address: str, home: Path) -> None:
    """Give the login its password, made the first time, and no more rights than those of its group."""
    path = home / PASSWORD
    try:
        with os.fdopen(open_private(path), "a+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # two commands at once agree on one password
            password = _read(file, path)
            if not password:
                password = token_urlsafe(PASSWORD_BYTES)
                print(password, file=file, flush=True)
            with psycopg.connect(address) as connection:
                _set_up(connection, password)
    except OSError as error:
        raise ServerError(f"cannot write {path} ({error.strerror}): set FILINGS_HOME to a folder of your own") from None
    except psycopg.Error as error:
        raise ServerError(f"cannot set up the login {BI_LOGIN}: {' '.join(str(error).split())}") from None


def _read(file: TextIO, path: Path) -> str:
    """The password, or nothing where none was written yet; refused where others could have read it."""
    if os.fstat(file.fileno()).st_mode & 0o077:
        raise ServerError(f"others may read {path}: remove it, and {START} makes a new password")
    file.seek(0)
    return file.read().strip()


def _set_up(connection: psycopg.Connection, password: str) -> None:
    """Each time anew, since a login may change its own password, and its owner may have lent it rights."""
    for role in (READER_ROLE, BI_LOGIN):
        if connection.execute(EXISTS, [role]).fetchone() == (False,):
            # A run that is at work may be quicker.
            with suppress(DuplicateObject, UniqueViolation), connection.transaction():
                connection.execute(sql.SQL("create role {} nologin").format(sql.Identifier(role)))
    # Encrypted here, so that no log of statements ever holds the password itself.
    kept = connection.pgconn.encrypt_password(password.encode(), BI_LOGIN.encode(), b"scram-sha-256").decode()
    login, group = sql.Identifier(BI_LOGIN), sql.Identifier(READER_ROLE)
    connection.execute(sql.SQL(NO_POWERS).format(login, sql.Literal(CONNECTIONS), sql.Literal(kept)))
    connection.execute(sql.SQL("grant {} to {}").format(group, login))
    others = [name for (name,) in connection.execute(MEMBERSHIPS, [[BI_LOGIN, READER_ROLE], BI_LOGIN])]
    if others:
        remedy = "revoke that with `filings db psql`"
        raise ServerError(f"{BI_LOGIN} is a member of {', '.join(others)} and would be so by the port: {remedy}")
