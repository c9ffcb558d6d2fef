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

from etl.cli.exit_codes import ExitCode, exit_code, log_line
from etl.cli.session import NO_WAIT, build_all, migrated_database, run_lock, writing
from etl.loading.reread import Choice, reread
from etl.report.console import load_lines, say, say_all, watching_files
from etl.report.summary import checksum_table
from etl.server.database import started_server
from etl.settings import load_settings
from etl.warehouse.backup import Kind, backup, restore
from etl.warehouse.checksum import Checksum, checksums

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("verify")
@click.option("--save", "target", type=FILE, metavar="FILE", help="Write the checksums to FILE, as JSON.")
@click.option("--against", "expected", type=FILE, metavar="FILE", help="Compare with what --save wrote.")
def verify_command(target: Path | None, expected: Path | None) -> int:
    """Print a checksum of every mart.

    Two warehouses with the same checksums say the same, whatever the order in which filings came to them.
    With --against, exit code 1 where any differs.
    """
    saved = None if expected is None else _read(expected)
    with started_server(load_settings()) as database:
        found = checksums(database)
    if not found:
        say("nothing has been built yet: `filings run PATH` does it")
        return ExitCode.OK
    say(checksum_table(found, saved))
    if target:
        _write(target, found)
        say(f"checksums written: {target.resolve()}")
    if saved is not None and saved != found:
        say("the marts differ from those whose checksums were saved")
        return ExitCode.BROKEN
    return ExitCode.OK


@click.command("rebuild")
@NO_WAIT
def rebuild_command(no_wait: bool) -> int:
    """Read every document again from the bytes kept in the database, and build everything anew.

    Needs no files. Prints the checksums of the marts; `filings verify --against` compares them with saved ones.
    """
    began = monotonic()
    with migrated_database((), wait=not no_wait) as database:
        with watching_files() as progress:
            loaded = reread(database, Choice.ALL, progress)
        built = build_all(database, full_refresh=True)
        loaded.set_aside(built.set_aside)
        say_all(load_lines(loaded))
        if not built.failures:
            say(checksum_table(checksums(database)))
    say(log_line("rebuild", monotonic() - began, loaded, built))
    return exit_code(loaded, built)


@click.command("backup")
@click.argument("target", type=FILE, metavar="FILE")
@click.option("--portable", is_flag=True, help="Only schema raw, for a PostgreSQL of any version.")
@NO_WAIT
def backup_command(target: Path, portable: bool, no_wait: bool) -> int:
    """Write the warehouse to FILE.

    By pg_dump where it is here in the server's version; else, and with --portable, schema raw alone, from which
    `filings restore` builds the rest. FILE holds the filings whole: keep it as private as the database.
    """
    began = monotonic()
    with started_server(load_settings()) as database, run_lock(database, wait=not no_wait):
        kind = backup(database, target, portable=portable)
    say(f"backup written: {target.resolve()} ({target.stat().st_size:,} bytes: {kind})")
    say(log_line("backup", monotonic() - began))
    return ExitCode.OK


@click.command("restore")
@click.argument("source", type=FILE, metavar="FILE")
@click.option("--replace", is_flag=True, help="Put it in place of what the warehouse holds.")
@NO_WAIT
def restore_command(source: Path, replace: bool, no_wait: bool) -> int:
    """Put what `filings backup` wrote into an empty warehouse.

    All of it or nothing: a broken file leaves the database as it was. Prints the checksums of the marts.
    """
    began = monotonic()
    with started_server(load_settings()) as database, run_lock(database, wait=not no_wait):
        kind = restore(database, source, replace=replace)
        built = build_all(database, full_refresh=True) if kind is Kind.RAW else None
        if not (built and built.failures):
            say(checksum_table(checksums(database)))
    say(log_line("restore", monotonic() - began, None, built))
    return exit_code(None, built)


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
    with writing(path):
        path.write_text(text + "\n", encoding="utf-8")
