"""The tests mirror the code: a folder of theirs is one of etl/, or stands apart for a reason that is told here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import LONG_FILES
from tests.support.places import HOUSE

APART = {
    "support": "what several tests use",
    "whole": "what only all of the project together can show",
    "dbt": "seeds and models, which are no code of etl/",
    "docs": "the READMEs and what is described of the project",
    "accuracy": "how well filings are read, by the expected rows of golden",
    "golden": "expected rows, checked by hand",
    "layouts": "filings of every layout",
}
OUR_PROGRAMS = ("tests", "bench", "docs")
TESTS = HOUSE / "tests"


def folders_in(place: Path) -> set[str]:
    """Every folder with something in it that git would know, as a path."""
    files = [path for path in place.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return {path.parent.relative_to(place).as_posix() for path in files} - {"."}


def test_every_folder_of_tests_is_one_of_the_code_or_stands_apart():
    mirrored = {name for name in folders_in(TESTS) if name.split("/")[0] not in APART}
    assert mirrored
    assert mirrored - folders_in(HOUSE / "etl") == set()


def test_every_folder_that_stands_apart_is_there_and_none_of_the_code():
    assert {name for name in APART if not (TESTS / name).is_dir()} == set()
    assert {name for name in APART if (HOUSE / "etl" / name).exists()} == set()


def test_every_folder_with_tests_is_a_package_so_that_names_of_files_may_recur():
    holding = {path.parent for path in TESTS.rglob("test_*.py")}
    assert {folder for folder in holding if not (folder / "__init__.py").is_file()} == set()


def test_every_file_that_is_to_begin_is_there():
    assert {name for name in LONG_FILES if not (TESTS / name).is_file()} == set()


@pytest.mark.parametrize("folder", OUR_PROGRAMS)
def test_nobody_bends_where_python_looks_for_modules(folder: str):
    bent = ".".join(("sys", "path"))
    assert [path for path in (HOUSE / folder).rglob("*.py") if bent in path.read_text(encoding="utf-8")] == []
