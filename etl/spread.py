"""Work on many items, spread over processes; one item's crash costs that item only.

In: a function of one item, and the items. Out: each item with its result, in order.
Forbidden: knowing what the work is.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Fewer items are done here and now: starting a process costs about as much as reading ten filings.
FEWEST = 16
MOST_PROCESSES = 8
AHEAD_PER_PROCESS = 4  # so that results do not pile up in memory when the taker is slower


def spread(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    lost: Callable[[Item], Result],
    processes: int | None = None,
) -> Iterator[tuple[Item, Result]]:
    """Each item with `work(item)`, or with `lost(item)` where the process died of it."""
    count = min(processes or usable_processors(), MOST_PROCESSES)
    if count == 1 or (processes is None and len(items) < FEWEST):
        for item in items:
            yield item, work(item)
        return
    waiting = deque(items)
    ahead = count * AHEAD_PER_PROCESS
    suspects = 0  # how many of the next items were at work when a process died
    while waiting:
        careful = suspects > 0
        try:
            # One process and one item at a time, so that the next death names its item.
            pool = _pooled(work, waiting, 1, 1, suspects) if careful else _pooled(work, waiting, count, ahead)
            for pair in pool:
                yield pair
                suspects = max(0, suspects - 1)
        except BrokenProcessPool:
            if careful:
                item = waiting.popleft()
                yield item, lost(item)
                suspects -= 1
            else:
                suspects = ahead


def usable_processors() -> int:
    """The processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _pooled(
    work: Callable[[Item], Result], waiting: deque[Item], count: int, ahead: int, most: int | None = None
) -> Iterator[tuple[Item, Result]]:
    """Results in order, of `most` items at most; an item leaves `waiting` only when its result is there."""
    # Spawned, not forked: a fork would share our connection to the database.
    pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_settle)
    running: deque[Future[Result]] = deque()
    left = len(waiting) if most is None else min(most, len(waiting))
    try:
        while left:
            for item in list(islice(waiting, len(running), min(ahead, left))):
                running.append(pool.submit(work, item))
            result = running.popleft().result()
            left -= 1
            yield waiting.popleft(), result
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _settle() -> None:
    """In the new process: leave Ctrl-C to the parent, and go when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
