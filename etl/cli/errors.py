"""What to say, and with which exit code to end, when a command cannot go on.

In: an exception. Out: one line on stderr and an exit code; with --debug also where it came from.
Forbidden: catching; that is the command's.
"""

from __future__ import annotations

import os

import click

from etl.cli.exit_codes import ExitCode
from etl.filing import FilingError
from etl.report.console import ERR, complain
from etl.server.database import ServerError
from etl.warehouse.archive import BackupRefused
from etl.warehouse.connection import DatabaseError, WarehouseBusyError

# The first that fits counts, so the narrower ones stand first.
CODES: tuple[tuple[type[BaseException], ExitCode], ...] = (
    (click.Abort, ExitCode.INTERRUPTED),
    (KeyboardInterrupt, ExitCode.INTERRUPTED),
    (click.ClickException, ExitCode.WRONG_USAGE),
    (WarehouseBusyError, ExitCode.WRONG_USAGE),
    (BackupRefused, ExitCode.WRONG_USAGE),
    (FilingError, ExitCode.SOME_REJECTED),
    (DatabaseError, ExitCode.BROKEN),
    (ServerError, ExitCode.BROKEN),
)


def explain(error: BaseException) -> ExitCode:
    """One line that says what to do; the exit code that goes with it."""
    code = next((code for kind, code in CODES if isinstance(error, kind)), None)
    if os.environ.get("FILINGS_DEBUG"):
        ERR.print_exception()
    complain(words_for(error) if code is not None else unexpected(error))
    return ExitCode.BROKEN if code is None else code


def words_for(error: BaseException) -> str:
    """The line for an error that was to be expected."""
    if isinstance(error, click.UsageError):
        return f"{error.format_message()} (see `{error.ctx.command_path if error.ctx else 'filings'} --help`)"
    if isinstance(error, (KeyboardInterrupt, click.Abort)):
        return "interrupted; what was loaded so far stays"
    return f"rejected: {error}" if isinstance(error, FilingError) else str(error)


def unexpected(error: BaseException) -> str:
    """The line for an error that nobody foresaw; without its text, which may quote a filing."""
    if isinstance(error, OSError):
        return " ".join(str(error).split())
    return f"internal error: {type(error).__name__}; run `filings --debug …` to see where, and report it"
