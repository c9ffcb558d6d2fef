"""The command `filings`: what a person or a scheduler calls.

In: arguments and the environment. Out: lines for a person, one log line for a scheduler, and an exit code.
Forbidden: SQL, reading, and rules of any kind; this module only calls those who know.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from time import monotonic

import click

from etl.cli.audit import audit_command
from etl.cli.database import database_commands
from etl.cli.errors import explain
from etl.cli.exit_codes import MEANINGS, ExitCode, exit_code, log_line
from etl.cli.maintenance import backup_command, rebuild_command, restore_command, verify_command
from etl.cli.session import NO_WAIT, build_all, migrated_database
from etl.cli.show import show_command
from etl.loading.load import load
from etl.loading.reread import Choice, reread
from etl.report.console import load_lines, say, say_all, watching_files
from etl.report.leftovers import gap_lines, stale_lines, unmapped_lines
from etl.report.status import status_as_json, status_of
from etl.report.summary import figures, figures_table, money_table
from etl.server.database import started_server
from etl.settings import load_settings
from etl.version import code_version
from etl.warehouse.roles import create_reader_role

PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")


@click.group(epilog=MEANINGS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(code_version(), prog_name="filings", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, envvar="FILINGS_DEBUG", help="Show where an error comes from.")
def commands(debug: bool) -> None:
    """Budget-performance filings of Chinese counties, loaded into PostgreSQL as a star schema.

    Start with `filings run PATH…`. Without DATABASE_URL a PostgreSQL of its own lives in FILINGS_HOME (.filings
    in the current folder).
    """
    os.environ["FILINGS_DEBUG"] = "1" if debug else ""


@commands.command("run")
@PATHS
@NO_WAIT
def run_command(paths: tuple[Path, ...], no_wait: bool) -> int:
    """Load files, build the star schema, sum up: start here.

    PATHs are files or folders. Safe to run every night: only new or changed files are read, and nothing is built
    when nothing changed.
    """
    began = monotonic()
    with migrated_database(paths, wait=not no_wait) as database:
        create_reader_role(database)  # where that is forbidden, say so before the work and not after it
        with watching_files() as progress:
            loaded = load(paths, database, progress)
        built = build_all(database)
        loaded.set_aside(built.set_aside)
        counts = None if built.failures else figures(database)
        if counts:
            say_all([money_table(database), figures_table(counts)])
            say_all([*gap_lines(database), *unmapped_lines(database), *stale_lines(database)])
    say_all(load_lines(loaded))
    say(log_line("run", monotonic() - began, loaded, built, counts))
    return exit_code(loaded, built)


@commands.command("load")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH…]")
@click.option("--reread", "choice", flag_value=Choice.OLDER, help="Read again what an older version read.")
@click.option("--retry", "choice", flag_value=Choice.REJECTED, help="Read again what was rejected.")
@NO_WAIT
def load_command(paths: tuple[Path, ...], choice: Choice | None, no_wait: bool) -> int:
    """Load files or folders, and build nothing.

    --reread and --retry take the bytes kept in the database; the files may be gone.
    """
    if bool(paths) == bool(choice):
        raise click.UsageError("name files or folders, or one of --reread and --retry")
    began = monotonic()
    with migrated_database(paths, wait=not no_wait) as database, watching_files() as progress:
        loaded = reread(database, choice, progress) if choice else load(paths, database, progress)
    say_all(load_lines(loaded) if paths or loaded.found else [f"no document is {choice}"])
    say(log_line("load", monotonic() - began, loaded))
    return exit_code(loaded, None)


@commands.command("build")
@click.option("--full-refresh", is_flag=True, help="Build everything anew, even where nothing has changed.")
@NO_WAIT
def build_command(full_refresh: bool, no_wait: bool) -> int:
    """Build the star schema from what is loaded."""
    began = monotonic()
    with migrated_database((), wait=not no_wait) as database:
        built = build_all(database, full_refresh=full_refresh)
    say(log_line("build", monotonic() - began, None, built))
    return exit_code(None, built)


for command in (
    *(show_command, audit_command, verify_command, rebuild_command, backup_command, restore_command),
    database_commands,
):
    commands.add_command(command)


@commands.command("status")
@click.option("--json", "wants_json", is_flag=True, help="One JSON object for a monitor.")
def status_command(wants_json: bool) -> int:
    """List the documents, and the rejected ones with why."""
    with started_server(load_settings()) as database:
        say_all([status_as_json(database)] if wants_json else status_of(database))
    return ExitCode.OK


def main() -> None:
    """Run the command line; every exception ends as one line and an exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that a stopped service stops its queries too
    try:
        code = commands.main(prog_name="filings", standalone_mode=False) or ExitCode.OK
    except (Exception, KeyboardInterrupt) as error:
        code = explain(error)
    sys.exit(code)
