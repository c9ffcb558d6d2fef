"""The commands that keep the warehouse: `verify`, `rebuild`, `backup`, `restore`.

In: arguments and the environment. Out: tables and lines on stdout, and an exit code.
Forbidden: SQL and reading; this module only calls those who know.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from time import monotonic

import click

from etl.checksum import Checksum, checksum_table, checksums
from etl.console import load_lines, say, tell, watching_files
from etl.postgres import running
from etl.reread import Choice, reread
from etl.session import build_all, migrated
from etl.settings import load_settings
from etl.verdict import ExitCode, log_line, verdict

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("verify")
@click.option("--save", "target", type=FILE, metavar="FILE", help="Write the checksums to FILE, as JSON.")
@click.option("--against", "expected", type=FILE, metavar="FILE", help="Compare with what --save wrote.")
def verify_command(target: Path | None, expected: Path | None) -> int:
    """Print a checksum of every mart.

    Two warehouses with the same checksums say the same, whatever the order in which filings came to them.
    With --against, exit code 1 where any differs.
    """
    wanted = None if expected is None else _read(expected)
    with running(load_settings()) as database:
        found = checksums(database)
    if not found:
        say("nothing has been built yet: `filings run PATH` does it")
        return ExitCode.OK
    say(checksum_table(found, wanted))
    if target:
        _write(target, found)
        say(f"checksums written: {target.resolve()}")
    if wanted is not None and wanted != found:
        say("the marts differ from those whose checksums were saved")
        return ExitCode.BROKEN
    return ExitCode.OK


@click.command("rebuild")
@click.option("--no-wait", is_flag=True, help="Give up with exit code 2 if another run is at work.")
def rebuild_command(no_wait: bool) -> int:
    """Read every document again from the bytes kept in the database, and build everything anew.

    Needs no files. Prints the checksums of the marts; `filings verify --against` compares them with saved ones.
    """
    began = monotonic()
    with migrated((), wait=not no_wait) as database:
        with watching_files() as progress:
            loaded = reread(database, Choice.ALL, progress)
        built = build_all(database, full_refresh=True)
        tell(load_lines(loaded))
        if not built.failures:
            say(checksum_table(checksums(database)))
    say(log_line("rebuild", monotonic() - began, loaded, built))
    return verdict(loaded, built)


def _read(path: Path) -> dict[str, Checksum]:
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
        return {relation: Checksum(**parts) for relation, parts in saved.items()}
    except OSError as error:
        raise click.UsageError(f"{path} cannot be read: {error.strerror or error}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise click.UsageError(f"{path} holds no checksums: `filings verify --save` writes them") from error


def _write(path: Path, found: dict[str, Checksum]) -> None:
    text = json.dumps({relation: asdict(sum_) for relation, sum_ in found.items()}, indent=1)
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror or error}") from error
