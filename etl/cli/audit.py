"""The command `filings audit`: where filings contradict themselves, on the terminal, as JSON, or as a web page.

In: a file or an agency, and where to put a page. Out: lines on stdout, or a page in a file. Forbidden: SQL and judging.
"""

from __future__ import annotations

from pathlib import Path

import click

from etl.audit.findings import SEVERITIES
from etl.audit.page import findings_page
from etl.audit.report import report_of
from etl.audit.scope import UnknownScope, find_scope
from etl.audit.text import as_json, report_lines
from etl.cli.exit_codes import ExitCode
from etl.cli.session import writing
from etl.report.console import say, say_all
from etl.report.webpage import write_page
from etl.server.database import started_server
from etl.settings import load_settings


@click.command("audit")
@click.argument("words", required=False, metavar="[FILE|AGENCY]")
@click.option(
    "--severity",
    type=click.Choice(SEVERITIES),
    default=SEVERITIES[-1],
    help="Only findings at least so grave: error, then warning, then info.",
)
@click.option("--json", "wants_json", is_flag=True, help="One JSON document instead of coloured lines.")
@click.option(
    "--html", "page", type=click.Path(path_type=Path), metavar="OUT", help="A web page for reading, written to OUT."
)
def audit_command(words: str | None, severity: str, wants_json: bool, page: Path | None) -> int:
    """Show where filings contradict themselves.

    Findings of everything in the warehouse, of one FILE (its path or name, or a folder), or of an AGENCY (its name
    or a part of it). An error cannot be right whatever was meant, a warning is what a careful reader asks about, an
    info is a matter of form. Findings are no failure: the exit code is 0.
    """
    if wants_json and page:
        raise click.UsageError("--html and --json exclude each other")
    with started_server(load_settings()) as database:
        try:
            report = report_of(database, find_scope(database, words), severity)
        except UnknownScope as error:
            raise click.UsageError(str(error)) from error
    if page:
        if page.resolve().as_uri() in {document.source_uri for document in report.documents}:
            raise click.UsageError(f"{page} is the filing itself: name another file for the page")
        with writing(page):
            write_page(page, findings_page(report))
        say(f"page written: {page.resolve()}")
    else:
        say_all([as_json(report)] if wants_json else report_lines(report))
    return ExitCode.OK
