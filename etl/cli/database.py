"""The commands of the database itself: `db start`, `db stop`, `db url`, `db psql`.

In: arguments and the environment. Out: lines on stdout, and an exit code.
Forbidden: SQL; this module only calls those who know.
"""

from __future__ import annotations

import signal
import subprocess

import click

from etl.cli.exit_codes import ExitCode
from etl.report.console import say
from etl.server.database import psql_command, psql_environment, start_background, started_server, stop, url
from etl.settings import load_settings
from etl.warehouse.bi_access import port_url, start_on_port

PORT = click.IntRange(1024, 65535)  # lower ones are for root, and PostgreSQL refuses root


@click.group("db")
def database_commands() -> None:
    """Start and stop the embedded server; psql and URL."""


@database_commands.command("start")
@click.option(
    "--port", type=PORT, metavar="PORT", help="Let BI tools in at 127.0.0.1:PORT; see `filings db url --tcp`."
)
def start_command(port: int | None) -> int:
    """Start the embedded server and leave it running until `filings db stop`.

    It listens on its socket only. With --port it also listens on 127.0.0.1, where it lets in one login that may read
    marts and audit and nothing else, with a password that was made the first time.
    """
    settings = load_settings()
    say(start_on_port(settings, port) if port else start_background(settings))
    if port:
        say(f"BI tools on this machine may read at 127.0.0.1:{port}: `filings db url --tcp` prints URL and password")
    return ExitCode.OK


@database_commands.command("stop")
def stop_command() -> int:
    """Stop the embedded server."""
    result = stop(load_settings())
    say("in use: the server stops when the commands at work are done" if result == "in use" else result)
    return ExitCode.OK


@database_commands.command("url")
@click.option("--tcp", is_flag=True, help="The URL of the read-only login at 127.0.0.1, with its password.")
def url_command(tcp: bool) -> int:
    """Print the URL of the running database, for other programs.

    On the embedded server that is its socket, which gives every right to whoever may enter its folder. With --tcp,
    it is the port that `filings db start --port PORT` opened.
    """
    say(port_url(load_settings()) if tcp else url(load_settings()))
    return ExitCode.OK


@database_commands.command("psql", context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def psql_command_line(arguments: tuple[str, ...]) -> int:
    """Open psql on the database; arguments are handed on, such as -c 'select 1'."""
    settings = load_settings()
    with started_server(settings):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for psql, which cancels the query
        command = [*psql_command(settings), *arguments]
        return subprocess.run(command, check=False, env=psql_environment(settings)).returncode
