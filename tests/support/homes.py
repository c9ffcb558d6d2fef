"""Homes of a test's own: the embedded server in one, what dbt has parsed there, and the processes at work in it.

In: a folder. Out: Settings whose server is stopped and whose folder is gone at the end.
"""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

from etl.server.database import ServerError, stop
from etl.settings import Settings

PARSED = Path("dbt", "target", "partial_parse.msgpack")  # within a home: what dbt needs ten seconds to find out


def copy_parsed(origin: Path, target: Path) -> None:
    """Hand on what dbt has parsed, if it has, and in one piece: others may look at the same moment."""
    if origin.is_file() and not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch = target.with_name(f"{target.name}.{os.getpid()}")
        shutil.copyfile(origin, scratch)
        scratch.rename(target)


@contextmanager
def temporary_home_in(folder):
    """A home that is taken away at the end, wherever its server stands."""
    home = Settings(None, folder / ".filings")
    try:
        yield home
    finally:
        with suppress(ServerError):
            stop(home)
        with suppress(FileNotFoundError):
            shutil.rmtree((home.home / "server.path").read_text().strip())
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def temporary_home():
    """A fresh home that every account can reach."""
    folder = Path(tempfile.mkdtemp(prefix="filings-test-", dir="/tmp"))
    folder.chmod(0o755)
    with temporary_home_in(folder) as settings:
        yield settings


def processes_naming(path):
    """The number of every process with a path among its arguments."""
    processes = {}
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            processes[process.name] = (process / "cmdline").read_text()
    if not processes:  # no Linux
        listed = subprocess.run(["ps", "-A", "-o", "pid=,args="], capture_output=True, text=True, check=True)
        processes = dict(line.strip().split(maxsplit=1) for line in listed.stdout.splitlines())
    return [int(number) for number, arguments in processes.items() if str(path) in arguments]
