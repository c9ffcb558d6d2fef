"""Commands that use the server of a home until they are told to go on, and what is left when they are gone.

In: a home. Out: processes that were started, notes that were committed, whether a server runs.
"""

import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import psycopg

from etl.server.database import started_server
from tests.support.homes import processes_naming
from tests.support.places import HOUSE

ROOT = os.geteuid() == 0
PATHS = os.pathsep.join([str(HOUSE.resolve()), *filter(None, [os.environ.get("PYTHONPATH")])])
USES_A_SERVER = """
import sys, time
from pathlib import Path
from etl.server.database import started_server
from etl.settings import Settings
import psycopg
with started_server(Settings(None, Path(sys.argv[1]))) as url, psycopg.connect(url, autocommit=True) as connection:
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(1)")
        connection.execute("create table if not exists notes (note text)")
    connection.execute("insert into notes values ('committed')")
    connection.execute("begin")
    connection.execute("insert into notes values ('not committed')")
    print(connection.execute("select pg_postmaster_start_time()::text").fetchone()[0], flush=True)
    sys.stdin.readline()
    connection.execute("rollback")
"""


def start_command(home, **options):
    """A command of its own process that uses the server until it reads a line."""
    environment = os.environ | {"PYTHONPATH": PATHS} | options.pop("env", {})
    return subprocess.Popen(
        [options.pop("python", sys.executable), "-c", USES_A_SERVER, str(home.home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        **options,
    )


def read_notes(home):
    with started_server(home) as address, psycopg.connect(address) as connection:
        return [note for (note,) in connection.execute("select note from notes")]


def has_server(home):
    """Asked twice: a server has its data among its arguments, and each process of it holds the lock on its log."""
    note = home.home / "server.path"
    data = (Path(note.read_text().strip()) if note.exists() else home.home / "server") / "data"
    if processes_naming(data):
        return True
    with (home.home / "server.log").open() as log:
        try:
            fcntl.flock(log, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def wait_until(condition, what):
    until = monotonic() + 60
    while not condition():
        assert monotonic() < until, f"waited in vain: {what}"
        sleep(0.02)


def assert_no_server_is_left(home):
    wait_until(lambda: not has_server(home), "a server is left behind")


def ask_for_postmaster(home):
    with started_server(home) as address, psycopg.connect(address) as connection:
        file = connection.execute("select pg_read_file('postmaster.pid')").fetchone()[0]
    return int(file.split()[0])


def keeper_of(home):
    return json.loads((home.home / "keeper.json").read_text())["pid"]


def run_command(home, **options):
    process = start_command(home, **options)
    process.communicate("go on\n", timeout=60)
    return process.returncode
