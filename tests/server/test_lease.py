"""Commands that share a server, and homes that none can be had in."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from etl.server import lease
from etl.server.database import ServerNotStarted, started_server
from etl.settings import Settings
from tests.support.commands_at_work import has_server, start_command


def test_the_first_command_to_finish_leaves_the_server_to_the_second(home):
    first, second = start_command(home), start_command(home)
    assert first.stdout.readline() == second.stdout.readline()  # one server, begun at one time
    first.communicate("go on\n", timeout=60)
    assert has_server(home)
    second.communicate("go on\n", timeout=60)
    assert (first.returncode, second.returncode) == (0, 0)
    assert not has_server(home)


def test_many_commands_at_once_come_and_go_without_hurting_each_other(fresh_home):
    def use(number):
        for _ in range(3):
            with started_server(fresh_home) as address, psycopg.connect(address, autocommit=True) as connection:
                connection.execute("select pg_sleep(%s)", (0.01 * number,))
        return True

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(use, range(6)))
    assert not has_server(fresh_home)


def test_a_home_that_is_no_folder_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ServerNotStarted, match="set FILINGS_HOME"), started_server(Settings(None, tmp_path / "file")):
        pass


def test_a_keeper_that_cannot_even_start_is_named(home, monkeypatch):
    monkeypatch.setattr(lease.sys, "executable", "/bin/false")
    with pytest.raises(ServerNotStarted, match=r"cannot run /bin/false -m etl\.server\.keeper"), started_server(home):
        pass
