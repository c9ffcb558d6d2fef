"""Databases of a test's own on the server of all tests, gone afterwards. In: the server's URL. Out: theirs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

from sqlalchemy import make_url, text

from etl.warehouse.connection import connected

NUMBERS = count(1)


@contextmanager
def temporary_database(server: str, template: str, encoding: str = "UTF8") -> Iterator[str]:
    """The URL of a database of its own, gone afterwards."""
    name = f"filings_test_{os.getpid()}_{next(NUMBERS)}"
    with connected_outside_transactions(server) as execute:
        execute(f"create database {name} template {template} encoding '{encoding}' lc_collate 'C' lc_ctype 'C'")
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with connected_outside_transactions(server) as execute:
            execute(f"drop database {name} with (force)")


@contextmanager
def connected_outside_transactions(server: str) -> Iterator[Callable[[str], object]]:
    """Execute statements that do not run inside a transaction."""
    with connected(server) as connection:
        outside = connection.execution_options(isolation_level="AUTOCOMMIT")
        yield lambda statement: outside.execute(text(statement))
