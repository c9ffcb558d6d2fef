"""The address of a database of the user's own: in libpq's form, without its password, and whether it answers.

In: DATABASE_URL. Out: the same as psycopg and psql take it, or ServerUnreachable.
Forbidden: showing a password.
"""

from __future__ import annotations

import re

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

CONNECT_TIMEOUT_SECONDS = 10
SCHEME = re.compile(r"^postgres(ql)?(\+\w+)?://")
# A second @ comes from a password that was not percent-encoded; libpq would show its rest as a host.
FORM = re.compile(SCHEME.pattern + r"([^@/?]*@)?[^@?]*(\?.*)?$", re.DOTALL)
PORTS = re.compile(r"^[\d,]*$")  # not so where the host was left out and the password stands in its place
PASSWORD = re.compile(r"(?<=://)([^:/?@]*):[^@]*@|(?<=[?&])(ssl)?password=[^&]*")


class ServerError(Exception):
    """No database can be had; the text is one line that says what to do and holds no password."""


class ServerUnreachable(ServerError):
    """The database that DATABASE_URL names does not answer."""


def libpq_url(database_url: str) -> str:
    """`postgresql+psycopg://…` or `postgres://…` -> `postgresql://…`."""
    return SCHEME.sub("postgresql://", database_url)


def masked(database_url: str) -> str:
    """The URL as it may be shown."""
    return PASSWORD.sub(lambda found: "password=***" if found[1] is None else f"{found[1]}:***@", database_url)


def split_password(database_url: str) -> tuple[str, str | None]:
    """The address without its password, as libpq's `key=value` words, and the password."""
    words = conninfo_to_dict(libpq_url(database_url))
    password = words.pop("password", None)
    return make_conninfo("", **words), None if password is None else str(password)


def connect_once(database_url: str) -> str:
    """The URL in libpq's form, once the server behind it has answered."""
    address = libpq_url(database_url)
    try:
        words = conninfo_to_dict(address)
        if not FORM.match(database_url) or not PORTS.match(str(words.get("port", ""))):
            raise psycopg.ProgrammingError
        timeout = words.get("connect_timeout", CONNECT_TIMEOUT_SECONDS)
        psycopg.connect(address, connect_timeout=timeout).close()
    except psycopg.ProgrammingError:  # its text may quote a piece of the password
        form = "postgresql://USER:PASSWORD@HOST:PORT/NAME, special characters as %40 and the like"
        raise ServerUnreachable(f"DATABASE_URL is no PostgreSQL URL: write {form}") from None
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split())
        raise ServerUnreachable(
            f"cannot reach {masked(address)}: {reason} - start that server, correct DATABASE_URL,"
            " or unset it to use the embedded one"
        ) from None
    return address
