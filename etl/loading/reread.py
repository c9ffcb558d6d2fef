"""Documents read anew from the bytes kept in `raw.document_content`: after an upgrade, or to make everything anew.

In: which documents, and a migrated database. Out: a LoadSummary, and `raw` as the present code reads them.
Forbidden: the order of the verbs, which `load` knows; files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, select, true

from etl.filing import Document, Filing
from etl.isolation.pool import map_in_processes, preload
from etl.loading.isolated_reading import READERS, read_content_within_limits, rejection_of_lost
from etl.loading.load import Progress
from etl.loading.stage import Stamp, stage_filing, stage_rejected
from etl.outcome import Fate, LoadSummary, Outcome, Rejection
from etl.version import code_version, parser_version
from etl.warehouse import raw_schema
from etl.warehouse.connection import connected
from etl.warehouse.journal import begin_load, finish_load


class Choice(StrEnum):
    """Which of the documents kept are read again."""

    OLDER = "read by an older parser"
    REJECTED = "rejected"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document whose bytes are kept, by its key."""

    document_id: int
    file_name: str
    source_uri: str
    media_type: str


def reread(url: str, choice: Choice, progress: Progress = lambda _outcome, _summary: None) -> LoadSummary:
    """Read the chosen documents again, each in a transaction of its own; what is not chosen stays as it is.

    Raises DatabaseError where the database does not answer.
    """
    preload(READERS)
    with connected(url) as connection:
        with connection.begin():
            kept = _chosen(connection, choice)
            summary = LoadSummary(len(kept))
            stamp = Stamp(begin_load(connection, summary, code_version()), parser_version())
        for outcome in _outcomes(connection, kept, stamp):
            summary.add(outcome)
            progress(outcome, summary)
        with connection.begin():
            finish_load(connection, stamp.load_id, summary)
    return summary


def _chosen(connection: Connection, choice: Choice) -> list[KeptDocument]:
    document = raw_schema.document.c
    which: dict[Choice, ColumnElement[bool]] = {
        Choice.OLDER: document.parser_version != parser_version(),
        Choice.REJECTED: document.status == Fate.REJECTED.value,
        Choice.ALL: true(),
    }
    columns = (document.document_id, document.file_name, document.source_uri, document.media_type)
    rows = select(*columns).join(raw_schema.document_content).where(which[choice]).order_by(document.sha256)
    return [KeptDocument(row[0], row[1], row[2], row[3]) for row in connection.execute(rows)]


def _outcomes(connection: Connection, kept: list[KeptDocument], stamp: Stamp) -> Iterator[Outcome]:
    for (item, content), result in map_in_processes(_read, _with_content(connection, kept), rejection_of_lost, READERS):
        with connection.begin():
            outcome = _store(connection, item, content, result, stamp)
        yield outcome


def _with_content(connection: Connection, kept: list[KeptDocument]) -> Iterator[tuple[KeptDocument, bytes]]:
    """Each document with its bytes, fetched when a process is free for it soon."""
    content = raw_schema.document_content.c
    for item in kept:
        with connection.begin():
            found = connection.execute(select(content.content).where(content.document_id == item.document_id))
            filed = bytes(found.scalar_one())
        yield item, filed


def _read(item: tuple[KeptDocument, bytes]) -> Filing | Rejection:
    kept, content = item
    return read_content_within_limits(content, kept.file_name, kept.source_uri)


def _store(
    connection: Connection, item: KeptDocument, content: bytes, result: Filing | Rejection, stamp: Stamp
) -> Outcome:
    path = Path(item.file_name)
    if isinstance(result, Filing):
        stage_filing(connection, result, stamp)
        return Outcome(path, Fate.LOADED, result.document.remarks, len(result.statements), len(result.rows))
    document = Document(item.file_name, item.source_uri, content, item.media_type, reader="")
    stage_rejected(connection, document, result.reason, stamp)
    return Outcome(path, Fate.REJECTED, result.reason)
