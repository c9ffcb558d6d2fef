"""What the commands share: a database to work on alone, and a build that somebody can watch.

In: paths and the environment. Out: the URL of a migrated database, BuildResults. Forbidden: SQL, reading, and commands.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import click

from etl.outcome import BuildResult
from etl.report.console import complain, line_of, say, watching_build
from etl.server.database import started_server
from etl.settings import load_settings
from etl.warehouse.build import build
from etl.warehouse.connection import hold_run_lock
from etl.warehouse.migrate import migrate

NO_WAIT = click.option("--no-wait", is_flag=True, help="Give up with exit code 2 if another run is at work.")


def check(paths: Iterable[Path]) -> None:
    """UsageError where a path does not exist, before anything is started."""
    for path in paths:
        if not os.path.lexists(path):
            raise click.UsageError(f"{path} does not exist")


@contextmanager
def migrated_database(paths: Iterable[Path], *, wait: bool) -> Iterator[str]:
    """The URL of a migrated database that no other run is at work on."""
    check(paths)
    with started_server(load_settings()) as database, run_lock(database, wait=wait):
        migrate(database)
        yield database


def run_lock(database: str, *, wait: bool) -> AbstractContextManager[None]:
    """No other run at work on a database, and a word where that means to wait."""
    words = "another run is at work on this database: waiting for its end"
    return hold_run_lock(database, wait=wait, on_wait=lambda: say(words))


def build_all(database: str, *, full_refresh: bool = False) -> BuildResult:
    """Build with the progress shown, and each failure on stderr."""
    home = load_settings().home
    words = f"another run builds another database with the files in {home}: waiting for its end"
    with watching_build() as on_step:
        built = build(database, home, on_step, lambda: say(words), full_refresh=full_refresh)
    for failure in built.failures:
        complain(failure.line)
    if built.verdict:
        complain(built.verdict)
    for each in built.set_aside:
        say(line_of(each.outcome))
    if not built.stands:
        audit = "readers see the facts of this build, and the audit of the build before it"
        complain(audit if built.relations else "readers go on seeing the build before this one")
    return built


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """UsageError where a file that somebody named cannot be written."""
    try:
        yield
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror or error}") from error
