"""The database of a command: the user's own, or an embedded PostgreSQL that lives only while it is used.

In: Settings. Out: a `postgresql://` URL with a server behind it, or a ServerError of one line.
Forbidden: all but the life of the server. Who starts and stops it: keeper.py, called by lease.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from etl.server.address import ServerError, ServerUnreachable, connect_once, libpq_url, split_password
from etl.server.binaries import BinariesMissing, find_psql
from etl.server.keeper import GO, STAY
from etl.server.lease import (
    ServerNotStarted,
    await_end,
    ensure_keeper_started,
    has_keeper,
    lease,
    ready_keeper,
    signal_keeper,
)
from etl.settings import Settings

__all__ = [
    "ServerError",
    "ServerNotRunning",
    "ServerNotStarted",
    "ServerUnreachable",
    "psql_command",
    "psql_environment",
    "refuse_foreign",
    "start_background",
    "started_server",
    "stop",
    "url",
]


class ServerNotRunning(ServerError):
    """The embedded server of FILINGS_HOME was asked for, and is not running."""


@contextmanager
def started_server(settings: Settings, port: int | None = None) -> Iterator[str]:
    """A URL that psycopg, psql and (with our driver named) SQLAlchemy take, good until the end of the block.

    Several commands may use one server. The last one to leave waits until it has stopped. An embedded server listens
    on its socket only, unless a port is asked for.
    """
    if settings.database_url:
        yield connect_once(settings.database_url)
    else:
        with lease(settings.home):
            yield ensure_keeper_started(settings.home, port).url


def start_background(settings: Settings) -> str:
    """The URL of a server that stays until `stop`, whatever becomes of this command and its terminal."""
    refuse_foreign(settings)
    with lease(settings.home):
        while not (keeper := ensure_keeper_started(settings.home)).stays:
            signal_keeper(keeper, STAY)
        return keeper.url


def stop(settings: Settings) -> Literal["stopped", "in use", "not running"]:
    """End what `start_background` began; "in use": the server stops when the commands at work are done."""
    refuse_foreign(settings)
    if not has_keeper(settings.home):
        return "not running"
    while (keeper := ready_keeper(settings.home)) and keeper.stays:
        signal_keeper(keeper, GO)
    await_end(settings.home)
    return "in use" if has_keeper(settings.home) else "stopped"


def url(settings: Settings) -> str:
    """The URL of the database, for other programs; ServerNotRunning where nothing would answer there."""
    if settings.database_url:
        return libpq_url(settings.database_url)
    if keeper := ready_keeper(settings.home):
        return keeper.url
    raise ServerNotRunning(f"no server is running in {settings.home}: start it with `filings db start`")


def psql_command(settings: Settings) -> list[str]:
    """psql on the database, to be run inside `running` with `psql_environment`, which has the password."""
    if not settings.database_url and (keeper := ready_keeper(settings.home)):
        return [f"{keeper.binaries}/psql", keeper.url]
    try:
        return [find_psql(), split_password(url(settings))[0]]
    except BinariesMissing as missing:
        raise ServerError(str(missing)) from None


def psql_environment(settings: Settings) -> dict[str, str]:
    """Ours with the password of DATABASE_URL, since everybody can see the arguments of a program."""
    password = split_password(url(settings))[1]
    return dict(os.environ) | ({} if password is None else {"PGPASSWORD": password})


def refuse_foreign(settings: Settings) -> None:
    """ServerError where DATABASE_URL is set, for what may be done to the embedded server only."""
    if settings.database_url:
        raise ServerError("DATABASE_URL names a server that is not ours to start or stop: unset it first")
