"""`filings` in a process of its own that is killed, or loses its server or a reader, at a chosen moment.

In: one order a line on standard input, as JSON: the arguments, the home, whom to kill and when. Out: one answer a line:
the exit code (below zero: the signal), whether anybody was killed, and how many moments each phase had.

A moment is what could be the last thing a run does: a statement sent, a row copied, a commit before and after. Everything
slow is imported once, and each run is a fork: what is killed is a whole `filings` all the same.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import Any

import psycopg
from dbt.adapters.postgres.connections import PostgresConnectionManager

from etl.cli import main
from etl.warehouse import build
from tests.support.forked_filings import become_filings

CHILDREN = "/proc/self/task/{}/children"


@dataclass
class Moments:
    """The moments a run has gone through, and the one at which `strike` is called."""

    phase: str
    number: int
    strike: Callable[[int | None], None]
    now: str = "prepare"
    passed: Counter[str] = field(default_factory=Counter)

    def pass_one(self, backend: int | None) -> None:
        self.passed[self.now] += 1
        if self.now == self.phase and self.passed[self.now] == self.number:
            self.strike(backend)

    def watch(self) -> None:
        """Have every statement, row and commit of the process pass by here."""

        def seen(kind: Any, name: str, backend: Callable[[Any], int | None], *, after: bool = False) -> None:
            inner = getattr(kind, name)

            def outer(itself: Any, *arguments: Any, **named: Any) -> Any:
                self.pass_one(backend(itself))
                result = inner(itself, *arguments, **named)
                if after:
                    self.pass_one(backend(itself))
                return result

            setattr(kind, name, outer)

        seen(psycopg.Cursor, "execute", lambda cursor: backend_of(cursor.connection))
        seen(psycopg.Copy, "write_row", lambda copy: backend_of(copy.connection))
        seen(psycopg.Connection, "commit", backend_of, after=True)
        seen(PostgresConnectionManager, "add_query", backend_of_dbt)
        seen(PostgresConnectionManager, "commit", backend_of_dbt, after=True)
        self.phased(main, "load", "load", "between")
        self.phased(build, "run_dbt", "build", "publish")

    def phased(self, module: Any, name: str, during: str, then: str) -> None:
        """Count what a function does as one phase, and what comes after it as another."""
        inner = getattr(module, name)

        def outer(*arguments: Any, **named: Any) -> Any:
            self.now = during
            result = inner(*arguments, **named)
            self.now = then
            return result

        setattr(module, name, outer)


def backend_of(connection: Any) -> int | None:
    return None if connection.closed else int(connection.info.backend_pid)


def backend_of_dbt(manager: Any) -> int | None:
    handle = manager.get_thread_connection().handle
    return None if handle is None or handle.closed else int(handle.get_backend_pid())


def run_and_strike(order: dict[str, Any], answer: int) -> None:
    """Become `filings`, strike when it is time, and tell of the moments if there is still somebody to tell."""

    def strike(backend: int | None) -> None:
        sessions = [] if backend is None else [backend]
        victims = {"run": [os.getpid()], "server": [order["server"]], "backend": sessions, "reader": find_readers()}
        if order["victim"] == "run":
            os.write(answer, b"!")  # the last thing it says
        killed = [send_kill(victim) for victim in victims[order["victim"]]]
        if any(killed):
            os.write(answer, b"!")

    moments = Moments(order["phase"], order["number"], strike)
    moments.watch()
    if order["phase"] == "time":
        Timer(order["number"] / 1000, strike, [None]).start()
    os.environ |= {"FILINGS_HOME": order["home"], "DATABASE_URL": ""}
    quiet = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    try:
        become_filings(order["arguments"])
    except SystemExit as end:
        os.write(answer, json.dumps(moments.passed).encode())
        os._exit(int(end.code or 0))


def send_kill(victim: int) -> bool:
    """Whether it was there to be killed: it may just have ended by itself."""
    with suppress(ProcessLookupError):
        os.kill(victim, signal.SIGKILL)
        return True
    return False


def find_readers() -> list[int]:
    """The processes that this one has started to read with, and theirs."""
    found, open_ = [], [os.getpid()]
    while open_:
        try:
            words = Path(f"/proc/{open_[-1]}/task/{open_.pop()}/children").read_text()
        except OSError:
            continue
        found += map(int, words.split())
        open_ += map(int, words.split())
    return found


def fork_and_wait(order: dict[str, Any]) -> dict[str, Any]:
    """Fork, wait for the end, and say what came of it."""
    heard, told = os.pipe()
    child = os.fork()
    if not child:
        os.close(heard)
        run_and_strike(order, told)
        os._exit(99)
    os.close(told)
    said = b""
    with os.fdopen(heard, "rb") as words:
        said = words.read()
    _, status = os.waitpid(child, 0)
    moments = said.lstrip(b"!")
    return {
        "code": os.waitstatus_to_exitcode(status),
        "struck": said.startswith(b"!"),
        "moments": json.loads(moments) if moments else {},
    }


if __name__ == "__main__":
    gc.freeze()  # no fork need look through what all of them have
    for line in sys.stdin:
        print(json.dumps(fork_and_wait(json.loads(line))), flush=True)
