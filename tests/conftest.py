"""A real PostgreSQL for every test: DATABASE_URL if it is set, else the embedded one; a fresh database per module.

A migrated database is made once and copied, which takes a tenth of a second, so that no test has to clean up. Files that
take long begin first, and the run ends with what each of them took.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import make_url

from etl.loading.load import load
from etl.server.database import started_server
from etl.settings import Settings
from etl.warehouse.build import build
from etl.warehouse.migrate import migrate
from tests.support.databases import temporary_database
from tests.support.forked_filings import ForkedFilings
from tests.support.homes import PARSED, copy_parsed
from tests.support.places import HOUSE, SAMPLES, SHARED

# A file stays in one process, and the run ends with the last of them: these begin, the longest first.
LONG_FILES = (
    "whole/test_crash.py",
    "isolation/test_hostile.py",
    "warehouse/test_publish.py",
    "docs/test_readme.py",
    "whole/test_promises.py",
    "warehouse/test_backup.py",
    "whole/test_any_order.py",
    "whole/test_two_at_once.py",
    "dbt/test_versions.py",
    "dbt/test_confidence.py",
)
FILES_TOLD = 12

# Machines are noisy and the first example fills caches: no test fails for being slow.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let files that take long begin, and leave the others in their order."""
    places = {HOUSE / "tests" / name: number for number, name in enumerate(LONG_FILES)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell which files took longest; a test is reported thrice, by its setup, call and teardown."""
    seconds: Counter[str] = Counter()
    for report in chain.from_iterable(terminalreporter.stats.values()):
        if isinstance(report, pytest.TestReport):
            seconds[report.nodeid.partition("::")[0]] += report.duration
    if len(seconds) > FILES_TOLD:
        terminalreporter.section(f"slowest {FILES_TOLD} files")
        for name, passed in seconds.most_common(FILES_TOLD):
            terminalreporter.write_line(f"{passed:7.1f}s {name}")


@pytest.fixture(scope="session")
def filings_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One FILINGS_HOME for the builds of a process, so that dbt need not parse its project again for each of them.

    What another process has parsed by then will do for this one.
    """
    home = tmp_path_factory.mktemp("home")
    copy_parsed(_parsed_by_all(tmp_path_factory), home / PARSED)
    return home


def _parsed_by_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the processes that share this run leave what dbt knows of its project; alone, one leaves it to nobody."""
    own = tmp_path_factory.getbasetemp()
    return (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "parsed"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a running server."""
    with started_server(Settings(os.environ.get("DATABASE_URL") or None, tmp_path_factory.mktemp("server"))) as url:
        yield url


@pytest.fixture(scope="session")
def template(server: str) -> Iterator[str]:
    """The name of a migrated database that nobody is connected to."""
    with temporary_database(server, "template0") as url:
        migrate(url)
        yield str(make_url(url).database)


@pytest.fixture
def empty_database(server: str) -> Iterator[str]:
    """The URL of a database without anything in it."""
    with temporary_database(server, "template0") as url:
        yield url


@pytest.fixture
def sql_ascii_database(server: str) -> Iterator[str]:
    """The URL of a database that does not know which characters its bytes are."""
    with temporary_database(server, "template0", "SQL_ASCII") as url:
        yield url


@pytest.fixture(scope="module")
def database(server: str, template: str) -> Iterator[str]:
    """The URL of a migrated database that the tests of a module share."""
    with temporary_database(server, template) as url:
        yield url


@pytest.fixture
def new_database(server: str, template: str) -> Iterator[str]:
    """The URL of a migrated database for one test."""
    with temporary_database(server, template) as url:
        yield url


@pytest.fixture(scope="session")
def forked_filings() -> Iterator[ForkedFilings]:
    """The command as a process of its own, for tests that are about what it does and not about its start."""
    forked = ForkedFilings()
    yield forked
    forked.close()


@pytest.fixture(scope="session")
def samples() -> Path:
    """The filings that ship with the project."""
    return SAMPLES


@pytest.fixture(scope="session")
def warehouse(
    server: str, template: str, filings_home: Path, samples: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The URL of a warehouse built from the samples, for tests that only read; others copy it."""
    with temporary_database(server, template) as url:
        assert load([samples], url).rejected == []
        assert build(url, filings_home).failures == ()
        copy_parsed(filings_home / PARSED, _parsed_by_all(tmp_path_factory))
        yield url


@pytest.fixture
def warehouse_copy(server: str, warehouse: str) -> Iterator[str]:
    """The URL of a warehouse that one test may change."""
    with temporary_database(server, str(make_url(warehouse).database)) as url:
        yield url


@pytest.fixture(scope="session")
def real_warehouse(server: str, template: str, filings_home: Path) -> Iterator[str]:
    """The URL of a warehouse of the four real filings that the samples were made from, for tests that only read."""
    with temporary_database(server, template) as url:
        assert load((SHARED / "filings").glob("00?_*.txt"), url).rejected == []
        assert build(url, filings_home).failures == ()
        yield url
