"""The embedded server listens on its socket only unless asked, and by a port lets in one login that may only read."""

import os
import re
import socket
import stat
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import InsufficientPrivilege, OperationalError

from etl.server import cluster
from etl.server.database import (
    ServerError,
    ServerNotRunning,
    ServerNotStarted,
    start_background,
    started_server,
    stop,
    url,
)
from etl.settings import Settings
from etl.warehouse.bi_access import BI_LOGIN, CONNECTIONS, port_url, start_on_port
from etl.warehouse.migrate import migrate
from etl.warehouse.roles import READER_ROLE, create_reader_role
from tests.support.homes import processes_naming, temporary_home, temporary_home_in

ROOT = os.geteuid() == 0
ALL_MAY_COME = "local all all trust\nhost all all all trust\n"
LISTENING = "0A"  # as /proc/net/tcp says it
ENDED = (FileNotFoundError, ProcessLookupError)  # what /proc says of a process that is no more
REFUSED = "pg_hba.conf rejects connection"


@pytest.fixture(scope="module")
def filled_home():
    """A home with the tables of raw, and one mart."""
    with temporary_home() as settings:
        with started_server(settings) as address:
            migrate(address)
            create_reader_role(address)
            with psycopg.connect(address) as connection:
                connection.execute("create table marts.years as select 2022 as year_key")
                connection.execute(f"grant select on marts.years to {READER_ROLE}")
        yield settings


@pytest.fixture
def home(filled_home):
    """A copy, for one test."""
    with copy_of(filled_home) as settings:
        yield settings


@contextmanager
def copy_of(original):
    with temporary_home() as settings:
        settings.home.mkdir()
        subprocess.run(["cp", "-Rp", str(original.home / "server"), str(settings.home)], check=True)
        yield settings


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def port():
    """A port that nobody listens on."""
    return free_port()


@contextmanager
def started_on_port(home, port):
    """The URL of the login, while the server listens on the port."""
    start_on_port(home, port)
    try:
        yield port_url(home)
    finally:
        stop(home)


def execute(address, statement, values=None, **changes):
    with psycopg.connect(address, connect_timeout=10, autocommit=True, **changes) as connection:
        cursor = connection.execute(statement, values)
        return cursor.fetchall() if cursor.description else None


def data_of(home):
    return home.home / "server" / "data"


def listened_at(home):
    """Every address of TCP that the processes of a home's server listen on, as the kernel knows it."""
    inodes = set()
    for process in processes_naming(data_of(home)):
        with suppress(*ENDED):
            for descriptor in Path(f"/proc/{process}/fd").iterdir():
                with suppress(*ENDED):
                    inodes.update(re.findall(r"socket:\[(\d+)\]", str(descriptor.readlink())))
    assert inodes, "a server has sockets, be they of TCP or not"
    lines = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()]
    return [words[1] for words in lines if words[3] == LISTENING and words[9] in inodes]


needs_proc = pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="sockets are looked up in /proc")


@pytest.fixture(scope="module")
def lasting_home(filled_home):
    """Another copy, whose server runs as long as the tests of this module."""
    with copy_of(filled_home) as settings:
        yield settings


@pytest.fixture(scope="module")
def reading(lasting_home):
    """The URL of the login, for tests that change nothing."""
    with started_on_port(lasting_home, free_port()) as address:
        yield address


# --- who listens where --------------------------------------------------------------------------------


@needs_proc
def test_nothing_listens_on_any_port_unless_asked(home):
    with started_server(home) as address:
        assert listened_at(home) == []
        assert execute(address, "show listen_addresses") == [("",)]
    start_background(home)
    assert listened_at(home) == []


@needs_proc
def test_a_port_that_was_asked_for_is_open_on_this_machine_only_and_closed_again_next_time(home, port):
    with started_on_port(home, port):
        assert listened_at(home) == [f"0100007F:{port:04X}"]
    start_background(home)
    assert listened_at(home) == []


def test_the_socket_serves_the_superuser_as_before_while_a_port_is_open(home, port):
    with started_on_port(home, port), started_server(home) as address:
        assert address == url(home) == start_background(home)
        assert "password" not in conninfo_to_dict(address)
        assert execute(address, "select current_user, inet_server_addr() is null") == [("filings", True)]


# --- who comes in -------------------------------------------------------------------------------------


def test_the_right_password_comes_in_encrypted_and_reads_marts(home, port):
    with started_on_port(home, port) as address:
        with psycopg.connect(address) as connection:
            assert connection.pgconn.used_password
            seen = connection.execute("select current_user, host(inet_server_addr()), inet_server_port()").fetchone()
            assert connection.execute("select year_key from marts.years").fetchall() == [(2022,)]
        assert seen == (BI_LOGIN, "127.0.0.1", port)
        # the client insists: neither no password nor one in the clear would do
        assert execute(address, "select 1", require_auth="scram-sha-256") == [(1,)]


@pytest.mark.parametrize("password", ["wrong", "", "postgres", "SCRAM-SHA-256"])
def test_a_wrong_password_is_refused(home, port, password):
    with (
        started_on_port(home, port) as address,
        pytest.raises(OperationalError, match=r"password authentication failed|no pass"),
    ):
        execute(address, "select 1", password=password, passfile="/nonexistent")


def test_what_the_server_keeps_of_the_password_is_no_password(home, port):
    with started_on_port(home, port) as address:
        [(kept,)] = execute(url(home), "select rolpassword from pg_authid where rolname = %s", [BI_LOGIN])
        assert kept.startswith("SCRAM-SHA-256$")
        with pytest.raises(OperationalError, match="password authentication failed"):
            execute(address, "select 1", password=kept)


def test_the_superuser_and_every_other_login_are_refused_by_the_port_whatever_their_password(home, port):
    with started_on_port(home, port) as address:
        execute(url(home), "alter role filings password 'known'")
        execute(url(home), "create role boss superuser login password 'known'")
        execute(url(home), f"create role colleague login password 'known' in role {READER_ROLE}")
        for user in ("filings", "boss", "colleague", "nobody", "FILINGS", "postgres"):
            with pytest.raises(OperationalError, match=REFUSED):
                execute(address, "select 1", user=user, password="known")
        for database in ("postgres", "template1"):
            with pytest.raises(OperationalError, match=REFUSED):
                execute(address, "select 1", dbname=database)


def test_data_that_let_everybody_in_before_do_so_no_more(home, port):
    with started_server(home) as address:
        execute(address, "create role boss superuser login")
        execute(address, "alter system set listen_addresses = '*'")
        execute(address, f"alter system set port = {port}")
        execute(address, f"alter system set hba_file = '{data_of(home) / 'pg_hba.conf'}'")
    (data_of(home) / "pg_hba.conf").write_text(ALL_MAY_COME)
    with started_server(home) as address:
        assert execute(address, "show listen_addresses") == [("",)]
        with pytest.raises(OperationalError, match="refused"):
            execute(f"postgresql://boss@127.0.0.1:{port}/filings", "select 1")
    with started_on_port(home, port) as address:
        for user in ("boss", "filings"):
            with pytest.raises(OperationalError, match=REFUSED):
                execute(address, "select 1", user=user)
        with pytest.raises(OperationalError, match="password authentication failed"):
            execute(address, "select 1", password="wrong")
        assert execute(address, "select 1") == [(1,)]
        execute(url(home), "select pg_reload_conf()")  # reads the rules again: ours
        with pytest.raises(OperationalError, match=REFUSED):
            execute(address, "select 1", user="boss")


def test_the_rules_are_those_of_the_server_and_of_nobody_else(home, port):
    with started_server(home) as address:
        rules = execute(address, "select type, database, user_name, address, auth_method, error from pg_hba_file_rules")
    assert rules == [
        ("local", ["all"], ["all"], None, "trust", None),
        ("host", ["filings"], [BI_LOGIN], "127.0.0.1", "scram-sha-256", None),
        ("host", ["all"], ["all"], "all", "reject", None),
    ]
    status = (home.home / "server" / "pg_hba.conf").stat()
    assert stat.S_IMODE(status.st_mode) == 0o600
    assert status.st_uid == data_of(home).stat().st_uid


def test_a_link_in_place_of_the_rules_is_not_followed(home, tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("as it was")
    rules = home.home / "server" / "pg_hba.conf"
    rules.unlink()
    rules.symlink_to(victim)
    with started_server(home) as address:
        assert execute(address, "select count(*) from pg_hba_file_rules") == [(3,)]
    assert victim.read_text() == "as it was"
    assert not rules.is_symlink()


# --- what the login may do ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "select * from raw.document_content",
        "select file_name from raw.document",
        "insert into raw.load (code_version) values ('mine')",
        "insert into marts.years values (2023)",
        "update marts.years set year_key = 2023",
        "delete from marts.years",
        "truncate marts.years",
        "drop table marts.years",
        "create table marts.mine (word text)",
        "create table public.mine (word text)",
        "create schema mine",
        "create database mine",
        "create role mine",
        f"alter role {BI_LOGIN} superuser",
        "alter role filings password 'known'",
        "set role filings",
        "set role filings_owner",
        "set session authorization filings",
        "grant filings_owner to current_user",
        "copy marts.years to '/tmp/stolen'",
        "copy (select 1) to program 'cat'",
        "select pg_read_file('postmaster.pid')",
        "select rolpassword from pg_authid",
        "select * from pg_hba_file_rules",
        "alter system set listen_addresses = '*'",
        "select pg_reload_conf()",
    ],
)
def test_the_login_may_neither_write_nor_read_raw_nor_become_more(reading, statement):
    with pytest.raises(InsufficientPrivilege, match=r"permission denied|must be|only roles"):
        execute(reading, statement)


def test_the_login_is_of_the_readers_and_of_nobody_else(reading, lasting_home):
    asked = "select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolconnlimit from pg_roles"
    assert execute(url(lasting_home), f"{asked} where rolname = %s", [BI_LOGIN]) == [
        (False, False, False, False, False, CONNECTIONS)
    ]
    groups = "select rolname from pg_roles where rolname <> %(login)s and pg_has_role(%(login)s, oid, 'member')"
    assert execute(url(lasting_home), groups, {"login": BI_LOGIN}) == [(READER_ROLE,)]


def test_as_many_connections_as_the_login_gets_leave_room_for_a_run(home, port):
    with started_on_port(home, port) as address:
        sessions = [psycopg.connect(address) for _ in range(CONNECTIONS)]
        with pytest.raises(OperationalError, match="too many connections for role"):
            psycopg.connect(address)
        [(allowed,)] = execute(url(home), "select current_setting('max_connections')::int")
        assert allowed - CONNECTIONS >= 20
        for session in sessions:
            session.close()


def test_rights_that_the_login_got_meanwhile_do_not_come_by_the_port(home, port):
    with started_server(home) as address:
        execute(address, f"create role {BI_LOGIN} superuser createdb login password 'known'")
    with started_on_port(home, port) as address:
        with pytest.raises(OperationalError, match="password authentication failed"):
            execute(address, "select 1", password="known")
        with pytest.raises(InsufficientPrivilege):
            execute(address, "select * from raw.document")
    with started_server(home) as address:
        execute(address, "create role friends in role filings_loader")
        execute(address, f"grant friends to {BI_LOGIN}")
    with pytest.raises(ServerError, match=r"is a member of filings_loader, friends .*revoke"):
        start_on_port(home, port)
    with pytest.raises(ServerNotRunning):
        url(home)


def test_a_password_that_the_login_changed_is_the_first_again_at_the_next_start(home, port):
    with started_on_port(home, port) as first:
        execute(first, f"alter role {BI_LOGIN} password 'of mine'")
        with pytest.raises(OperationalError, match="password authentication failed"):
            execute(first, "select 1")
        start_on_port(home, port)
        assert execute(first, "select 1") == [(1,)]


# --- the password -------------------------------------------------------------------------------------


def password_file(home):
    return home.home / "analyst.password"


def test_the_password_is_made_once_and_kept_for_its_owner_alone(home, port):
    with started_on_port(home, port) as first:
        password = conninfo_to_dict(first)["password"]
        assert password_file(home).read_text() == f"{password}\n"
        assert len(password) >= 40
        status = password_file(home).stat()
        assert stat.S_IMODE(status.st_mode) == 0o600
        assert status.st_uid == home.home.stat().st_uid
    with started_on_port(home, port) as second:
        assert second == first
        assert execute(second, "select 1") == [(1,)]


def test_two_homes_have_two_passwords(home, port, reading):
    with started_on_port(home, port) as address:
        assert conninfo_to_dict(address)["password"] != conninfo_to_dict(reading)["password"]


def test_a_removed_password_is_made_anew_at_the_next_start(home, port):
    with started_on_port(home, port) as first:
        password_file(home).unlink()
        with pytest.raises(ServerError, match=rf"is gone: `filings db start --port {port}`"):
            port_url(home)
        start_on_port(home, port)
        second = port_url(home)
        assert execute(second, "select 1") == [(1,)]
        with pytest.raises(OperationalError, match="password authentication failed"):
            execute(first, "select 1")


def test_a_password_that_others_may_have_read_is_refused(home, port):
    with started_on_port(home, port):
        password_file(home).chmod(0o644)
        for ask in (port_url, lambda settings: start_on_port(settings, port)):
            with pytest.raises(ServerError, match=r"others may read .*analyst\.password: remove it"):
                ask(home)


def test_the_password_stands_in_no_log_and_in_no_list_of_processes(home, port):
    with started_on_port(home, port) as address:
        password = conninfo_to_dict(address)["password"]
        execute(url(home), "alter system set log_statement = 'all'")
        execute(url(home), "select pg_reload_conf()")
        start_on_port(home, port)
        with pytest.raises(OperationalError):
            execute(address, "select 1", password="wrong")
        with psycopg.connect(address), psycopg.connect(url(home)):
            assert processes_naming(data_of(home))  # so that the next line could find something
            assert processes_naming(password) == []
            asked = "select query from pg_stat_activity"
            assert password not in str(execute(url(home), asked))
    others = [path for path in home.home.rglob("*") if path.is_file() and path != password_file(home)]
    assert home.home / "server.log" in others
    assert "alter role" in (home.home / "server.log").read_text()
    assert [path for path in others if password.encode() in path.read_bytes()] == []


def test_two_commands_at_once_agree_on_one_password(home, port):
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _: start_on_port(home, port), range(4)))) == 1
    assert execute(port_url(home), "select 1") == [(1,)]


# --- what goes wrong ----------------------------------------------------------------------------------


def test_a_port_that_another_program_has_is_named_and_no_server_stays(home, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(ServerNotStarted, match=rf"^port {port} of 127\.0\.0\.1 .*in use.*choose another port$"):
            start_on_port(home, port)
        with pytest.raises(ServerNotRunning):
            url(home)
    with started_on_port(home, port) as address:
        assert execute(address, "select 1") == [(1,)]


def test_a_server_that_runs_without_the_port_is_left_alone_and_what_to_do_is_said(home, port):
    socket_only = start_background(home)
    remedy = rf"`filings db stop`, then `filings db start --port {port}`"
    with pytest.raises(ServerError, match=f"listens on its socket only: {remedy}"):
        start_on_port(home, port)
    with pytest.raises(ServerError, match="listens on its socket only: `filings db stop`, then"):
        port_url(home)
    assert execute(socket_only, "select 1") == [(1,)]
    stop(home)
    with started_on_port(home, port), pytest.raises(ServerError, match=f"listens on port {port}: `filings db stop`"):
        start_on_port(home, port + 1 if port < 65535 else port - 1)


def test_a_server_that_does_not_run_has_no_url(home):
    with pytest.raises(ServerNotRunning, match="filings db start --port PORT"):
        port_url(home)


def test_a_database_of_the_users_own_gets_no_login(reading, lasting_home, tmp_path):
    own = Settings(url(lasting_home), tmp_path / "home")
    with pytest.raises(ServerError, match="unset it"):
        start_on_port(own, 25432)
    with pytest.raises(ServerError, match="logins are not ours"):
        port_url(own)
    assert not (tmp_path / "home").exists()


def test_a_fresh_home_in_a_folder_closed_to_others_has_its_port_and_its_login(tmp_path, port):
    """As root in /root, where the server stands elsewhere; the password stays in the home."""
    tmp_path.chmod(0o700)
    with temporary_home_in(tmp_path / "closed") as home, started_on_port(home, port) as address:
        assert execute(address, "select current_user") == [(BI_LOGIN,)]
        assert (home.home / "server.path").exists() == ROOT
        if ROOT:
            assert cluster.ELSEWHERE in Path((home.home / "server.path").read_text().strip()).parents
        assert password_file(home).stat().st_uid == os.geteuid()
