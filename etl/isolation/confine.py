"""Keep the reading of one file within its time and memory.

In: work to do inside `confined`, in the main thread. Out: UnreadableFile, naming the limit, where one was passed.
Forbidden: knowing what is read.

Time is kept twice. A signal raises an exception in Python code, which leaves the process as it was. Where a library
never returns to Python, the kernel ends the process, and the pool says of which file. Memory is kept by the kernel
where it can: on Linux. Systems without such signals or limits go without.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import current_thread, main_thread
from time import monotonic

from etl.filing import UnreadableFile
from etl.isolation import limits

if sys.platform != "win32":
    import resource

AGAIN_SECONDS = 0.5  # a library may swallow the exception: then it is raised again
NEARLY_ALL = 0.9  # what a process gets of a processor that nobody else wants
OUT_OF_MEMORY_IN_LIBXML = 2  # the code of its error


class TookTooLong(BaseException):
    """Raised by the clock; no Exception, for readers catch those of their libraries."""


@contextmanager
def confined(seconds: float = limits.READING_SECONDS, megabytes: int = limits.MEMORY_MB) -> Iterator[None]:
    """Raise UnreadableFile where what is inside takes longer or needs more memory than this."""
    try:
        with _within_memory(megabytes - limits.SHARED_MB), _within_time(seconds):
            yield
    except TookTooLong:
        _stop_clocks()  # once more, for the clock may have rung again while they were being stopped
        raise UnreadableFile(limits.took_too_long(seconds)) from None
    except Exception as error:
        if _is_out_of_memory(error):
            raise UnreadableFile(limits.needed_too_much(megabytes)) from None
        raise


def is_over(seconds: float, passed: float, used: float) -> bool:
    """Whether a file has had its time, when so much has passed and so much of a processor's was used for it.

    Other work on the machine makes it pass, but not be used: what becomes of a file should not depend on them.
    """
    return used >= seconds * NEARLY_ALL or passed >= seconds * limits.MOST_TIMES_AS_LONG


@contextmanager
def _within_time(seconds: float) -> Iterator[None]:
    if sys.platform == "win32" or current_thread() is not main_thread():
        yield
        return
    began, used = monotonic(), _used()

    def ring(_signal: int, _frame: object) -> None:
        if is_over(seconds, monotonic() - began, _used() - used):
            raise TookTooLong

    before = signal.signal(signal.SIGALRM, ring)
    try:
        # Counts the processor's time of this process alone; nobody handles its signal, so the kernel ends us.
        signal.setitimer(signal.ITIMER_PROF, seconds + limits.GRACE_SECONDS)
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN_SECONDS)
        yield
    finally:
        _stop_clocks()
        signal.signal(signal.SIGALRM, before)


def _used() -> float:
    """The time that processors gave this process and the programs that it has run."""
    return sum(os.times()[:4])


def _stop_clocks() -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)


@contextmanager
def _within_memory(megabytes: int) -> Iterator[None]:
    """Limit what this process, and programs that it starts now, may hold of data."""
    if sys.platform == "win32":
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    bound = megabytes * limits.MB if hard == resource.RLIM_INFINITY else min(megabytes * limits.MB, hard)
    with suppress(ValueError, OSError):  # a system that knows the limit but sets none
        resource.setrlimit(resource.RLIMIT_DATA, (bound, hard))
    try:
        yield
    finally:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _is_out_of_memory(error: BaseException | None) -> bool:
    """Whether an error, or one that it came of, says so; readers turn errors of their libraries into reasons."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, MemoryError) or getattr(error, "code", None) == OUT_OF_MEMORY_IN_LIBXML:
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False
