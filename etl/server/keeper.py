"""The keeper: the process that is parent to the embedded server and outlives the command that called it.

In: FILINGS_HOME, and a port if one was asked for. Out: a server for as long as somebody uses it; or one line on
standard output that says why not.
Forbidden: talking to the database, importing what is slow to import.

Three files of the home are locked with flock, which the kernel gives back however a process ends:
`users.lock` is shared by all commands at work; once the keeper gets it for itself, the last one is gone.
`keeper.json` is held by the one keeper of the home; it says where the ready server is.
`server.log` is held by the server too, which inherits it for its output: while any process of a server lives,
whatever became of its keeper, no second one starts on the same data.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

from etl.locks import open_private, take
from etl.server.cluster import Cluster, prepare
from etl.server.postmaster import (
    PATIENCE_SECONDS,
    ServerFailed,
    initialise,
    refuse_taken,
    start_postgres,
    stop_postgres,
)

USERS, RECORD, LOG = "users.lock", "keeper.json", "server.log"
STAY, GO = signal.SIGUSR1, signal.SIGTERM
LOG_BYTES = 10_000_000


def _take_soon(descriptor: int, mode: int) -> bool:
    """Take a lock that others look at for a moment."""
    for _ in range(10):
        if take(descriptor, mode):
            return True
        sleep(0.02)
    return False


def run_server_while_used(home: Path, port: int | None = None) -> None:
    """Start the server, say where it is, and stop it once no command uses it and it was not told to stay."""
    users, record, log = (open_private(home / name) for name in (USERS, RECORD, LOG))
    if not _take_soon(record, fcntl.LOCK_EX):
        return  # the keeper of another command was quicker
    os.ftruncate(record, 0)
    os.umask(0o077)
    stays = announced = False

    def obey(number: int, _: object) -> None:
        nonlocal stays
        stays = number == STAY

    signal.signal(STAY, obey)
    signal.signal(GO, obey)
    cluster = prepare(home, port)
    _end_leftover_server(cluster, log)
    if port:
        refuse_taken(port)
    began = os.fstat(log).st_size
    try:
        if not cluster.data.exists():
            initialise(cluster, log)
        server = start_postgres(cluster, log)
    except ServerFailed as failure:
        raise ServerFailed(f"{failure}: {_last_words(home / LOG, began)}; see {home / LOG}") from None
    _write(record, cluster, stays)
    os.dup2(os.open(os.devnull, os.O_RDWR), sys.stdout.fileno())  # the command that called us stops waiting
    while server.poll() is None:
        if stays != announced:
            fcntl.flock(users, fcntl.LOCK_SH if stays else fcntl.LOCK_UN)
            _write(record, cluster, stays)
            announced = stays
        if not stays and take(users, fcntl.LOCK_EX):
            os.ftruncate(record, 0)
            stop_postgres(server)
        sleep(0.05)
    with suppress(OSError):
        cluster.socket.rmdir()  # it may stand in /tmp


def _end_leftover_server(cluster: Cluster, log: int) -> None:
    """End the server of a killed keeper, if one lives on, and remove what it left."""
    pid_file = cluster.data / "postmaster.pid"
    until = monotonic() + PATIENCE_SECONDS
    while not take(log, fcntl.LOCK_EX):
        with suppress(OSError, ValueError, IndexError):
            os.kill(int(pid_file.read_text().split()[0]), signal.SIGINT)
        if monotonic() > until:
            raise ServerFailed(f"an earlier PostgreSQL does not let go of {cluster.data}: end it first")
        sleep(0.05)
    # PostgreSQL would take any process that has its predecessor's number, as after a restart, for that one.
    for leftover in (pid_file, *cluster.socket.glob(".s.PGSQL.*")):
        leftover.unlink(missing_ok=True)
    if os.fstat(log).st_size > LOG_BYTES:
        os.ftruncate(log, 0)


def _last_words(log: Path, began: int) -> str:
    """What PostgreSQL gave as its reason, in the part of the log that belongs to this start."""
    lines = [line for line in log.read_bytes()[began:].decode(errors="replace").splitlines() if line.strip()]
    reasons = [line for line in lines if "FATAL:" in line or "error:" in line]
    return (reasons or lines or ["it gave no reason"])[-1].strip()


def _write(record: int, cluster: Cluster, stays: bool) -> None:
    words = {
        "pid": os.getpid(),
        "url": cluster.url,
        "binaries": str(cluster.binaries),
        "stays": stays,
        "port": cluster.tcp_port,
    }
    os.ftruncate(record, 0)
    os.write(record, json.dumps(words).encode())


if __name__ == "__main__" and os.fork() == 0:  # the parent ends at once: a keeper belongs to no command
    try:
        run_server_while_used(Path(sys.argv[1]), *map(int, sys.argv[2:]))
    except Exception as error:
        print(" ".join(str(error).split()) or repr(error), flush=True)
