"""Promises that need more than one load to show; those on one state of the warehouse are tests of dbt."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.loading.load import load
from etl.warehouse.build import build
from etl.warehouse.connection import query
from etl.warehouse.dbt_runner import run_dbt
from tests.support.databases import temporary_database

# When a document came in is no property of the filing.
MOMENTS = ("loaded_at", "load_id")


def marts(url: str) -> dict[str, list[str]]:
    """Every row of every mart, of the findings and of what they quote, as sorted text without the moments of loading."""
    relations = query(
        url,
        """select table_schema || '.' || table_name as relation from information_schema.tables
        where table_schema = 'marts' or (table_schema = 'audit' and table_name in ('findings', 'rows_quoted'))
        order by 1""",
    )
    moments = " - ".join(f"'{moment}'" for moment in MOMENTS)
    contents = {}
    for name in (row["relation"] for row in relations):
        rows = query(url, f"select (to_jsonb(r) - {moments})::text as row from {name} as r")  # noqa: S608 - names of ours
        contents[name] = sorted(row["row"] for row in rows)
    return contents


@pytest.fixture(scope="module")
def backwards(server: str, template: str, filings_home: Path, samples: Path):
    """The samples loaded one by one in the opposite order, with a build after the first and the last."""
    paths = sorted(samples.iterdir(), reverse=True)
    with temporary_database(server, template) as url:
        for path in paths:
            assert load([path], url).rejected == []
            if path in (paths[0], paths[-1]):
                assert build(url, filings_home).failures == ()
        yield url


def test_filings_loaded_one_by_one_in_another_order_give_the_same_marts(warehouse: str, backwards: str):
    expected, found = marts(warehouse), marts(backwards)
    assert sum(map(len, expected.values())) > 4000
    assert {name: len(rows) for name, rows in found.items()} == {name: len(rows) for name, rows in expected.items()}
    assert found == expected


def test_the_same_filings_again_change_nothing(warehouse_copy: str, filings_home: Path, samples: Path):
    before = marts(warehouse_copy)
    again = load([samples, samples], warehouse_copy)
    assert (len(again.rejected), build(warehouse_copy, filings_home).skipped) == (0, True)
    assert marts(warehouse_copy) == before


def test_every_notation_and_label_reads_as_the_unit_tests_of_dbt_say(warehouse_copy: str, filings_home: Path):
    result = run_dbt(warehouse_copy, filings_home, ["test", "--select", "test_type:unit"])
    assert result.failures == ()
    assert result.nodes >= 30
