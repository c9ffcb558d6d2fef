"""Runs that overlap wait for each other or refuse, and one that is cut short leaves nothing that the next one minds."""

import fcntl
import re
import signal
import subprocess
from pathlib import Path
from time import monotonic, sleep

import pytest

from etl.loading.load import load
from etl.warehouse.connection import DatabaseError, hold_run_lock, query
from tests.support.commands import Filings, assert_one_line, environment
from tests.support.invented_filing import InventedFiling
from tests.support.places import FILINGS
from tests.support.processes import await_ends, started_by


def test_a_second_run_refuses_if_it_is_not_to_wait(filings: Filings, new_database: str, sample: Path):
    with hold_run_lock(new_database):
        assert_one_line(filings("load", sample, "--no-wait"), 2, "another run")
    assert query(new_database, "select * from raw.load") == []
    assert filings("load", sample, "--no-wait").returncode == 0


def test_a_second_run_waits_for_the_end_of_the_first(new_database: str, sample: Path, tmp_path: Path):
    with hold_run_lock(new_database):
        waiting = subprocess.Popen(
            [*FILINGS, "load", str(sample)],
            cwd=tmp_path,
            env=environment(DATABASE_URL=new_database, PYTHONUNBUFFERED="1"),
            stdout=subprocess.PIPE,
            text=True,
        )
        assert waiting.stdout is not None
        assert "waiting" in waiting.stdout.readline()
        assert query(new_database, "select * from raw.load") == []
    output, _ = waiting.communicate(timeout=60)
    assert waiting.returncode == 0
    assert "status=ok" in output


def test_a_build_waits_for_one_of_another_database_in_the_same_home(
    warehouse_copy: str, filings_home: Path, tmp_path: Path
):
    (tmp_path / "new.txt").write_text(InventedFiling().text, encoding="utf-8")
    load([tmp_path], warehouse_copy)
    with (filings_home / "dbt" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # as the other one holds it
        ours = environment(DATABASE_URL=warehouse_copy, FILINGS_HOME=str(filings_home), PYTHONUNBUFFERED="1")
        waiting = subprocess.Popen(
            [*FILINGS, "build"], cwd=tmp_path, env=ours, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert waiting.stdout is not None
        assert waiting.stdout.readline() == "building the star schema\n"
        assert waiting.stdout.readline().startswith("another run builds another database with the files in ")
    output, errors = waiting.communicate(timeout=300)
    assert (waiting.returncode, errors) == (0, "")
    assert "build=done" in output


def test_a_run_whose_lock_went_with_the_server_says_so_and_does_not_call_itself_done(new_database: str):
    holder = "select pid from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())"
    with pytest.raises(DatabaseError, match="run it again"), hold_run_lock(new_database):
        [lock] = query(new_database, holder)
        query(new_database, "select pg_terminate_backend(:pid, 10000)", lock)
    with hold_run_lock(new_database, wait=False):
        assert len(query(new_database, holder)) == 1


def test_a_run_that_is_interrupted_says_so_in_one_line(new_database: str, sample: Path, tmp_path: Path):
    with hold_run_lock(new_database):
        waiting = subprocess.Popen(
            [*FILINGS, "load", str(sample)],
            cwd=tmp_path,
            env=environment(DATABASE_URL=new_database, PYTHONUNBUFFERED="1"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert waiting.stdout is not None
        waiting.stdout.readline()
        waiting.send_signal(signal.SIGINT)
        _, errors = waiting.communicate(timeout=60)
    assert waiting.returncode == 130
    assert re.fullmatch(r"filings: interrupted[^\n]+", errors.strip())


def test_a_killed_run_leaves_no_server_and_no_lock_and_the_next_run_works(sample: Path, tmp_path: Path):
    home = tmp_path / "home"
    ours = environment(FILINGS_HOME=str(home), PYTHONUNBUFFERED="1")
    filings = lambda *arguments: subprocess.run(  # noqa: E731
        [*FILINGS, *arguments], cwd=tmp_path, env=ours, capture_output=True, text=True, check=False, timeout=120
    )
    killed = subprocess.Popen(
        [*FILINGS, "load", str(sample)], cwd=tmp_path, env=ours, stdout=subprocess.PIPE, text=True
    )
    assert killed.stdout is not None
    assert "reading" in killed.stdout.readline()
    started = started_by(killed.pid)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    killed.stdout.close()
    assert await_ends(started) == set()
    until = monotonic() + 30
    while filings("db", "url").returncode == 0 and monotonic() < until:
        sleep(0.2)
    assert "no server is running" in filings("db", "url").stderr
    done = filings("load", str(sample), "--no-wait")
    assert done.returncode == 0, done.stderr
    assert "no server is running" in filings("db", "url").stderr
