"""The pages say true things: their commands run, their SQL runs, and what they show of an output is what is printed.

One clone is set up for the READMEs and all pages of docs/, English and Chinese; what a page says in words is in test_pages.
"""

import re
import shlex
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from psycopg import sql

from docs.readme import COMMANDS, PAGES, shown, tidy
from tests.support.commands_shown import run_shown
from tests.support.pages import CHINESE, ENGLISH, READMES, blocks, commands, name_of
from tests.support.places import HOUSE

OUTPUT_OF = {
    "make run": ".venv/bin/filings run samples",
    "filings audit": ".venv/bin/filings audit 劳务工作办公室 --severity error",
}
PORT = "15432"  # of the page on BI tools; a test takes one that is free

# Commands that no test runs as they stand, and why.
NOT_RUN = {
    "make run": "sets up a machine; that its recipe is `filings run samples` is checked, and that command is run",
    "make test": "would run this test again; that its recipe is pytest is checked",
    "cp .env.example .env": "the file is checked against the variables of docker-compose.yml instead",
    "docker compose up -d": "needs a Docker engine; the services of docker-compose.yml are checked instead",
    "docker compose run --rm load": "needs a Docker engine; the service `load` is checked instead",
}


def is_ours(command: str) -> bool:
    return command.startswith(".venv/bin/filings ")


# In the order of the pages, the READMEs first: they fill the warehouse. Each once, however many pages show it.
OURS = list(dict.fromkeys(filter(is_ours, chain.from_iterable(map(commands, (*ENGLISH, *CHINESE))))))
STATEMENTS = {
    f"{name_of(page)} {number}": statement
    for page in (*ENGLISH, *CHINESE)
    for number, statement in enumerate(blocks(page, "sql"), start=1)
}


@dataclass
class Clone:
    """A folder that looks like a clone after set-up, with a database of its own."""

    folder: Path
    port: str

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        words = shlex.join(self.port if word == PORT else word for word in shlex.split(command))
        return run_shown(words, self.folder, {"FILINGS_HOME": str(self.folder / ".filings")})


@pytest.fixture(scope="module")
def clone() -> Iterator[Clone]:
    with TemporaryDirectory(prefix="clone-") as place:
        folder = Path(place)
        folder.chmod(0o755)  # as a clone has it; pytest's own folders let nobody else in
        shutil.copytree(HOUSE / "samples", folder / "samples")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        yield Clone(folder, port)


@pytest.fixture(scope="module")
def results(clone: Clone) -> Iterator[dict[str, subprocess.CompletedProcess[str]]]:
    """Every command of the project on the pages, run once and in their order."""
    try:
        yield {command: clone.run(command) for command in OURS}
    finally:
        clone.run(".venv/bin/filings db stop")


@pytest.fixture(scope="module")
def analyst(clone: Clone, results: dict[str, subprocess.CompletedProcess[str]]) -> Iterator[psycopg.Connection]:
    """A session on the warehouse that the commands of the pages have made."""
    assert results, "the commands come first: they load the samples"
    assert clone.run(".venv/bin/filings db start").returncode == 0
    url = clone.run(".venv/bin/filings db url").stdout.strip()
    with psycopg.connect(url) as connection:
        yield connection


def test_every_command_is_run_by_a_test_or_is_on_the_list_of_those_that_are_not():
    for language in (ENGLISH, CHINESE):
        shown_there = set(chain.from_iterable(map(commands, language)))
        assert {command for command in shown_there if not is_ours(command)} == set(NOT_RUN)


@pytest.mark.parametrize("command", OURS)
def test_a_command_of_a_page_does_what_it_says(command: str, results: dict[str, subprocess.CompletedProcess[str]]):
    result = results[command]
    assert (result.returncode, "Traceback" in result.stderr) == (0, False), result.stdout + result.stderr


def test_the_first_run_of_the_readme_loads_all_samples(
    results: dict[str, subprocess.CompletedProcess[str]],
):
    output = results[".venv/bin/filings run samples"].stdout
    assert all(str(figure) in output for figure in (40, 446, 124))


@pytest.mark.parametrize("name", OUTPUT_OF)
def test_the_pages_show_what_a_command_prints(name: str, results: dict[str, subprocess.CompletedProcess[str]]):
    printed = without_moments(tidy(results[OUTPUT_OF[name]].stdout))
    showing = [page for page in PAGES if name in shown(page)]
    assert len(showing) == len(READMES), "in English and in Chinese"
    for page in showing:
        assert without_moments(shown(page)[name]) == printed, "`make readme` writes it anew"


def without_moments(output: str) -> str:
    """Without what differs from run to run: its name and how long it took."""
    return re.sub(r"(run|seconds)=\S+", r"\1=…", output)


def test_what_is_written_anew_is_what_the_pages_name():
    recipe = (HOUSE / "Makefile").read_text(encoding="utf-8")
    assert "-m docs.readme" in recipe
    assert {name: f".venv/bin/filings {' '.join(words)}" for name, words in COMMANDS.items()} == OUTPUT_OF
    assert set(PAGES) == {*ENGLISH, *CHINESE}


@pytest.mark.parametrize("place", STATEMENTS)
def test_the_sql_of_a_page_runs_and_finds_something(place: str, analyst: psycopg.Connection):
    cursor = analyst.execute(STATEMENTS[place])
    assert cursor.description is None or cursor.fetchall()
    analyst.rollback()


def test_the_login_for_bi_tools_reads_every_mart_and_finding_and_no_filing(
    clone: Clone, results: dict[str, subprocess.CompletedProcess[str]]
):
    address = results[".venv/bin/filings db url --tcp"].stdout.strip()
    assert re.fullmatch(rf"postgresql://filings_analyst:[\w-]+@127\.0\.0\.1:{clone.port}/filings", address)
    assert (clone.folder / ".filings" / "analyst.password").read_text().strip() in address
    relations = """
        select n.nspname, c.relname from pg_class as c inner join pg_namespace as n on c.relnamespace = n.oid
        where n.nspname = any(%s) and c.relkind in ('r', 'p', 'v', 'm')
    """
    with psycopg.connect(address, autocommit=True) as connection:
        readable = connection.execute(relations, [["marts", "audit"]]).fetchall()
        assert len(readable) > 20
        for names in readable:
            connection.execute(sql.SQL("select * from {} limit 1").format(sql.Identifier(*names)))
        closed = connection.execute(relations, [["raw", "seeds", "staging", "intermediate"]]).fetchall()
        assert ("raw", "document_content") in closed
        for names in closed:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(sql.SQL("select * from {} limit 1").format(sql.Identifier(*names)))


def test_make_run_and_make_test_do_what_the_readme_says():
    recipes = (HOUSE / "Makefile").read_text(encoding="utf-8")
    recipe_of = dict(re.findall(r"^(\w+):[^\n]*\n\t@?(.*)$", recipes, re.MULTILINE))
    assert recipe_of["run"].startswith("$(FILINGS) run samples")
    assert recipe_of["test"].startswith("$(BIN)/python -m pytest")
