"""A process that works on one item after the other, and is followed by a new one where it has died.

In: a function of one item, and items. Out: the result of each, or what stands for it where the process died of it.
Forbidden: knowing what the work is, and how many processes there are.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import forkserver, get_all_start_methods, get_context, parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

TERMINATION_SECONDS = 2
MOST_KEPT_BYTES = 160 * 2**20  # a process that holds more after an item is followed by a new one
DATA = 5  # the column of /proc/self/statm
TIMED_OUT = -getattr(signal, "SIGPROF", 0) or None  # the exit code of a process that its own clock ended

# Not forked from us: a fork would share our connection to the database. Forked from a server that has imported what
# all work needs, a process is there in 10 ms, so that one that is killed costs little.
METHOD = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"


def preload_modules(modules: tuple[str, ...]) -> None:
    """Have what all work needs imported once for all processes; returns at once, while that is being done."""
    if METHOD == "forkserver":
        get_context(METHOD).set_forkserver_preload([*modules])
        forkserver.ensure_running()


@dataclass(frozen=True, slots=True)
class _Raised:
    """What the work raised, to be raised where its result is taken."""

    error: Exception


class Worker(Generic[Item, Result]):
    """A process that works on one item after the other, started anew where it has died."""

    def __init__(self, work: Callable[[Item], Result]) -> None:
        self.work = work
        self.process: Any = None
        self.line: Connection | None = None
        self.is_dismissed = False

    def result_of(self, item: Item, seconds: float | None, lost: Callable[[Item, bool], Result]) -> Result:
        """Have an item worked on; `lost` where the process is not there afterwards."""
        if self.is_dismissed:
            return lost(item, False)
        answer: Any
        try:
            line = self.line or self._start()
            line.send(item)
            took_too_long = not line.poll(seconds)
            answer, is_last = (None, True) if took_too_long else line.recv()
        except (EOFError, OSError):
            return lost(item, self.end() == TIMED_OUT)
        if is_last:
            self.end()
        if took_too_long:
            return lost(item, True)
        if isinstance(answer, _Raised):
            raise answer.error
        result: Result = answer
        return result

    def dismiss(self) -> None:
        """Have the process end, whatever it is doing; whoever waits for it learns that it is gone."""
        self.is_dismissed = True
        if self.process is not None:
            self.process.terminate()

    def _start(self) -> Connection:
        context: Any = get_context(METHOD)
        self.line, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(self.work, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.line.recv()  # it is there: the clock of an item does not run while a process starts
        return self.line

    def end(self) -> int | None:
        """Have the process ended; its exit code, which is of its own making where it had died before."""
        if self.process is None or self.line is None:
            return None
        process, line = self.process, self.line
        self.process = self.line = None
        process.terminate()  # so that it ends what it has started
        process.join(TERMINATION_SECONDS)
        process.kill()
        process.join()
        line.close()
        code: int | None = process.exitcode
        return code


def _serve(work: Callable[[Item], Result], line: Connection) -> None:
    """In the new process: work on what comes down the line until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    signal.signal(signal.SIGTERM, _leave)
    Thread(target=_leave_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        line.send(None)
        while True:
            item = line.recv()
            try:
                result: Result | _Raised = work(item)
            except Exception as error:
                result = _Raised(error)
            line.send((result, _holds_much()))


def _holds_much() -> bool:
    """Whether so much memory stays taken that the next item would be short of it; Linux tells."""
    try:
        data_pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[DATA])
    except OSError:
        return False
    return data_pages * os.sysconf("SC_PAGE_SIZE") > MOST_KEPT_BYTES


def _leave(_signal: int, _frame: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # it may be told twice, by `end` and by its parent's end
    raise SystemExit(1)


def _leave_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)  # so that it ends what it has started, as `end` does
        sleep(TERMINATION_SECONDS)
        os._exit(1)
