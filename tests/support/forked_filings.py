"""`filings` without the time that Python, dbt and our imports take to start: forks of one process that has them all.

In: arguments, a folder and the variables of the environment. Out: an exit code and what was said, as of a process that was
started; it is one of its own all the same. As a module that is run: an order a line on standard input, an answer a line.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from importlib import reload
from pathlib import Path
from tempfile import TemporaryDirectory

import dbt.adapters.postgres
import dbt.cli.main  # noqa: F401 - for the forks that build, as the line above

import etl.__main__
from etl.cli import main
from etl.report import console
from tests.support.places import HOUSE

MOST_SECONDS = 300
WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


class ForkedFilings:
    """The process that forks, and what its forks said."""

    def __init__(self) -> None:
        self.said = TemporaryDirectory()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.forked_filings"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=HOUSE,
        )

    def run(
        self, arguments: list[str], folder: Path, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Fork, and wait for the end."""
        order = {"arguments": arguments, "folder": str(folder), "environment": dict(environment)}
        out, err = (Path(self.said.name, name) for name in ("out", "err"))
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(order | {"out": str(out), "err": str(err)}) + "\n")
        self.process.stdin.flush()
        code = json.loads(self.process.stdout.readline())
        texts = (path.read_text(encoding="utf-8") for path in (out, err))
        return subprocess.CompletedProcess(arguments, code, *texts)

    def close(self) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
        self.said.cleanup()


def become_filings(arguments: list[str]) -> None:
    """Be the command from here on: what it starts to read files with imports anew what this process calls its main module."""
    sys.modules["__main__"] = etl.__main__
    reload(console)  # which asks the environment for colours where it is imported
    sys.argv = ["filings", *arguments]
    main.main()


def fork_and_wait(order: dict[str, str], arguments: list[str], environment: dict[str, str]) -> int:
    """The exit code of a fork, below zero that of its signal; the fork itself does not return from here."""
    if child := os.fork():
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status)
    signal.alarm(MOST_SECONDS)
    for number, name, mode in ((0, os.devnull, os.O_RDONLY), (1, order["out"], WRITE), (2, order["err"], WRITE)):
        os.dup2(os.open(name, mode, 0o600), number)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(environment)
    become_filings(arguments)
    sys.exit()


if __name__ == "__main__":
    gc.freeze()  # no fork need look through what all of them have
    for line in sys.stdin:
        given = json.loads(line)
        print(fork_and_wait(given, given["arguments"], given["environment"]), flush=True)
