"""dbt in this process: which commands it runs, on which database, and what became of each node.

In: a `postgresql://` URL, the folder FILINGS_HOME for what dbt writes, a command of dbt. Out: a BuildResult.
Forbidden: deciding what to build, and what readers see of it.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from etl.locks import take
from etl.outcome import BuildResult, FailedTest, Failure, Relation, Step
from etl.settings import project_folder
from etl.warehouse.connection import connected, driver, one_line

# What the profile of dbt has no place for, and libpq takes from its environment as well as from a URL.
LIBPQ_VARIABLES = {
    "options": "PGOPTIONS",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}

# The model with this in its meta names the documents whose rows a build has made anew.
CHANGED_DOCUMENTS = "names_changed_documents"
# Tests with this tag hold single documents to our promises: severity warn, so that the rest is built and asked as well.
ONE_DOCUMENT = "one_document"


def run_dbt(
    url: str,
    home: Path,
    arguments: list[str],
    on_step: Callable[[Step], None] = lambda _step: None,
    on_wait: Callable[[], object] = lambda: None,
) -> BuildResult:
    """Run a command of dbt in this process, quietly; everything it writes goes to FILINGS_HOME.

    Waits for another one at work there, as where two databases share a home.
    """
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
    with _alone_in(folder, on_wait), environment(connection_settings(url) | {"FILINGS_RULES": ",".join(rule_codes())}):
        outcome = dbtRunner(callbacks=[listen]).invoke([*arguments, *options, *quiet])
    if isinstance(outcome.exception, KeyboardInterrupt):
        raise outcome.exception
    results = getattr(outcome.result, "results", [])
    nodes = {each.node.unique_id: each.node for each in results}
    failures = [_failure(each, nodes) for each in results if _broke(each)]
    if not outcome.success and not failures:
        failures = [Failure("dbt", one_line(outcome.exception or "failed without a word; see its log"))]
    built = [each for each in results if each.node.resource_type in {"model", "seed"}]
    stands = bool(results) and all(each.status == "success" for each in built)
    models = [each for each in built if each.node.resource_type == "model"]
    changed = next((_relation(each.node) for each in models if CHANGED_DOCUMENTS in each.node.config.meta), None)
    return BuildResult(False, len(results), stands, tuple(failures), _to_show(models), changed)


@contextmanager
def _alone_in(folder: Path, on_wait: Callable[[], object]) -> Iterator[None]:
    """Keep the files of dbt, which each run writes anew, to one run; the kernel gives back what a killed one held."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        if not take(lock.fileno(), fcntl.LOCK_EX):
            on_wait()
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _to_show(models: Sequence[Any]) -> tuple[Relation, ...]:
    """What readers may see of a build; a rule of the audit that fails keeps neither dimensions nor facts from them."""
    on_audit: set[str] = set()
    for each in models:  # in the order in which they were built
        if each.node.fqn[1] == "audit" or on_audit.intersection(each.node.depends_on.nodes):
            on_audit.add(each.node.unique_id)
    star = [each for each in models if each.node.unique_id not in on_audit]
    if any(each.status != "success" for each in star):
        return ()
    shown = models if all(each.status == "success" for each in models) else star
    return tuple(_relation(each.node) for each in shown)


def _relation(node: Any) -> Relation:
    return Relation(node.schema, node.alias, node.config.materialized)


def _broke(result: Any) -> bool:
    """Whether a model failed or a promise is broken, also one about single documents."""
    if result.status == "warn":
        return ONE_DOCUMENT in result.node.tags
    return result.status in {"error", "fail", "runtime error"}


def _failure(result: Any, nodes: Mapping[str, Any]) -> Failure:
    compiled = getattr(result.node, "compiled_path", None)
    message, _, _ = one_line(result.message).partition(" compiled code at ")
    return Failure(result.node.name, message, compiled, _failed_test(result, nodes))


def _failed_test(result: Any, nodes: Mapping[str, Any]) -> FailedTest | None:
    """None where a model failed, or a test could not even ask."""
    node = result.node
    if node.resource_type != "test" or result.status not in {"fail", "warn"}:
        return None
    about = nodes.get(getattr(node, "attached_node", None) or "")
    relation = _relation(about) if about else None
    column = getattr(node, "column_name", None)
    return FailedTest(node.compiled_code, node.config.meta.get("promise"), relation, column)


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


def rule_codes() -> list[str]:
    """The rules of the audit, by their files: dbt knows its models too late for one that refers to all of a kind."""
    files = (project_folder("dbt") / "models" / "audit" / "rules").rglob("rule_*.sql")
    return sorted(path.stem.removeprefix("rule_") for path in files)


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
