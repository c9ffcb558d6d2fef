"""The way to the database: connections, plain questions, and the lock that keeps two runs apart.

In: a `postgresql://` URL. Out: SQLAlchemy connections and rows; DatabaseError with one line that says what is
wrong. Forbidden: knowing tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

CONNECT_TIMEOUT_SECONDS = 10

# A server that lost a process closes every connection, and goes through its log before it lets anybody in: what it says
# meanwhile, and for how many seconds it is worth asking again.
RECOVERING = {
    "is starting up": 120,
    "is in recovery mode": 120,
    "not yet accepting connections": 120,
    "server closed the connection unexpectedly": 3,
}

# One number for all runs of this project against one database; any constant will do.
LOCK_KEY = 0x66696C696E6773  # "filings" in ASCII


class DatabaseError(Exception):
    """The database does not answer or refuses; the text is one line that says what is wrong."""


class WarehouseBusyError(DatabaseError):
    """Another run holds the warehouse and waiting was not wanted."""


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A connection of its own, closed at the end; what goes wrong with it comes out as a DatabaseError."""
    target = parsed(url)
    defaults = {"connect_timeout": CONNECT_TIMEOUT_SECONDS, "client_encoding": "UTF8"}
    wishes = {name: value for name, value in defaults.items() if name not in target.query}
    engine = create_engine(target, poolclass=NullPool, connect_args=wishes)
    connection = _reached(engine)
    try:
        with connection:
            yield connection
    except (DBAPIError, psycopg.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise DatabaseError(f"the database says: {one_line(cause)}") from error


def _reached(engine: Engine) -> Connection:
    """A connection, as soon as a server that recovers from its death is through; DatabaseError where none answers."""
    began = monotonic()
    while True:
        try:
            return engine.connect()
        except OperationalError as error:
            reason = one_line(error.orig)
            patience = max((seconds for words, seconds in RECOVERING.items() if words in reason), default=0)
            if monotonic() - began >= patience:
                raise DatabaseError(f"cannot reach the database: {reason}") from error
        sleep(0.1)


def parsed(url: str) -> URL:
    """The URL for SQLAlchemy with our driver; DatabaseError where it is no PostgreSQL URL."""
    try:
        result = make_url(url)
    except (ArgumentError, ValueError):
        raise DatabaseError("the database URL is malformed; write postgresql://USER@HOST:PORT/NAME") from None
    if result.get_backend_name() not in {"postgresql", "postgres"}:
        raise DatabaseError(f"the database URL starts with {result.drivername}://; only postgresql:// works")
    return result.set(drivername="postgresql+psycopg")


def driver(connection: Connection) -> psycopg.Connection[Any]:
    """The psycopg connection underneath, in the same transaction, for what only psycopg can do."""
    inner = connection.connection.driver_connection
    assert isinstance(inner, psycopg.Connection)  # `parsed` names the driver
    return inner


def query(url: str, sql: str, values: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
    """The rows of one question, with their columns by name; `:name` in the question stands for a value."""
    with connected(url) as connection:
        return [dict(row) for row in connection.execute(text(sql), values or {}).mappings()]


@contextmanager
def hold_run_lock(url: str, *, wait: bool = True, on_wait: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Hold the warehouse for one run; a second run waits for its end, or raises WarehouseBusyError.

    The lock belongs to the session: the server drops it when the holder dies, however it dies. When the server dies
    it is dropped too, and somebody else may get it: the one who held it hears of that at the end, as a DatabaseError.
    """
    with connected(url) as connection:
        session = connection.execution_options(isolation_level="AUTOCOMMIT")
        if not session.scalar(text("select pg_try_advisory_lock(:key)"), {"key": LOCK_KEY}):
            if not wait:
                raise WarehouseBusyError("another run is at work on this database; nothing was done")
            on_wait()
            session.execute(text("select pg_advisory_lock(:key)"), {"key": LOCK_KEY})
        yield
        try:
            session.execute(text("select pg_advisory_unlock(:key)"), {"key": LOCK_KEY})
        except DBAPIError as error:
            words = "the database went away during this run, and came back without the lock that keeps others out"
            raise DatabaseError(f"{words}: run it again, which finishes what is missing") from error


def one_line(error: object) -> str:
    """The message of an error without line breaks, such as libpq puts into its hints."""
    return " ".join(str(error).split())
