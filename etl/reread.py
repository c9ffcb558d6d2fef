"""Documents read anew from the bytes kept in `raw.document_content`: after an upgrade, or to make everything anew.

In: which documents, and a migrated database. Out: a LoadSummary, and `raw` as the present code reads them.
Forbidden: the order of the verbs, which `load` knows; files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, select, true

from etl import schema
from etl.confine import confined
from etl.connection import connected
from etl.filing import Document, Filing, FilingError
from etl.journal import begin_load, finish_load
from etl.load import READERS, Progress, lost, read_content
from etl.outcome import Fate, LoadSummary, Outcome, Rejection
from etl.spread import spread
from etl.stage import Stamp, stage_filing, stage_rejected
from etl.version import code_version, parser_version


class Choice(StrEnum):
    """Which of the documents kept are read again."""

    OLDER = "read by an older parser"
    REJECTED = "rejected"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Kept:
    """A document whose bytes are kept, by its key."""

    document_id: int
    file_name: str
    source_uri: str
    media_type: str


def reread(url: str, choice: Choice, progress: Progress = lambda _outcome, _summary: None) -> LoadSummary:
    """Read the chosen documents again, each in a transaction of its own; what is not chosen stays as it is.

    Raises DatabaseError where the database does not answer.
    """
    with connected(url) as connection:
        with connection.begin():
            kept = _chosen(connection, choice)
            summary = LoadSummary(len(kept))
            stamp = Stamp(begin_load(connection, summary, code_version()), parser_version())
        for outcome in _outcomes(connection, url, kept, stamp):
            summary.add(outcome)
            progress(outcome, summary)
        with connection.begin():
            finish_load(connection, stamp.load_id, summary)
    return summary


def _chosen(connection: Connection, choice: Choice) -> list[Kept]:
    document = schema.document.c
    which: dict[Choice, ColumnElement[bool]] = {
        Choice.OLDER: document.parser_version != parser_version(),
        Choice.REJECTED: document.status == Fate.REJECTED.value,
        Choice.ALL: true(),
    }
    columns = (document.document_id, document.file_name, document.source_uri, document.media_type)
    rows = select(*columns).join(schema.document_content).where(which[choice]).order_by(document.sha256)
    return [Kept(row[0], row[1], row[2], row[3]) for row in connection.execute(rows)]


def _outcomes(connection: Connection, url: str, kept: list[Kept], stamp: Stamp) -> Iterator[Outcome]:
    for item, result in spread(partial(_read, url), kept, lost, READERS):
        with connection.begin():
            outcome = _store(connection, item, result, stamp)
        yield outcome


def _store(connection: Connection, item: Kept, result: Filing | Rejection, stamp: Stamp) -> Outcome:
    path = Path(item.file_name)
    if isinstance(result, Filing):
        stage_filing(connection, result, stamp)
        return Outcome(path, Fate.LOADED, result.document.remarks, len(result.statements), len(result.rows))
    content = _content(connection, item)
    document = Document(item.file_name, item.source_uri, content, item.media_type, reader="")
    stage_rejected(connection, document, result.reason, stamp)
    return Outcome(path, Fate.REJECTED, result.reason)


def _read(url: str, item: Kept) -> Filing | Rejection:
    """Read one document; never raises but for the database, so that one document cannot stop the others."""
    with connected(url) as connection:
        content = _content(connection, item)
    try:
        with confined():
            return read_content(content, item.file_name, item.source_uri)
    except FilingError as error:
        return Rejection(str(error))
    except Exception as error:
        return Rejection.through_our_fault(error)


def _content(connection: Connection, item: Kept) -> bytes:
    content = schema.document_content.c
    return bytes(
        connection.execute(select(content.content).where(content.document_id == item.document_id)).scalar_one()
    )
