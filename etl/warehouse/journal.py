"""The records of loads and builds in `raw.load` and `raw.build`.

In: a connection inside a transaction of the caller. Out: one row per run, begun and finished.
Forbidden: touching documents.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, Row, desc, func, insert, select, update

from etl.outcome import LoadSummary
from etl.warehouse import raw_schema


def begin_load(connection: Connection, summary: LoadSummary, code_version: str) -> int:
    """Record that a load began; its number. It has no end until `finish_load`."""
    values = {"started_at": func.now(), "code_version": code_version, "run_id": run_id()} | _counts(summary)
    new = insert(raw_schema.load).values(values).returning(raw_schema.load.c.load_id)
    return connection.execute(new).scalar_one()


def finish_load(connection: Connection, load_id: int, summary: LoadSummary) -> None:
    """Record that a load came to its end, and what it did."""
    values = {"finished_at": func.now()} | _counts(summary)
    connection.execute(update(raw_schema.load).where(raw_schema.load.c.load_id == load_id).values(values))


def _counts(summary: LoadSummary) -> dict[str, int]:
    return {
        "files_seen": summary.found,
        "files_loaded": summary.loaded,
        "files_rejected": len(summary.rejected),
        "files_unchanged": summary.unchanged,
        "statements": summary.statements,
        "document_rows": summary.rows,
    }


def begin_build(connection: Connection, fingerprint: str) -> int:
    """Record that a build began; its number. It counts as failed until `finish_build`.

    The fingerprint says with which models what it leaves unfinished goes on; blank where all has to be built anew.
    """
    values = {"started_at": func.now(), "fingerprint": fingerprint, "succeeded": False, "published": False}
    new = insert(raw_schema.build).values(run_id=run_id(), **values).returning(raw_schema.build.c.build_id)
    return connection.execute(new).scalar_one()


def finish_build(connection: Connection, build_id: int, fingerprint: str | None, *, succeeded: bool) -> None:
    """Record how a build ended, and the fingerprint of what readers see now; None where they see what they saw."""
    published = {} if fingerprint is None else {"fingerprint": fingerprint, "published": True}
    values = {"finished_at": func.now(), "succeeded": succeeded} | published
    connection.execute(update(raw_schema.build).where(raw_schema.build.c.build_id == build_id).values(values))


def is_last_build(connection: Connection, build_id: int) -> bool:
    """Whether no other build has begun since."""
    last = _last_build(connection)
    return last is not None and last.build_id == build_id


def last_fingerprint(connection: Connection) -> str | None:
    """What the last build left behind; None where it failed or never was."""
    last = _last_build(connection)
    return last.fingerprint if last and last.succeeded else None


def last_project(connection: Connection) -> str | None:
    """The models that all dbt has built so far was built with; None where there is nothing or it is of mixed age."""
    last = _last_build(connection)
    return last.fingerprint.partition(".")[0] if last and last.fingerprint else None


def last_good_reading(connection: Connection) -> str | None:
    """The version of the reading that was at work when a build last found all in order; None where none did."""
    good = select(raw_schema.build.c.fingerprint).where(raw_schema.build.c.succeeded)
    fingerprint = connection.scalar(good.order_by(desc(raw_schema.build.c.build_id)).limit(1))
    return fingerprint.rpartition(".")[2] if fingerprint else None


def _last_build(connection: Connection) -> Row[Any] | None:
    columns = select(raw_schema.build.c.build_id, raw_schema.build.c.fingerprint, raw_schema.build.c.succeeded)
    return connection.execute(columns.order_by(desc(raw_schema.build.c.build_id)).limit(1)).one_or_none()


@cache
def run_id() -> str:
    """When it began, in UTC, and six digits that keep apart what began in one second: `20250131T023000Z-3f9c1a`."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{token_hex(3)}"
