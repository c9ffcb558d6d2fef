"""Work on many items, spread over processes; an item that kills its process, or never ends, costs that item only.

In: a function of one item, and the items. Out: each item with its result, in order.
Forbidden: knowing what the work is.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from queue import LifoQueue

from etl.isolation.worker import Item, Result, Worker, preload_modules

MOST_PROCESSES = 8
AHEAD_PER_PROCESS = 4  # so that results do not pile up in memory when the taker is slower


@dataclass(frozen=True, slots=True)
class Processes:
    """How many, else as many as processors; seconds they may take for one item; modules that all items need."""

    count: int | None = None
    seconds: float | None = None
    needs: tuple[str, ...] = ()


def preload(processes: Processes) -> None:
    """Begin to import what all work needs, beside whatever else there is to do before it; returns at once."""
    preload_modules(processes.needs)


def map_in_processes(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    lost: Callable[[Item, bool], Result],
    processes: Processes,
) -> Iterator[tuple[Item, Result]]:
    """Each item with `work(item)`, or with `lost(item, took_too_long)` where its process died or was killed."""
    count = min(processes.count or usable_processors(), MOST_PROCESSES)
    workers = [Worker(work) for _ in range(count)]
    free: LifoQueue[Worker[Item, Result]] = LifoQueue()  # the last one first: a few items need but one process
    for worker in workers:
        free.put(worker)

    def result_of(item: Item) -> Result:
        worker = free.get()
        try:
            return worker.result_of(item, processes.seconds, lost)
        finally:
            free.put(worker)

    waiting = iter(items)
    running: deque[tuple[Item, Future[Result]]] = deque()
    attendants = ThreadPoolExecutor(count)
    try:
        while True:
            for item in islice(waiting, count * AHEAD_PER_PROCESS - len(running)):
                running.append((item, attendants.submit(result_of, item)))
            if not running:
                return
            item, future = running.popleft()
            yield item, future.result()
    finally:
        attendants.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.dismiss()
        attendants.shutdown()
        for worker in workers:
            worker.end()


def usable_processors() -> int:
    """The processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
