"""Whatever is killed: no server is left behind, no two share their data, and the next command works."""

import os
import signal
import subprocess
from contextlib import suppress
from time import sleep

import psycopg
import pytest

from etl.server.database import start_background, started_server, stop
from tests.support.commands_at_work import (
    PATHS,
    ask_for_postmaster,
    assert_no_server_is_left,
    has_server,
    keeper_of,
    read_notes,
    start_command,
    wait_until,
)
from tests.support.homes import processes_naming


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_command_killed_with_all_its_group_leaves_no_server_and_no_half_transaction(home, number):
    process = start_command(home, start_new_session=True, stderr=subprocess.DEVNULL)
    assert process.stdout.readline()
    os.killpg(process.pid, number)
    process.communicate()
    assert_no_server_is_left(home)
    assert read_notes(home) == ["committed"]


def test_a_command_killed_while_its_server_starts_leaves_none(fresh_home):
    process = start_command(fresh_home)
    wait_until((fresh_home.home / "server.log").exists, "a keeper at work")
    process.kill()
    process.communicate()
    assert_no_server_is_left(fresh_home)
    with started_server(fresh_home) as address, psycopg.connect(address) as connection:
        connection.execute("select 1")


def test_a_kill_half_way_through_the_first_set_up_does_not_break_the_home(fresh_home):
    process = start_command(fresh_home)
    wait_until(lambda: list(fresh_home.home.glob("server/data.new/*")), "data in the making")
    for killed in processes_naming(fresh_home.home):
        with suppress(ProcessLookupError):  # set-up runs short programs
            os.kill(killed, signal.SIGKILL)
    process.communicate()
    assert not (fresh_home.home / "server" / "data").exists()
    assert_no_server_is_left(fresh_home)
    with started_server(fresh_home) as address, psycopg.connect(address) as connection:
        connection.execute("select 1")


def test_a_command_killed_together_with_its_keeper_leaves_no_server(home):
    process = start_command(home)
    assert process.stdout.readline()
    for killed in (keeper_of(home), process.pid):
        os.kill(killed, signal.SIGKILL)
    process.communicate()
    assert_no_server_is_left(home)
    assert read_notes(home) == ["committed"]


@pytest.mark.parametrize("killed_too", [False, True])
def test_a_server_that_outlived_its_keeper_is_ended_by_the_next_one(home, tmp_path, killed_too):
    """Where the kernel does not end it, as on macOS: never do two servers share the data."""
    (tmp_path / "sitecustomize.py").write_text("import etl.server.postmaster as s; s._die_with_parent = lambda: None")
    elsewhere = {"PYTHONPATH": f"{tmp_path}{os.pathsep}{PATHS}"}
    process = start_command(home, env=elsewhere, stderr=subprocess.DEVNULL)
    first = process.stdout.readline()
    os.kill(keeper_of(home), signal.SIGKILL)
    if killed_too:
        process.kill()
        process.communicate()
    sleep(0.3)
    assert has_server(home)
    second = start_command(home)
    assert second.stdout.readline() != first
    for each in (process, second):
        each.kill()
        each.communicate()
    assert_no_server_is_left(home)


def test_a_server_that_was_killed_just_now_is_followed_by_another_one(home):
    for _ in range(5):
        with psycopg.connect(start_background(home)) as connection:
            connection.execute("create table if not exists notes (note text)")
            connection.execute("insert into notes values ('committed')")
        os.kill(ask_for_postmaster(home), signal.SIGKILL)
        sleep(
            0.01
        )  # the kernel has taken its socket away, and its keeper, who looks twenty times a second, knows nothing
        assert set(read_notes(home)) == {"committed"}
    assert read_notes(home) == ["committed"] * 5
    stop(home)


def test_a_number_of_a_dead_server_that_another_process_has_now_is_no_obstacle(home):
    process = start_command(home)
    assert process.stdout.readline()
    for killed in (keeper_of(home), ask_for_postmaster(home)):
        os.kill(killed, signal.SIGKILL)
    process.kill()
    process.communicate()
    assert_no_server_is_left(home)
    place = home.home / "server"
    for leftover in (place / "data" / "postmaster.pid", place / "socket" / ".s.PGSQL.5432.lock"):
        leftover.write_text(f"{os.getpid()}\n{place / 'data'}\n1\n5432\n{place / 'socket'}\n")
    assert read_notes(home) == ["committed"]
