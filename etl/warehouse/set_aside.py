"""Documents in which a build found a promise broken are set aside, so that the others reach readers in the same run.

In: a connection inside a transaction of the caller, and what is broken. Out: documents with status `rejected` and the
promise as their reason, without statements and rows; their bytes stay, and a newer reading tries them again. Or a
verdict: the fault is ours, and none is set aside. Forbidden: commits, and touching what is not set aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection, delete, func, select, text, update

from etl.outcome import Fate, Outcome, SetAside, is_most
from etl.version import parser_version
from etl.warehouse import raw_schema
from etl.warehouse.broken import Broken
from etl.warehouse.journal import last_good_reading, run_id

REASON = "a promise about single documents is broken in it: "
CHECKED = "select document_id from staging.stg_documents where is_checked and document_id = any(:broken)"
SHOWN = """
select shown.document_id
from marts.dim_statement as shown
inner join raw.document as document on shown.document_id = document.document_id
where shown.document_id = any(:broken) and document.parser_version = :reading
"""
OURS = "the fault is ours, and none is set aside"


def verdict(connection: Connection, broken: Broken, *, all_anew: bool) -> str | None:
    """Why the star itself is broken and no document must be set aside; None where they are to blame.

    Documents that an earlier build found in order, and that nobody has read since, tell that it is not their fault.
    Where nothing but documents is new, they may have broken because of a new one.
    """
    in_order = _in_order(connection, broken)
    if in_order and (all_anew or len(in_order) == len(broken)):
        return f"promises are broken in {len(in_order)} documents that were in order before: {OURS}"
    loaded = select(func.count()).where(raw_schema.document.c.status == Fate.LOADED.value)
    count = int(connection.execute(loaded).scalar_one())
    if is_most(len(broken), count):
        return f"promises are broken in {len(broken)} of {count} documents: {OURS}"
    return None


def _in_order(connection: Connection, broken: Broken) -> frozenset[int]:
    """Those that a build found in order as they are now, be it that the same reading has read them again since."""
    questions = [CHECKED]
    if last_good_reading(connection) == parser_version():
        questions.append(SHOWN)
    asked = text(" union ".join(questions))
    return frozenset(connection.scalars(asked, {"broken": [*broken], "reading": parser_version()}))


def set_aside(connection: Connection, broken: Broken) -> tuple[SetAside, ...]:
    """Reject those documents that no earlier build found in order; empty where all of them are."""
    to_blame = broken.keys() - _in_order(connection, broken)
    reasons = {key: REASON + "; ".join(broken[key]) for key in sorted(to_blame)}
    columns = raw_schema.document.c
    loaded = (
        select(columns.document_id, columns.file_name, raw_schema.load.c.run_id)
        .join(raw_schema.load, columns.load_id == raw_schema.load.c.load_id)
        .where(columns.document_id.in_(reasons), columns.status == Fate.LOADED.value)
        .order_by(columns.file_name, columns.document_id)
    )
    found = connection.execute(loaded).all()
    _reject(connection, {row.document_id: reasons[row.document_id] for row in found})
    return tuple(
        SetAside(Outcome(Path(row.file_name), Fate.REJECTED, reasons[row.document_id]), row.run_id == run_id())
        for row in found
    )


def _reject(connection: Connection, reasons: Mapping[int, str]) -> None:
    for table in (raw_schema.document_row, raw_schema.statement):
        connection.execute(delete(table).where(table.c.document_id.in_(reasons)))
    for key, reason in reasons.items():
        document = update(raw_schema.document).where(raw_schema.document.c.document_id == key)
        connection.execute(document.values(status=Fate.REJECTED.value, reason=reason))
