"""What a command was given and said, in the words of tests.

In: a process that has ended. Out: the words of its log line, or a failed assertion.
"""

import os
import re
import subprocess
from collections.abc import Callable

from tests.support.places import HOUSE

Done = subprocess.CompletedProcess[str]
Filings = Callable[..., Done]
NOWHERE = "postgresql://somebody:hidden@127.0.0.1:1/nothing"


def environment(**changes: str) -> dict[str, str]:
    """Ours without a database, unless one is given."""
    ours = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "FILINGS_DEBUG"}}
    return ours | {"PYTHONPATH": str(HOUSE)} | changes


def log_words(done: Done) -> dict[str, str]:
    """The words of the line for schedulers, which is the last one."""
    return dict(word.split("=") for word in done.stdout.splitlines()[-1].split(": ")[1].split())


def assert_one_line(done: Done, code: int, *words: str) -> None:
    assert done.returncode == code, done.stdout + done.stderr
    assert re.fullmatch(r"filings: [^\n]+\n", done.stderr), done.stderr
    for word in words:
        assert word in done.stderr
