"""The use case: files -> rows in `raw`. The only module that knows the order of the verbs.

In: paths, and a database that has been migrated. Out: a LoadSummary, and `raw` as the files say.
Forbidden: knowing a layout, a heading or a column of a mart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from hashlib import file_digest
from mimetypes import guess_type
from pathlib import Path

import psycopg
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from etl.files import Found, readable_name, reason_of, walk
from etl.filing import Document, Filing
from etl.isolation.pool import map_in_processes, preload
from etl.loading.isolated_reading import READERS, ReadFile, is_too_large, read_file_within_limits, rejection_of_lost
from etl.loading.stage import Known, Stamp, find, forget_unreadable, stage_filing, stage_rejected, stage_unreadable
from etl.outcome import Fate, LoadSummary, Outcome, Rejection, is_our_fault
from etl.reading.pipeline import read_filing
from etl.version import code_version, parser_version
from etl.warehouse.connection import connected
from etl.warehouse.journal import begin_load, finish_load

Progress = Callable[[Outcome, LoadSummary], None]


def load(
    paths: Iterable[Path],
    url: str,
    progress: Progress = lambda _outcome, _summary: None,
    read_file: ReadFile = read_filing,
) -> LoadSummary:
    """Load the files under the paths; only new or changed ones are read, each in a transaction of its own.

    A file that cannot be read is rejected and the rest is loaded. FileNotFoundError where a path does not
    exist; DatabaseError where the database does not answer.
    """
    preload(READERS)
    found = walk(paths)
    summary = LoadSummary(len(found.files) + len(found.unreadable), found.left_out)
    with connected(url) as connection:
        with connection.begin():
            stamp = Stamp(begin_load(connection, summary, code_version()), parser_version())
            forget_unreadable(connection, (root.as_uri() for root in found.roots))
        for outcome in _outcomes(connection, found, stamp, read_file):
            summary.add(outcome)
            progress(outcome, summary)
        with connection.begin():
            finish_load(connection, stamp.load_id, summary)
    return summary


def _outcomes(connection: Connection, found: Found, stamp: Stamp, read_file: ReadFile) -> Iterator[Outcome]:
    for unreadable in found.unreadable:
        yield _list_unreadable(connection, unreadable.path, unreadable.reason, stamp)
    fresh: dict[str, Path] = {}
    copies: list[Path] = []
    for path in found.files:
        try:
            digest = sha256_of(path)
        except OSError as error:
            yield _list_unreadable(connection, path, reason_of(error), stamp)
            continue
        known = _known(connection, digest, stamp)
        if known:
            yield _already(path, known)
        elif digest in fresh:
            copies.append(path)
        else:
            fresh[digest] = path
    yield from _read_and_stage(connection, list(fresh.values()), stamp, read_file)
    if copies:  # one content under several names is one document; the first name stays
        yield from _outcomes(connection, replace(found, files=tuple(copies), unreadable=()), stamp, read_file)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, without holding the file in memory."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _known(connection: Connection, digest: str, stamp: Stamp) -> Known | None:
    """What is known of these bytes, unless they are to be read again: by newer code, or after our failure."""
    with connection.begin():
        known = find(connection, digest)
    stale = known and (known.parser_version != stamp.parser_version or is_our_fault(known.reason))
    return None if stale else known


def _already(path: Path, known: Known) -> Outcome:
    """A rejected file stays rejected, and says so at each load until someone takes it away or mends it."""
    fate = Fate.UNCHANGED if known.status == Fate.LOADED else Fate.REJECTED
    return Outcome(path, fate, known.reason)


def _read_and_stage(connection: Connection, paths: list[Path], stamp: Stamp, read_file: ReadFile) -> Iterator[Outcome]:
    for path, result in map_in_processes(
        partial(read_file_within_limits, read_file), paths, rejection_of_lost, READERS
    ):
        if isinstance(result, Filing):
            yield _stage(connection, path, result, stamp)
        else:
            yield _reject(connection, path, result, stamp)


def _stage(connection: Connection, path: Path, filing: Filing, stamp: Stamp) -> Outcome:
    try:
        with connection.begin():
            stage_filing(connection, filing, stamp)
    except (OperationalError, psycopg.OperationalError):  # the database is in trouble, not this file
        raise
    except Exception as error:
        return _reject(connection, path, Rejection.through_our_fault(error), stamp)
    return Outcome(path, Fate.LOADED, filing.document.remarks, len(filing.statements), len(filing.rows))


def _reject(connection: Connection, path: Path, rejection: Rejection, stamp: Stamp) -> Outcome:
    try:
        large = is_too_large(path)
        content = b"" if large else path.read_bytes()
    except OSError as error:
        return _list_unreadable(connection, path, reason_of(error), stamp)
    if large:
        return _list_unreadable(connection, path, rejection.reason, stamp)
    media_type = guess_type(path.name)[0] or "application/octet-stream"
    document = Document(readable_name(path), path.as_uri(), content, media_type, reader="")
    with connection.begin():
        stage_rejected(connection, document, rejection.reason, stamp)
    return Outcome(path, Fate.REJECTED, rejection.reason)


def _list_unreadable(connection: Connection, path: Path, reason: str, stamp: Stamp) -> Outcome:
    with connection.begin():
        stage_unreadable(connection, readable_name(path), path.as_uri(), reason, stamp)
    return Outcome(path, Fate.REJECTED, reason)
