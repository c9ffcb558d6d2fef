"""The star schema, built by dbt where anything has changed, and shown to readers at once.

In: the URL of a migrated database and the folder FILINGS_HOME for what dbt writes. Out: a BuildResult.
Forbidden: SQL on rows of `raw`, knowing how filings are read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, text

from etl.outcome import BuildResult, SetAside, Step
from etl.settings import project_folder
from etl.version import code_version, parser_version
from etl.warehouse.broken import broken_documents
from etl.warehouse.connection import DatabaseError, connected
from etl.warehouse.dbt_runner import run_dbt
from etl.warehouse.journal import begin_build, finish_build, is_last_build, last_fingerprint, last_project
from etl.warehouse.publish import publish
from etl.warehouse.roles import BUILT_SCHEMAS, create_reader_role, grant_privileges
from etl.warehouse.set_aside import set_aside, verdict

# One time finds all, unless a broken promise kept what rests on it from being built and asked.
MOST_TIMES = 5


def build(
    url: str,
    home: Path,
    on_step: Callable[[Step], None] = lambda _step: None,
    on_wait: Callable[[], object] = lambda: None,
    *,
    full_refresh: bool = False,
) -> BuildResult:
    """Build and test the star schema, unless neither models nor documents changed since the last good build.

    New documents are added to the marts; other models or seeds build them anew, for what stands was read otherwise.
    dbt builds beside what readers see; where every model stands they see all of it at once, else what they saw before.
    Documents in which a promise is broken are set aside, and it is built again without them.
    """
    create_reader_role(url)
    with connected(url) as connection, connection.begin():
        if not full_refresh and last_fingerprint(connection) == fingerprint(connection):
            return BuildResult(skipped=True)
        project = project_digest()
        full_refresh = full_refresh or last_project(connection) != project
        build_id = begin_build(connection, "" if full_refresh else f"{project}.")
    result = _built_without_what_breaks(
        lambda arguments: run_dbt(url, home, arguments, on_step, on_wait), url, build_id, full_refresh=full_refresh
    )
    with connected(url) as connection, connection.begin():
        _refuse_if_overtaken(connection, build_id)
        publish(connection, result.relations, None if full_refresh else result.changed_documents)
        grant_privileges(connection)  # what was made just now belongs to its group, as if the group had made it
        finish_build(
            connection,
            build_id,
            fingerprint(connection) if result.stands else None,
            succeeded=not result.failures,
        )
    return result


def _built_without_what_breaks(
    dbt: Callable[[list[str]], BuildResult], url: str, build_id: int, *, full_refresh: bool
) -> BuildResult:
    """What dbt built when no new document broke a promise any more; each time some are set aside, so it ends."""
    # Unit tests hold the code to its promises, not the data; seeds change only with the project.
    arguments = ["build", "--exclude-resource-type", "unit_test"]
    without_seeds = ["--exclude-resource-type", "seed"]
    scope = ["--full-refresh"] if full_refresh else without_seeds
    found: tuple[SetAside, ...] = ()
    for _ in range(MOST_TIMES):
        result = dbt([*arguments, *scope])
        if not result.failures:
            return replace(result, set_aside=found)
        with connected(url) as connection, connection.begin():
            _refuse_if_overtaken(connection, build_id)
            broken = broken_documents(connection, result.failures)
            if not broken:  # it is ours; readers see what of it stands
                return replace(result, set_aside=found)
            words = verdict(connection, broken, all_anew=full_refresh)
            more = () if words else set_aside(connection, broken)
        if not more:
            break
        found += more
        scope = [*without_seeds, *(["--full-refresh"] if full_refresh else [])]
    return replace(result, stands=False, relations=(), set_aside=found, verdict=words)


def _refuse_if_overtaken(connection: Connection, build_id: int) -> None:
    """Only a run that lost its lock when the server died can have another one beside it."""
    if not is_last_build(connection, build_id):
        raise DatabaseError("another run has begun to build meanwhile: readers see what that one makes of it")


def fingerprint(connection: Connection) -> str:
    """Digests over all that decides what a build gives: models; documents and what stands already; the reading."""
    documents = (
        "select md5(string_agg(d::text, ',' order by document_id)) from raw.document as d where status = 'loaded'"
    )
    relations = """
        select string_agg(n.nspname || '.' || c.relname, ',' order by n.nspname, c.relname)
        from pg_class as c inner join pg_namespace as n on c.relnamespace = n.oid
        where n.nspname = any(:schemas) and c.relkind in ('r', 'v', 'm')
    """
    state = sha256(str(connection.scalar(text(documents))).encode())
    state.update(str(connection.scalar(text(relations), {"schemas": [*BUILT_SCHEMAS]})).encode())
    return f"{project_digest()}.{state.hexdigest()}.{parser_version()}"


def project_digest() -> str:
    """A digest over models, seeds and code: another one means that every fact may read otherwise."""
    digest = sha256(code_version().encode())
    project = project_folder("dbt")
    for path in sorted(project.rglob("*")):
        place = path.relative_to(project)
        if path.suffix in {".sql", ".yml", ".csv"} and place.parts[0] not in {"target", "logs"}:
            digest.update(place.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
