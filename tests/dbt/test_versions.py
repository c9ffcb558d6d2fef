"""The same agency files the same year again: the newer filing is current, the older one keeps its rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.loading.load import load
from etl.loading.reread import Choice, reread
from etl.warehouse.build import build
from etl.warehouse.checksum import checksums
from etl.warehouse.connection import query
from tests.support.databases import temporary_database
from tests.support.invented_filing import AGENCY, InventedFiling
from tests.support.make_files import docx

FIRST = InventedFiling()
CORRECTED = FIRST.with_target("新建水厂数量", "≥5座").with_target("受益人口", None).with_amount("其他", "30.00")
OTHER = InventedFiling(year=2021, project="水库维护")
STATEMENTS = """
select
    file_name, version_no, is_current, published_on::text,
    (select n.file_name from marts.dim_statement as n where n.statement_key = s.superseded_by_key) as superseded_by
from marts.dim_statement as s
where year_key = {year}
order by version_no
"""
FACTS = """
select
    s.file_name,
    (select count(*) from marts.{fact} as f where f.document_id = s.document_id and f.is_current) as current,
    (select count(*) from marts.{fact} as f where f.document_id = s.document_id and not f.is_current) as older
from marts.dim_statement as s
where year_key = 2024
order by version_no
"""
VIEWS = """
select
    file_name,
    count(*) as statements,
    sum((select count(*) from marts.current_indicator_targets as t where t.statement_key = s.statement_key))::int as targets,
    sum((select count(*) from marts.current_budget_lines as b where b.statement_key = s.statement_key))::int as amounts
from marts.current_statements as s
where fiscal_year > 2021
group by 1 order by 1
"""
CHANGED_TARGETS = """
select indicator_name, change_kind, before_target_filed as before, target_filed as after, difference::int as difference
from marts.mart_target_changes
where comparison = '{}' and year_key = {}
order by indicator_name collate "C"
"""
CHANGED_AMOUNTS = """
select f.name_zh as fund_source, change_kind, before_amount_filed as before, amount_filed as after,
    difference_yuan::int as difference
from marts.mart_budget_changes
inner join marts.dim_fund_source as f using (fund_source_key)
where comparison = '{}' and year_key = {}
"""


class Office:
    """An agency that files, and the warehouse of those who read it."""

    def __init__(self, url: str, folder: Path, home: Path) -> None:
        self.url, self.folder, self.home = url, folder, home

    def files(self, **filings: str | bytes) -> None:
        """Load new files, all in one load, and build."""
        paths = [self.folder / name.replace("_", ".") for name in filings]
        for path, content in zip(paths, filings.values(), strict=True):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        assert load(paths, self.url).rejected == []
        self.builds()

    def builds(self) -> None:
        assert build(self.url, self.home).failures == ()

    def versions(self, year: int = 2024) -> list[tuple[object, ...]]:
        return [tuple(row.values()) for row in query(self.url, STATEMENTS.format(year=year))]

    def facts(self, fact: str) -> list[tuple[object, ...]]:
        return [tuple(row.values()) for row in query(self.url, FACTS.format(fact=fact))]


@pytest.fixture(scope="module")
def office(
    server: str, template: str, filings_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """An agency that has filed some years, and in a later load a corrected one and one published before."""
    with temporary_database(server, template) as url:
        made = Office(url, tmp_path_factory.mktemp("office"), filings_home)
        made.files(
            first_txt=FIRST.text,
            before_txt=InventedFiling(year=2023).text,
            march_txt=InventedFiling(year=2022, published="2022-03-01").text,
            second_txt=OTHER.text,
            second_docx=docx(OTHER.blocks),
        )
        made.files(
            corrected_txt=CORRECTED.text,
            january_txt=InventedFiling(year=2022, published="2022-01-10").with_target("水质达标率", "≥90%").text,
        )
        yield made


def test_a_corrected_filing_of_a_later_load_is_current_and_the_older_one_keeps_its_rows(office: Office):
    assert office.versions() == [
        ("first.txt", 1, False, None, "corrected.txt"),
        ("corrected.txt", 2, True, None, None),
    ]
    assert office.facts("fct_indicator_targets") == [("first.txt", 0, 5), ("corrected.txt", 4, 0)]
    assert office.facts("fct_budget_lines") == [("first.txt", 0, 3), ("corrected.txt", 3, 0)]


def test_another_year_is_no_version_of_this_one(office: Office):
    assert office.versions(2023) == [("before.txt", 1, True, None, None)]


def test_adding_to_what_stands_gives_the_same_as_building_all_anew(office: Office):
    added = checksums(office.url)
    assert build(office.url, office.home, full_refresh=True).failures == ()
    assert checksums(office.url) == added


def test_reading_the_older_filing_again_makes_it_no_newer_and_takes_no_table_from_under_a_view(office: Office):
    tables = "select oid::bigint, relname from pg_class where relnamespace = 'marts'::regnamespace and relkind = 'r' order by 2"
    before, stood = checksums(office.url), query(office.url, tables)
    assert reread(office.url, Choice.ALL).loaded == 7
    office.builds()
    assert checksums(office.url) == before
    assert query(office.url, tables) == stood


def test_changes_say_what_the_corrected_filing_made_of_the_older_one(office: Office):
    assert query(office.url, CHANGED_TARGETS.format("version", 2024)) == [
        {
            "indicator_name": "受益人口",
            "change_kind": "dropped",
            "before": "≥12000人",
            "after": None,
            "difference": None,
        },
        {"indicator_name": "新建水厂数量", "change_kind": "raised", "before": "≥3座", "after": "≥5座", "difference": 2},
    ]
    assert query(office.url, CHANGED_AMOUNTS.format("version", 2024)) == [
        {
            "fund_source": "其他资金（表内余项）",
            "change_kind": "raised",
            "before": "20.00",
            "after": "30.00",
            "difference": 100000,
        },
    ]


def test_changes_compare_the_current_statements_of_neighbouring_years(office: Office):
    [year] = query(office.url, "select distinct before_year_key from marts.mart_target_changes where year_key = 2024 "
                               "and comparison = 'year'")  # fmt: skip
    assert year == {"before_year_key": 2023}
    assert [row["change_kind"] for row in query(office.url, CHANGED_TARGETS.format("year", 2024))] == [
        "dropped",
        "raised",
    ]
    assert query(office.url, CHANGED_TARGETS.format("year", 2023)) == []
    assert query(office.url, CHANGED_TARGETS.format("version", 2021)) == []


def test_views_show_the_newest_version_of_each_statement_only(office: Office):
    assert query(office.url, VIEWS) == [
        {"file_name": "before.txt", "statements": 1, "targets": 5, "amounts": 3},
        {"file_name": "corrected.txt", "statements": 1, "targets": 4, "amounts": 3},
        {"file_name": "march.txt", "statements": 1, "targets": 5, "amounts": 3},
    ]
    [row] = query(
        office.url,
        "select * from marts.current_indicator_targets where indicator_name = '新建水厂数量' and fiscal_year = 2024",
    )
    assert (row["county_name"], row["agency_name"], row["project_name"]) == ("特克斯县", AGENCY, "农村供水工程")
    assert (row["level1_name_zh"], row["indicator_name"], row["value"]) == ("产出", "新建水厂数量", 5)


def test_the_same_filing_as_text_and_as_docx_supersedes_rather_than_doubles(office: Office):
    rows = query(office.url, "select * from marts.dim_statement where project_name = '水库维护' order by version_no")
    assert [(row["version_no"], row["is_current"]) for row in rows] == [(1, False), (2, True)]
    assert rows[0]["document_sha256"] < rows[1]["document_sha256"]
    current = "select item_name, amount_filed from marts.fct_budget_lines where is_current and document_id = any(:d)"
    amounts = query(office.url, current.replace(":d", f"array[{rows[0]['document_id']}, {rows[1]['document_id']}]"))
    assert sorted(row["amount_filed"] for row in amounts) == ["100.50", "120.50", "20.00"]


def test_what_was_published_earlier_is_older_although_it_comes_later(office: Office):
    assert office.versions(2022) == [
        ("january.txt", 1, False, "2022-01-10", "march.txt"),
        ("march.txt", 2, True, "2022-03-01", None),
    ]
