"""A command's share in the embedded server of its home.

In: FILINGS_HOME. Out: a lease, and the keeper that has the server ready while the lease is held.
Forbidden: starting a server; commands come and go, and only a keeper outlives them.

Every command at work shares the lock on `users.lock`. The kernel gives back what a killed command held, and the
keeper stops the server as soon as it gets the lock alone: neither the first command to finish nor a killed one
takes the server from the others, and none leaves it behind.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import sleep

from psycopg.conninfo import conninfo_to_dict

from etl.locks import open_private, take
from etl.server.address import ServerError
from etl.server.keeper import LOG, RECORD, USERS
from etl.settings import PACKAGE

MOST_STARTS = 20  # a keeper that is killed while it starts is called again, but not for ever
PAUSE_SECONDS = 0.02


class ServerNotStarted(ServerError):
    """The embedded server cannot run in FILINGS_HOME."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """What `keeper.json` says of a ready server."""

    pid: int
    url: str
    binaries: str
    stays: bool
    port: int | None = None  # where it listens beside its socket


@contextmanager
def lease(home: Path) -> Iterator[None]:
    """Count among the users of the home's server; waits while an earlier server is being stopped."""
    with _users(home) as users:
        try:
            fcntl.flock(users, fcntl.LOCK_SH)
            yield
        finally:
            fcntl.flock(users, fcntl.LOCK_UN)
            await_end(home)


@contextmanager
def _users(home: Path) -> Iterator[int]:
    try:
        home.mkdir(parents=True, exist_ok=True)
        users = open_private(home / USERS)
    except OSError as error:
        reason = f"cannot use {home} ({error.strerror})"
        raise ServerNotStarted(f"{reason}: set FILINGS_HOME to a folder of your own") from None
    try:
        yield users
    finally:
        os.close(users)


def ensure_keeper_started(home: Path, port: int | None = None) -> Keeper:
    """The ready keeper of the home, calling one if there is none; the caller holds the lease.

    ServerError where a port is asked for and a server runs that does not listen there.
    """
    calls = 0
    while (keeper := ready_keeper(home)) is None or not _accepts_connection(keeper):
        if has_keeper(home):
            sleep(PAUSE_SECONDS)  # a keeper is at it, or has yet to notice its server's death
        elif calls < MOST_STARTS:
            calls += 1
            _start_keeper_process(home, port)
        else:
            raise ServerNotStarted(f"PostgreSQL ends as soon as it has started; see {home / LOG}")
    if port not in (None, keeper.port):
        where = f"on port {keeper.port}" if keeper.port else "on its socket only"
        remedy = f"`filings db stop`, then `filings db start --port {port}`"
        raise ServerError(f"the server in {home} is running and listens {where}: {remedy}")
    return keeper


def _accepts_connection(keeper: Keeper) -> bool:
    """Whether anybody is behind the keeper's socket."""
    words = conninfo_to_dict(keeper.url)
    with socket.socket(socket.AF_UNIX) as there:
        try:
            there.connect(f"{words['host']}/.s.PGSQL.{words['port']}")
        except (ConnectionRefusedError, FileNotFoundError):
            return False
        except OSError:
            return True  # whoever has business there is told what is wrong
    return True


def _start_keeper_process(home: Path, port: int | None) -> None:
    """Start a keeper; wait until its server is ready, or it says why not, or finds another one at work."""
    command = [sys.executable, "-m", "etl.server.keeper", str(home), *([str(port)] if port else [])]
    paths = [str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    outcome = subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd="/",
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        start_new_session=True,  # neither Ctrl-C nor the end of the terminal is meant for the keeper
    )
    if outcome.stdout.strip():
        raise ServerNotStarted(outcome.stdout.strip())
    if outcome.returncode > 0:
        raise ServerNotStarted(f"cannot run {' '.join(command)}: install the project again")


def signal_keeper(keeper: Keeper, wish: signal.Signals) -> None:
    """Signal a keeper; the caller looks whether it obeyed, since it may be ending just now."""
    with suppress(ProcessLookupError):
        try:
            os.kill(keeper.pid, wish)
        except PermissionError:
            who = f"the server was started by another user, as process {keeper.pid}"
            raise ServerError(f"{who}: do this as that user") from None
    sleep(PAUSE_SECONDS)


def ready_keeper(home: Path) -> Keeper | None:
    """Who keeps the home's server, once that is ready; what a dead keeper wrote does not count."""
    if not has_keeper(home):
        return None
    try:
        return Keeper(**json.loads((home / RECORD).read_text()))
    except (OSError, ValueError):  # empty while the server starts or stops
        return None


def has_keeper(home: Path) -> bool:
    """Whether a keeper lives, be its server starting, ready or stopping."""
    try:
        record = os.open(home / RECORD, os.O_RDONLY)
    except OSError:
        return False
    try:
        return not take(record, fcntl.LOCK_SH)
    finally:
        os.close(record)


def await_end(home: Path) -> None:
    """Wait until the server has stopped, unless other commands use it or it was told to stay."""
    while has_keeper(home):
        with _users(home) as users:
            # What cannot even be shared is held by the keeper alone: it is stopping the server.
            if take(users, fcntl.LOCK_SH) and not take(users, fcntl.LOCK_EX):
                return
        sleep(PAUSE_SECONDS)
