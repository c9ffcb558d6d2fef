"""The commands that pages show, run as they stand: what the words `make` and `.venv/bin/` mean where tests run.

In: a command of a page, a folder, settings. Out: a finished process. Forbidden: installing anything.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support.places import HOUSE

PROGRAMS = Path(sys.executable).parent  # what `.venv/bin` is to a reader
VARIABLE = re.compile(r"([A-Z_]+)=(.*)")


def recipe_of(command: str) -> str:
    """The last line of what a `make …` would do, without doing it: the lines before it set up a machine."""
    done = subprocess.run(
        ["make", "--no-print-directory", "-n", *shlex.split(command)[1:]],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.rstrip().replace("\\\n", "").splitlines()[-1]


def run_shown(command: str, folder: Path, given: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder; settings that are given take the place of those that surround the tests."""
    words = shlex.split(recipe_of(command) if command.startswith("make ") else command)
    while VARIABLE.fullmatch(words[0]):  # of the recipe: the settings of the test stand for them
        words.pop(0)
    assert words[0].startswith(".venv/bin/"), command
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_URL", "PYTEST"))}
    return subprocess.run(
        [str(PROGRAMS / Path(words[0]).name), *words[1:]],
        cwd=folder,
        env=kept | dict(given),
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
    )
