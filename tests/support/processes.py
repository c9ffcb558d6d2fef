"""Which processes run, for tests that nobody stays behind.

In: a process, or several. Out: those it has started, or those that do not end, by their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

PATIENCE_SECONDS = 30


def started_by(process: int) -> set[int]:
    """All that a process has started, and what those have."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    found: set[int] = set()
    new = {process}
    while new:
        new = {child for child, parent in parents.items() if parent in new} - found
        found |= new
    return found


def is_alive(process: int) -> bool:
    """Whether it runs; one that has ended and was not yet taken note of does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def await_ends(processes: Iterable[int]) -> set[int]:
    """Those that do not end, given some time to do so."""
    left, until = set(processes), monotonic() + PATIENCE_SECONDS
    while (left := {process for process in left if is_alive(process)}) and monotonic() < until:
        sleep(0.02)
    return left
