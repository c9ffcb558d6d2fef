"""The filings of one load give the same marts in whatever order, and however often, they are stored.

A build of dbt takes seconds, so the orders are tried with its SQL alone: the models are compiled once, as for a build from
nothing, and their tables filled anew from `raw` for each order. That this gives what dbt gives is part of the test: the
checksums that every order has to come to are those of a real build.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from etl.filing import Filing
from etl.loading.load import load
from etl.loading.stage import Stamp, stage_filing
from etl.outcome import LoadSummary
from etl.reading.pipeline import read_filing
from etl.version import parser_version
from etl.warehouse.build import build
from etl.warehouse.checksum import Checksum, checksums
from etl.warehouse.connection import connected, driver, query
from etl.warehouse.dbt_runner import run_dbt
from etl.warehouse.journal import begin_load, finish_load
from tests.support.databases import temporary_database
from tests.support.invented_filing import InventedFiling
from tests.support.make_files import docx

ORDERS = 100
FIRST = InventedFiling()
FILINGS = {
    "first.txt": FIRST.text,
    "first.docx": docx(FIRST.blocks),
    "corrected.txt": FIRST.with_target("新建水厂数量", "≥5座").text,
    "again.txt": FIRST.with_target("新建水厂数量", "≥4座").with_amount("其他", "21.00").text,
    "published.txt": replace(FIRST, year=2023, published="2023-02-01").text,
    "republished.txt": replace(FIRST, year=2023, published="2023-01-15").with_target("受益人口", None).text,
    "unpublished.txt": replace(FIRST, year=2023).with_target("群众满意度", "很高").text,
}
COLUMNS = """
select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as names
from information_schema.columns where table_schema = '{}' and table_name = '{}'
"""


@dataclass
class Bench:
    """A built warehouse whose raw rows are stored again and again, and the statements that fill its tables."""

    url: str
    filings: list[Filing]
    statements: list[str]
    expected: dict[str, Checksum]

    def stored_in(self, order: list[int]) -> dict[str, Checksum]:
        """The checksums after one load that stores these filings in this order, some of them more than once."""
        with connected(self.url) as connection, connection.begin():
            connection.execute(text("truncate raw.document cascade"))
            stamp = Stamp(begin_load(connection, LoadSummary(len(order)), "1"), parser_version())
            for number in order:
                stage_filing(connection, self.filings[number], stamp)
            finish_load(connection, stamp.load_id, LoadSummary(len(order)))
            for statement in self.statements:
                driver(connection).execute(statement)
        return of_marts(self.url)


def of_marts(url: str) -> dict[str, Checksum]:
    return {name: found for name, found in checksums(url).items() if name.startswith("marts.")}


def statements_of(url: str, home: Path) -> list[str]:
    """Empty and fill each table of intermediate and marts from what it reads, in the order of the models."""
    assert (
        run_dbt(
            url, home, ["compile", "--full-refresh", "--select", "intermediate", "marts", "--vars", "shown: true"]
        ).failures
        == ()
    )
    nodes = json.loads((home / "dbt" / "target" / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    models = {
        name: node
        for name, node in nodes.items()
        if node["resource_type"] == "model"
        and node["schema"] in {"intermediate", "marts"}
        and node["fqn"][1] in {"intermediate", "marts"}
        and node["config"]["materialized"] in {"table", "incremental"}
    }
    reads = {name: node["depends_on"]["nodes"] for name, node in nodes.items() if node["resource_type"] == "model"}
    made = []
    for name in TopologicalSorter(reads).static_order():
        if name in models:
            schema, table, sql = models[name]["schema"], models[name]["name"], models[name]["compiled_code"]
            [columns] = [row["names"] for row in query(url, COLUMNS.format(schema, table))]
            made += [
                f"delete from {schema}.{table}",  # noqa: S608 - names of ours
                f"insert into {schema}.{table} ({columns}) select {columns} from ({sql}\n) as made",  # noqa: S608
            ]
    return made


@pytest.fixture(scope="module")
def bench(server: str, template: str, filings_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("office")
    for name, content in FILINGS.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    with temporary_database(server, template) as url:
        assert load([folder], url).rejected == []
        assert build(url, filings_home).failures == ()
        filings = [read_named(folder / name) for name in FILINGS]
        yield Bench(url, filings, statements_of(url, filings_home), of_marts(url))


def read_named(path: Path) -> Filing:
    filing = read_filing(path)
    return replace(filing, document=replace(filing.document, file_name=path.name, source_uri=path.as_uri()))


def test_the_filings_are_versions_of_two_declarations(bench: Bench):
    versions = "select year_key, count(*) as versions from marts.dim_statement group by 1 order by 1"
    assert query(bench.url, versions) == [{"year_key": 2023, "versions": 3}, {"year_key": 2024, "versions": 4}]


numbers = st.integers(0, len(FILINGS) - 1)
orders = st.lists(numbers, max_size=5).flatmap(lambda again: st.permutations([*range(len(FILINGS)), *again]))


@settings(max_examples=ORDERS, suppress_health_check=list(HealthCheck))
@given(order=orders)
def test_the_filings_of_one_load_give_the_same_marts_in_any_order_and_however_often(bench: Bench, order: list[int]):
    assert bench.stored_in(order) == bench.expected
