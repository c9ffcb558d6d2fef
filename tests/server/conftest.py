"""Homes for servers of a test's own."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from etl.server.database import started_server
from tests.support.homes import temporary_home


@pytest.fixture
def fresh_home():
    with temporary_home() as settings:
        yield settings


@pytest.fixture(scope="session")
def lasting_home():
    """For tests that leave nothing in the data."""
    with temporary_home() as settings:
        with started_server(settings):
            pass
        yield settings


@pytest.fixture
def home(lasting_home):
    """A home whose data are set up and empty; a copy, since setting up takes most of a test's time."""
    with temporary_home() as settings:
        settings.home.mkdir()
        subprocess.run(["cp", "-Rp", str(lasting_home.home / "server"), str(settings.home)], check=True)
        yield settings


@pytest.fixture
def closed_folder():
    folder = Path(tempfile.mkdtemp(prefix="filings-test-", dir="/tmp"))  # mode 0700
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
