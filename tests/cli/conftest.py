"""The command in an empty folder, and a filing for it."""

from pathlib import Path

import pytest

from tests.support.commands import Done, Filings, environment
from tests.support.forked_filings import ForkedFilings


@pytest.fixture
def filings(forked_filings: ForkedFilings, new_database: str, filings_home: Path, tmp_path: Path) -> Filings:
    """Run the command in an empty folder, on a database of its own unless the test names another."""

    def run(*arguments: object, **changes: str) -> Done:
        surroundings = {"DATABASE_URL": new_database, "FILINGS_HOME": str(filings_home)} | changes
        return forked_filings.run([*map(str, arguments)], tmp_path, environment(**surroundings))

    return run


@pytest.fixture
def sample(samples: Path) -> Path:
    return min(samples.glob("*.txt"), key=lambda path: path.stat().st_size)
