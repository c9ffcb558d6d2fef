"""The embedded server from a command's side: it is there while it is used, and by request longer."""

import os
import subprocess
import sys
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from etl.server.database import (
    ServerError,
    ServerNotRunning,
    psql_command,
    psql_environment,
    start_background,
    started_server,
    stop,
    url,
)
from etl.settings import Settings
from tests.support.commands_at_work import PATHS, ask_for_postmaster, has_server, read_notes, start_command


def test_a_server_starts_answers_and_leaves_no_process(fresh_home):
    with started_server(fresh_home) as address, psycopg.connect(address) as connection:
        assert has_server(fresh_home)
        row = connection.execute(
            "select current_database(), current_user, current_setting('server_encoding'),"
            " current_setting('timezone'), current_setting('fsync'), current_setting('listen_addresses')"
        ).fetchone()
    assert row == ("filings", "filings", "UTF8", "UTC", "on", "")
    assert not has_server(fresh_home)


def test_the_url_serves_sqlalchemy_too(lasting_home):
    with started_server(lasting_home) as address:
        engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
        with engine.connect() as connection:
            assert connection.scalar(text("select 1")) == 1
        engine.dispose()


def test_a_second_use_of_the_home_finds_the_data_of_the_first(home):
    for _ in range(2):
        process = start_command(home)
        process.communicate("go on\n", timeout=60)
        assert process.returncode == 0
    assert read_notes(home) == ["committed", "committed"]


def test_an_error_inside_the_block_still_stops_the_server(lasting_home):
    with pytest.raises(ZeroDivisionError), started_server(lasting_home):
        _ = 1 / 0
    assert not has_server(lasting_home)


def test_a_background_server_outlives_its_command_and_stays_until_stop(home):
    program = (
        "import sys; from pathlib import Path; from etl.server.database import *; from etl.settings import Settings\n"
        "print(start_background(Settings(None, Path(sys.argv[1]))))"
    )
    began = subprocess.run(
        [sys.executable, "-c", program, str(home.home)],
        env=os.environ | {"PYTHONPATH": PATHS},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=60,  # its output ends with it, though the server lives on
    )
    first = ask_for_postmaster(home)
    assert url(home) == began.stdout.strip()
    assert start_background(home) == url(home)
    assert ask_for_postmaster(home) == first  # neither a command nor a second start has touched it
    with closing(psycopg.connect(url(home))):
        assert stop(home) == "stopped"
    assert not has_server(home)
    assert stop(home) == "not running"


def test_psql_runs_on_a_server_with_the_same_programs(lasting_home):
    with started_server(lasting_home):
        run = subprocess.run(
            [*psql_command(lasting_home), "--no-psqlrc", "-Atc", "select 'works'"],
            env=psql_environment(lasting_home),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    assert run.stdout == "works\n"


def test_what_needs_a_running_server_says_how_to_start_one(lasting_home):
    for ask in (url, psql_command):
        with pytest.raises(ServerNotRunning, match="filings db start"):
            ask(lasting_home)


def test_stop_leaves_the_server_to_the_command_at_work(home):
    start_background(home)
    with started_server(home) as address:
        assert stop(home) == "in use"
        with psycopg.connect(address) as connection:
            connection.execute("select 1")
    assert not has_server(home)


def test_a_command_at_work_can_be_told_to_leave_its_server(home):
    with started_server(home):
        before = ask_for_postmaster(home)
        start_background(home)
    assert ask_for_postmaster(home) == before
    assert stop(home) == "stopped"


def test_a_database_of_the_users_own_is_used_and_never_stopped(lasting_home, tmp_path):
    with started_server(lasting_home) as address:
        own = Settings(address.replace("postgresql://", "postgresql+psycopg://"), tmp_path / "home")
        with started_server(own) as plain, psycopg.connect(plain) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
        assert has_server(lasting_home)
        run = [*psql_command(own), "--no-psqlrc", "-Atc", "select 'works'"]
        assert subprocess.run(run, stdout=subprocess.PIPE, text=True, check=True).stdout == "works\n"
        for forbidden in (start_background, stop):
            with pytest.raises(ServerError, match="unset it"):
                forbidden(own)
    assert not (tmp_path / "home").exists()
