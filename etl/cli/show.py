"""The command `filings show`: one file as the reader sees it, on the terminal, as JSON, or as a web page.

In: a path and where to put a page. Out: lines on stdout, or a page in a file. Forbidden: databases and reading.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from etl.cli.exit_codes import ExitCode
from etl.cli.session import writing
from etl.filing import FilingError
from etl.isolation.confine import confined
from etl.reading.pipeline import read_filing
from etl.report.console import say, say_all
from etl.report.filing_page import filing_page
from etl.report.filing_text import as_json, filing_lines
from etl.report.webpage import write_page
from etl.warehouse.connection import one_line


@click.command("show")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "wants_json", is_flag=True, help="One JSON document instead of coloured lines.")
@click.option(
    "--html", "page", type=click.Path(path_type=Path), metavar="OUT", help="A web page for checking, written to OUT."
)
def show_command(file: Path, wants_json: bool, page: Path | None) -> int:
    """Show what the reader sees in a file.

    Each line comes with its role, each row with its fields. Needs no database and, without --html, writes nothing.
    """
    if wants_json and page:
        raise click.UsageError("--html and --json exclude each other")
    if not os.path.lexists(file):
        raise click.UsageError(f"{file} does not exist")
    if file.is_dir():
        raise click.UsageError(f"{file} is a folder: show takes one file")
    if page and page.exists() and page.samefile(file):
        raise click.UsageError(f"{page} is the filing itself: name another file for the page")
    try:
        with confined():
            filing = read_filing(file)
    except (FilingError, OSError) as error:
        raise FilingError(f"{file}: {one_line(error)}") from error
    if page:
        with writing(page):
            write_page(page, filing_page(filing))
        say(f"page written: {page.resolve()}")
    else:
        say_all([as_json(filing)] if wants_json else filing_lines(filing))
    return ExitCode.OK
