"""Everything beside the files: migrations of `raw` by Alembic, the star schema by dbt.

In: a `postgresql://` URL and the folder FILINGS_HOME for what dbt writes. Out: a database that can be loaded,
and a BuildResult. Forbidden: touching rows of `raw`, knowing how filings are read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, text

from etl.connection import DatabaseError, connected, driver, one_line
from etl.journal import begin_build, finish_build, last_fingerprint, last_project
from etl.outcome import BuildResult, Failure, Step
from etl.roles import create_reader_role, grant_privileges, hand_over
from etl.settings import project_folder
from etl.version import code_version

# What the profile of dbt has no place for, and libpq takes from its environment as well as from a URL.
LIBPQ_VARIABLES = {
    "options": "PGOPTIONS",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}


def migrate(url: str, revision: str = "head") -> None:
    """Bring schema `raw` up to a revision, in one transaction; "-1" takes the last one back, "base" all of them."""
    with connected(url) as connection, connection.begin():
        migrate_within(connection, revision)
        if revision != "base":
            grant_privileges(connection)


def migrate_within(connection: Connection, revision: str) -> None:
    """The same within a transaction of the caller."""
    encoding = connection.scalar(text("show server_encoding"))
    if encoding != "UTF8":
        raise DatabaseError(f"the database is in {encoding}: create it with `encoding 'UTF8'`")
    config = Config()
    config.set_main_option("script_location", str(project_folder("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        (command.downgrade if revision in {"-1", "base"} else command.upgrade)(config, revision)
    except CommandError as error:
        raise DatabaseError(f"the database was made by a newer version of this project: {error}") from error


def build(
    url: str, home: Path, on_step: Callable[[Step], None] = lambda _step: None, *, full_refresh: bool = False
) -> BuildResult:
    """Build and test the star schema, unless neither models nor documents changed since the last good build.

    New documents are added to the marts; other models or seeds build them anew, for what stands was read otherwise.
    """
    create_reader_role(url)
    with connected(url) as connection, connection.begin():
        if not full_refresh and last_fingerprint(connection) == fingerprint(connection):
            return BuildResult(skipped=True)
        full_refresh = full_refresh or last_project(connection) != project_digest()
        build_id = begin_build(connection)
    # Unit tests hold the code to its promises, not the data; seeds change only with the project.
    left_out = ["--exclude-resource-type", "unit_test"]
    scope = ["--full-refresh"] if full_refresh else ["--exclude-resource-type", "seed"]
    result = run_dbt(url, home, ["build", *left_out, *scope], on_step)
    hand_over(url)
    with connected(url) as connection, connection.begin():
        after = fingerprint(connection) if result.stands else ""
        finish_build(connection, build_id, after, succeeded=not result.failures)
    return result


def fingerprint(connection: Connection) -> str:
    """Two digests over all that decides what a build gives: the models; the documents and what stands already."""
    documents = (
        "select md5(string_agg(d::text, ',' order by document_id)) from raw.document as d where status = 'loaded'"
    )
    relations = """
        select string_agg(n.nspname || '.' || c.relname, ',' order by n.nspname, c.relname)
        from pg_class as c inner join pg_namespace as n on c.relnamespace = n.oid
        where n.nspname in ('seeds', 'staging', 'intermediate', 'marts', 'audit') and c.relkind in ('r', 'v', 'm')
    """
    state = sha256()
    for query in (documents, relations):
        state.update(str(connection.scalar(text(query))).encode())
    return f"{project_digest()}.{state.hexdigest()}"


def project_digest() -> str:
    """A digest over models, seeds and code: another one means that every fact may read otherwise."""
    digest = sha256(code_version().encode())
    project = project_folder("dbt")
    for path in sorted(project.rglob("*")):
        place = path.relative_to(project)
        if path.suffix in {".sql", ".yml", ".csv"} and place.parts[0] not in {"target", "logs"}:
            digest.update(place.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def run_dbt(
    url: str, home: Path, arguments: list[str], on_step: Callable[[Step], None] = lambda _step: None
) -> BuildResult:
    """Run a command of dbt in this process, quietly; everything it writes goes to FILINGS_HOME."""
    from dbt.cli.main import dbtRunner  # noqa: PLC0415 - takes a second that other commands need not wait

    def listen(event: Any) -> None:
        if event.info.name == "LogStartLine":
            on_step(Step(event.data.node_info.node_name, event.data.index, event.data.total))

    folder = home / "dbt"
    places = {
        "project-dir": project_folder("dbt"),
        "profiles-dir": project_folder("dbt"),
        "target-path": folder / "target",
        "log-path": folder / "logs",
    }
    quiet = ["--log-level", "none", "--log-level-file", "info", "--no-send-anonymous-usage-stats"]
    options = [word for name, place in places.items() for word in (f"--{name}", str(place))]
    with environment(connection_settings(url)):
        outcome = dbtRunner(callbacks=[listen]).invoke([*arguments, *options, *quiet])
    if isinstance(outcome.exception, KeyboardInterrupt):
        raise outcome.exception
    results = getattr(outcome.result, "results", [])
    failures = [_failure(each) for each in results if each.status in {"error", "fail", "runtime error"}]
    if not outcome.success and not failures:
        failures = [Failure("dbt", one_line(outcome.exception or "failed without a word; see its log"))]
    built = [each for each in results if each.node.resource_type in {"model", "seed"}]
    stands = bool(results) and all(each.status == "success" for each in built)
    return BuildResult(nodes=len(results), stands=stands, failures=tuple(failures))


def _failure(result: Any) -> Failure:
    compiled = getattr(result.node, "compiled_path", None)
    message, _, _ = one_line(result.message).partition(" compiled code at ")
    return Failure(result.node.name, message, compiled)


def connection_settings(url: str) -> dict[str, str]:
    """What libpq made of the URL, its own variables and its password file, for the profile of dbt."""
    with connected(url) as connection:
        info = driver(connection).info
        given = info.get_parameters()
        others = {LIBPQ_VARIABLES[name]: value for name, value in given.items() if name in LIBPQ_VARIABLES}
        # Compiling the long expressions that parse targets takes longer than running them.
        others["PGOPTIONS"] = f"{others.get('PGOPTIONS', '')} -c jit=off".strip()
        return others | {
            "FILINGS_DB_HOST": info.host,
            "FILINGS_DB_PORT": str(info.port),
            "FILINGS_DB_USER": info.user,
            "FILINGS_DB_PASSWORD": info.password,
            "FILINGS_DB_NAME": info.dbname,
            "FILINGS_DB_SSLMODE": given.get("sslmode", "prefer"),
        }


@contextmanager
def environment(variables: dict[str, str]) -> Iterator[None]:
    """Variables of the environment for a while."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
