"""Readings for tests: they are done in other processes, which import this module and so little else that they start fast.

In: a file. Out: a Filing, and a note of it in a log, since the test is in another process.
"""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path
from time import process_time

from etl.filing import Document, Filing, Kind, Line, NotAFiling, Role, Row, Statement
from etl.reading.pipeline import read_filing

KILOBYTES = 1024 if sys.platform == "linux" else 1024**2  # macOS counts bytes


def toy_reading(path: Path, log: Path | None = None) -> Filing:
    """A filing of which each line is a row, noted in a log; words in the text make it misbehave."""
    if log:
        with log.open("a", errors="surrogateescape") as notes:
            notes.write(f"{path.name}\n")
    content = path.read_bytes()
    text = content.decode()
    if "crash" in text:
        raise ValueError("13800000000 is no number")
    if "die" in text:
        os._exit(1)
    if "not a filing" in text:
        raise NotAFiling("states neither targets nor money")
    lines = tuple(Line(number, line, (line,)) for number, line in enumerate(text.splitlines(), start=1))
    rows = tuple(Row(Role.NARRATIVE, (line,), 1) for line in lines)
    statement = Statement(1, Kind.NARRATIVE, None, None, None, None, 2024, None, lines)
    return Filing(
        Document("name of the reader", "", content, "text/plain", "toy", lines, _remarks_on(text)),
        (statement,),
        rows[:-1] if "lost line" in text else rows,
    )


def _remarks_on(text: str) -> str | None:
    return "page 2 is a picture" if "scanned page" in text else None


def measured_reading(path: Path, log: Path) -> Filing:
    """Read, and note what it cost: the time that a processor gave it, which is no longer where the machine is busy.

    A process's peak of memory is that of all it has read, so that the figure is never too low.
    """
    began = process_time()
    try:
        return read_filing(path)
    finally:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES
        with log.open("a", encoding="utf-8") as notes:
            notes.write(f"{path.as_uri()} {process_time() - began} {peak}\n")
