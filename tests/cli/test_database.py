"""`filings db`: the embedded server from its start to its stop, and its port."""

import socket
from pathlib import Path

import pytest
from sqlalchemy import make_url

from etl.warehouse.connection import query
from tests.support.commands import Filings, assert_one_line


def test_the_server_stays_between_start_and_stop(filings: Filings, sample: Path, tmp_path: Path):
    ours = {"DATABASE_URL": "", "FILINGS_HOME": str(tmp_path / "home")}
    started = filings("db", "start", **ours)
    try:
        assert started.returncode == 0, started.stderr
        assert filings("db", "url", **ours).stdout == started.stdout
        assert filings("load", sample, **ours).returncode == 0
        asked = filings("db", "psql", "--no-psqlrc", "-Atc", "select count(*) from raw.document", **ours)
        assert asked.stdout == "1\n", asked.stderr
    finally:
        stopped = filings("db", "stop", **ours)
    assert stopped.stdout == "stopped\n"
    assert_one_line(filings("db", "url", **ours), 1, "filings db start")
    assert filings("db", "stop", **ours).stdout == "not running\n"


def test_a_port_is_opened_when_asked_and_its_password_is_told_to_nobody_who_does_not_ask(
    filings: Filings, sample: Path, tmp_path: Path
):
    ours = {"DATABASE_URL": "", "FILINGS_HOME": str(tmp_path / "home")}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = filings("db", "start", "--port", port, **ours)
    try:
        assert started.returncode == 0, started.stderr
        at_socket = filings("db", "url", **ours).stdout
        [address] = filings("db", "url", "--tcp", **ours).stdout.splitlines()
        assert query(address, "select current_user as login") == [{"login": "filings_analyst"}]
        password = make_url(address).password
        assert password
        loaded = filings("load", sample, **ours)
        assert loaded.returncode == 0
        assert filings("db", "url", "--tcp", **ours).stdout == f"{address}\n"
        for told in (started.stdout, at_socket, loaded.stdout, loaded.stderr):
            assert password not in told
        assert started.stdout.splitlines()[0] == at_socket.strip()
        assert "`filings db url --tcp`" in started.stdout.splitlines()[1]
        again = filings("db", "start", "--port", port + 1 if port < 65535 else port - 1, **ours)
        assert_one_line(again, 1, f"listens on port {port}", "`filings db stop`")
    finally:
        filings("db", "stop", **ours)
    assert_one_line(filings("db", "url", "--tcp", **ours), 1, "filings db start --port PORT")


@pytest.mark.parametrize("port", ["0", "-1", "80", "65536", "fast"])
def test_a_port_that_is_none_is_wrong_usage_told_in_one_line(filings: Filings, tmp_path: Path, port: str):
    done = filings("db", "start", "--port", port, DATABASE_URL="", FILINGS_HOME=str(tmp_path / "home"))
    assert_one_line(done, 2, "--port")
    assert not (tmp_path / "home").exists()
