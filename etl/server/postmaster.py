"""PostgreSQL's programs, run on a cluster: make its data, start its server, stop it.

In: a Cluster and the open file that its programs write to. Out: a server that is ready, or ServerFailed.
Forbidden: deciding when a server starts or stops; that is the keeper's.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from time import sleep

from etl.server.cluster import DATABASE, HOST, USER, Cluster

PATIENCE_SECONDS = 120  # for a last checkpoint; a server stopped without one recovers at its next start
STATUS_LINE = 7  # of postmaster.pid, as pg_ctl reads it
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "40",
    "shared_buffers": "128MB",
    "max_wal_size": "512MB",
    "wal_level": "minimal",  # nobody replicates it; tables that dbt builds are then written once
    "max_wal_senders": "0",
    "dynamic_shared_memory_type": "mmap",  # a kill leaves nothing in /dev/shm, a logout takes nothing away
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_error_verbosity": "terse",  # rows and statements hold names of persons: not in logs
    "log_min_error_statement": "panic",
}
if sys.platform == "linux":
    SETTINGS["recovery_init_sync_method"] = "syncfs"  # after a kill: all files at once, not one by one
BI_LOGIN = "filings_analyst"
# Whoever enters the private folder of the socket is trusted. A port lets one login into one database, and the
# superuser nowhere, whatever passwords were given to whom.
RULES = f"""\
local all all trust
host {DATABASE} {BI_LOGIN} {HOST}/32 scram-sha-256
host all all all reject
"""
INITDB_OPTIONS = (
    *("--username", USER, "--auth-local", "trust", "--auth-host", "scram-sha-256"),
    *("--encoding", "UTF8", "--no-locale"),
    *("--data-checksums", "--no-sync", "--no-instructions"),
)


class ServerFailed(Exception):
    """PostgreSQL did not do what it was started for; the text is one line."""


def initialise(cluster: Cluster, log: int) -> None:
    """Make the data beside their final place, so that a crash half-way leaves nothing that looks complete."""
    scratch = cluster.place / "data.new"
    shutil.rmtree(scratch, ignore_errors=True)
    # A thousand small files synced one by one take seconds on a busy disk, all at once an instant.
    _await_program(_start_program(cluster, log, "initdb", "--pgdata", str(scratch), *INITDB_OPTIONS))
    single = ["--single", "-c", "fsync=off", "-D", str(scratch), "postgres"]
    _await_program(
        _start_program(cluster, log, "postgres", *single, stdin=subprocess.PIPE), f"create database {DATABASE}\n"
    )
    os.sync()
    scratch.rename(cluster.data)


def start_postgres(cluster: Cluster, log: int) -> subprocess.Popen[str]:
    """A server that accepts connections; recovery from a crash may take its time."""
    _write_rules(cluster)
    settings = SETTINGS | {
        "port": str(cluster.port),
        "unix_socket_directories": str(cluster.socket),
        "hba_file": str(cluster.rules),
    }
    if cluster.tcp_port:
        settings["listen_addresses"] = HOST
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    server = _start_program(cluster, log, "postgres", "-D", str(cluster.data), *options)
    while server.poll() is None:
        with suppress(FileNotFoundError, IndexError):
            lines = (cluster.data / "postmaster.pid").read_text().splitlines()
            if lines[STATUS_LINE].strip() == "ready":
                return server
        sleep(0.01)
    raise ServerFailed("PostgreSQL did not start")


def refuse_taken(port: int) -> None:
    """ServerFailed where a port cannot be had: PostgreSQL would say so among much else."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as PostgreSQL: what ended does not count
        try:
            attempt.bind((HOST, port))
        except OSError as error:
            reason = f"port {port} of {HOST} cannot be had ({error.strerror})"
            raise ServerFailed(f"{reason}: end the program that has it, or choose another port") from None


def stop_postgres(server: subprocess.Popen[str]) -> None:
    """End its sessions, write a last checkpoint, end; without the checkpoint if that takes too long."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait()


def _write_rules(cluster: Cluster) -> None:
    """Anew at each start, since older data came with other rules; never through a link, since root may write it."""
    cluster.rules.unlink(missing_ok=True)
    descriptor = os.open(cluster.rules, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        if cluster.account:
            os.fchown(descriptor, cluster.account.uid, cluster.account.gid)
        file.write(RULES)


def _start_program(
    cluster: Cluster, log: int, program: str, *arguments: str, stdin: int = subprocess.DEVNULL
) -> subprocess.Popen[str]:
    account = cluster.account
    return subprocess.Popen(
        [str(cluster.binaries / program), *arguments],
        stdin=stdin,
        stdout=log,
        stderr=log,
        text=True,
        cwd="/",
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        preexec_fn=_die_with_parent(),  # noqa: PLW1509 - safe here: the keeper has one thread
    )


def _await_program(process: subprocess.Popen[str], words: str | None = None) -> None:
    process.communicate(words)
    if process.returncode:
        raise ServerFailed("PostgreSQL could not set up its data")


def _die_with_parent() -> Callable[[], None] | None:
    """On Linux the kernel ends a server whose keeper is killed; elsewhere the next keeper does."""
    if sys.platform != "linux":
        return None
    prctl, keeper = ctypes.CDLL(None).prctl, os.getpid()

    def ask() -> None:
        prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG; forgotten at a change of user, hence asked for after it
        if os.getppid() != keeper:
            os._exit(1)

    return ask
