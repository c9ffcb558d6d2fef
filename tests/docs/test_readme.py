"""The README says true things: its commands run, its SQL runs, its schedules parse, its targets and files exist.

Both READMEs are held to it, and to each other.
"""

import configparser
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
import yaml
from psycopg import sql

from docs.readme import COMMANDS, shown, tidy
from tests.support.places import HOUSE

READMES = (HOUSE / "README.md", HOUSE / "README.zh-CN.md")
OUTPUT_OF = {
    "make run": ".venv/bin/filings run samples",
    "filings audit": ".venv/bin/filings audit 劳务工作办公室 --severity error",
}
PORT = "15432"  # of the README; a test takes one that is free
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILINGS = Path(sys.executable).parent / "filings"

# Commands of the README that no test runs as they stand, and why.
NOT_RUN = {
    "make run": "sets up a machine; that its recipe is `filings run samples` is checked, and that command is run",
    "make test": "would run this test again; that its recipe is pytest is checked",
    "cp .env.example .env": "the file is checked against the variables of docker-compose.yml instead",
    "docker compose up -d": "needs a Docker engine; the services of docker-compose.yml are checked instead",
    "docker compose run --rm load": "needs a Docker engine; the service `load` is checked instead",
}


def blocks(readme: Path, language: str) -> list[str]:
    text = readme.read_text(encoding="utf-8")
    return [block for found, block in FENCE.findall(text) if found == language]


def commands(readme: Path) -> list[str]:
    lines = "".join(blocks(readme, "sh")).splitlines()
    return [line.split("  #")[0].strip() for line in lines if line.strip()]


def is_ours(command: str) -> bool:
    return command.startswith(".venv/bin/filings ")


@dataclass
class Clone:
    """A folder that looks like a clone after set-up, with a database of its own."""

    folder: Path
    port: str

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        words = [self.port if word == PORT else word for word in shlex.split(command)]
        assert words[0] == ".venv/bin/filings"
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment["FILINGS_HOME"] = str(self.folder / ".filings")
        return subprocess.run(
            [str(FILINGS), *words[1:]],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )


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
    """Every command of the project in the README, run once and in the order of the page."""
    try:
        yield {command: clone.run(command) for command in commands(READMES[0]) if is_ours(command)}
    finally:
        clone.run(".venv/bin/filings db stop")


@pytest.fixture(scope="module")
def analyst(clone: Clone, results: dict[str, subprocess.CompletedProcess[str]]) -> Iterator[psycopg.Connection]:
    """A session on the warehouse that the commands of the README have made."""
    assert results, "the commands come first: they load the samples"
    assert clone.run(".venv/bin/filings db start").returncode == 0
    url = clone.run(".venv/bin/filings db url").stdout.strip()
    with psycopg.connect(url) as connection:
        yield connection


def test_every_command_is_run_by_a_test_or_is_on_the_list_of_those_that_are_not():
    for readme in READMES:
        assert {command for command in commands(readme) if not is_ours(command)} == set(NOT_RUN)


@pytest.mark.parametrize("command", [command for command in commands(READMES[0]) if is_ours(command)])
def test_a_command_of_the_readme_does_what_it_says(command: str, results: dict[str, subprocess.CompletedProcess[str]]):
    result = results[command]
    assert (result.returncode, "Traceback" in result.stderr) == (0, False), result.stdout + result.stderr


def test_the_first_run_of_the_readme_loads_all_samples(
    results: dict[str, subprocess.CompletedProcess[str]],
):
    output = results[".venv/bin/filings run samples"].stdout
    assert all(str(figure) in output for figure in (40, 446, 124))


@pytest.mark.parametrize("name", OUTPUT_OF)
def test_the_readme_shows_what_a_command_prints(name: str, results: dict[str, subprocess.CompletedProcess[str]]):
    printed = without_moments(tidy(results[OUTPUT_OF[name]].stdout))
    for page in READMES:
        assert without_moments(shown(page)[name]) == printed, "`make readme` writes it anew"


def without_moments(output: str) -> str:
    """Without what differs from run to run: its name and how long it took."""
    return re.sub(r"(run|seconds)=\S+", r"\1=…", output)


def test_what_is_written_anew_is_what_the_readme_names():
    recipe = (HOUSE / "Makefile").read_text(encoding="utf-8")
    assert "-m docs.readme" in recipe
    assert {name: f".venv/bin/filings {' '.join(words)}" for name, words in COMMANDS.items()} == OUTPUT_OF


@pytest.mark.parametrize("number", range(len(blocks(READMES[0], "sql"))))
def test_the_sql_of_the_readme_runs_and_finds_something(number: int, analyst: psycopg.Connection):
    statement = blocks(READMES[0], "sql")[number]
    cursor = analyst.execute(statement)
    assert cursor.description is None or cursor.fetchall()
    analyst.rollback()


def test_the_login_of_the_readme_reads_every_mart_and_finding_and_no_filing(
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


def test_make_help_names_every_target_that_the_readme_names():
    help_text = subprocess.run(["make", "help"], cwd=HOUSE, capture_output=True, text=True, check=True).stdout
    for readme in READMES:
        named = set(re.findall(r"\bmake (\w+)`", readme.read_text(encoding="utf-8")))
        assert named
        assert {target for target in named if f"make {target} " not in help_text} == set()


def test_the_cron_line_is_one_and_calls_filings_run():
    for readme in READMES:
        [line] = "".join(blocks(readme, "cron")).splitlines()
        *times, command = line.split(maxsplit=5)
        assert all(re.fullmatch(r"\*|\d{1,2}", time) for time in times)
        assert re.search(r"&& \.venv/bin/filings run \S+ >>\S+ 2>&1$", command)


def test_the_systemd_units_belong_together_and_call_filings_run():
    for readme in READMES:
        units = {}
        for block in blocks(readme, "ini"):
            unit = configparser.ConfigParser(interpolation=None)
            unit.optionxform = str
            unit.read_string(block)
            units[block.splitlines()[0].removeprefix("# ")] = unit
        assert set(units) == {"filings.service", "filings.timer"}
        service = units["filings.service"]["Service"]
        assert service["Type"] == "oneshot"
        assert re.fullmatch(r"/\S+/\.venv/bin/filings run /\S+", service["ExecStart"])
        assert re.fullmatch(r"\*-\*-\* \d\d:\d\d:\d\d", units["filings.timer"]["Timer"]["OnCalendar"])


def test_docker_compose_has_the_services_and_settings_that_the_readme_promises():
    text = (HOUSE / "docker-compose.yml").read_text(encoding="utf-8")
    compose = yaml.safe_load(text)
    assert set(compose["services"]) == {"postgres", "load", "nightly"}
    assert compose["services"]["postgres"]["image"] == "postgres:17"
    assert compose["services"]["load"]["command"] == ["run", "/filings"]
    example = (HOUSE / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"(?<!\$)\$\{(\w+)", text)) == set(re.findall(r"^(\w+)=", example, re.MULTILINE))
    assert re.search(r"^POSTGRES_PASSWORD=$", example, re.MULTILINE), "no password stands in the repository"


def test_every_file_that_the_readme_names_is_there():
    for readme in READMES:
        text = readme.read_text(encoding="utf-8")
        linked = set(re.findall(r"\]\((?!https?:)([^)#]+)\)", text))
        named = set(re.findall(r"`((?:etl|dbt|tests|samples)/[\w./]*)`", text))
        assert {path for path in linked | named if not (HOUSE / path).exists()} == set()


def test_both_readmes_hold_the_same_commands_schedules_and_relations():
    first, second = ([commands(readme), blocks(readme, "cron"), relations(readme)] for readme in READMES)
    assert first == second


def relations(readme: Path) -> list[str]:
    """The relations that the tables of a README begin with, in their order."""
    return re.findall(r"^\| `((?:marts|audit)\.\w+)`", readme.read_text(encoding="utf-8"), re.MULTILINE)
