"""PostgreSQL itself: it recovers, says why it cannot start, and writes no word of a filing into its log."""

import os
import signal
from contextlib import closing

import psycopg
import pytest

from etl.server.database import ServerNotStarted, started_server
from etl.warehouse.connection import query
from tests.support.commands_at_work import ask_for_postmaster, has_server, read_notes, run_command, start_command


def test_no_word_of_a_failed_statement_reaches_the_log(lasting_home):
    with started_server(lasting_home) as address, psycopg.connect(address) as connection:
        connection.execute("create temporary table persons (name text primary key)")
        connection.execute("insert into persons values ('无名氏')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("insert into persons values ('无名氏')")
    log = (lasting_home.home / "server.log").read_text()
    assert "duplicate key" in log
    assert "无名氏" not in log


def test_after_a_kill_of_postgres_the_next_run_recovers(home):
    process = start_command(home)
    assert process.stdout.readline()
    os.kill(ask_for_postmaster(home), signal.SIGKILL)
    process.communicate("go on\n")  # whether it notices is a matter of chance
    assert read_notes(home) == ["committed"]
    assert not has_server(home)


def test_a_server_that_recovers_from_a_killed_session_is_waited_for(home):
    with started_server(home) as address:
        for _ in range(5):
            with closing(psycopg.connect(address)) as victim:
                os.kill(victim.info.backend_pid, signal.SIGKILL)
                assert query(address, "select 1 as answer") == [{"answer": 1}]


def test_data_of_another_version_are_named_and_left_alone(fresh_home):
    version = fresh_home.home / "server" / "data" / "PG_VERSION"
    version.parent.mkdir(parents=True)
    (fresh_home.home / "server").chmod(0o700)
    version.write_text("9.6\n")
    with pytest.raises(ServerNotStarted, match=r"made by PostgreSQL 9\.6"), started_server(fresh_home):
        pass
    assert version.read_text() == "9.6\n"


def test_a_server_that_cannot_start_gives_its_own_reason(home):
    assert run_command(home) == 0
    (home.home / "server" / "data" / "postgresql.auto.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(ServerNotStarted, match=r"did not start.*errors.*server\.log") as trouble, started_server(home):
        pass
    assert "\n" not in str(trouble.value)
