"""A scratch copy of the checkout that a test may change. In: a folder. Out: the copy, and commands run in it.

Modules are taken from the copy, not from the checkout: Python looks first in the folder where it is started.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.support.places import HOUSE

PARTS = ("etl", "dbt", "docs", "migrations", "pyproject.toml")
UNWANTED = shutil.ignore_patterns("__pycache__", "target", "logs", "pictures")


@dataclass(frozen=True)
class Checkout:
    """A copy of what reads, builds and documents."""

    folder: Path

    def add(self, place: str, text: str) -> None:
        """A new file."""
        path = self.folder / place
        assert not path.exists()
        path.write_text(text, encoding="utf-8")

    def replace(self, place: str, old: str, new: str) -> None:
        """One passage of a file by another."""
        path = self.folder / place
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {place}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def append(self, place: str, line: str) -> None:
        """A line at the end of a file."""
        path = self.folder / place
        path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")

    def python(self, *arguments: str) -> str:
        """What Python prints there."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def checkout_in(folder: Path) -> Checkout:
    for name in PARTS:
        source = HOUSE / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=UNWANTED)
        else:
            shutil.copy(source, folder / name)
    return Checkout(folder)
