"""Whole filings, end to end through PostgreSQL and dbt, against rows checked by hand.

The samples hold every table row and number of the real filings, so the same expected rows serve both; the real ones
are read too where they stand beside the checkout.
"""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal

import pytest

from etl.report.summary import figures
from etl.warehouse.connection import query
from tests.support.places import GOLDEN, SHARED

LAYOUTS = {
    "tekesi_2022_plain": "000_",
    "bazhou_2022_tabs": "001_",
    "dacheng_2023_markdown": "003_",
    "hezheng_2025_tabs": "004_",
}
SETS = ["samples", *(["real"] if (SHARED / "filings").is_dir() else [])]

TARGETS = """
select
    statement.statement_no, coalesce(indicator.indicator_code, '') as indicator_code, target.indicator_name,
    coalesce(target.operator, '') as operator,
    coalesce(target.value::text, target.qualitative_target, target.target_filed) as value,
    coalesce(target.unit_filed, '') as unit
from marts.fct_indicator_targets as target
inner join marts.dim_statement as statement using (document_id, statement_key)
inner join marts.dim_indicator as indicator using (indicator_key)
where statement.file_name like :file || '%'
"""
AMOUNTS = """
select
    statement.statement_no, coalesce(line.item_name, '') as item, coalesce(line.fund_source_filed, '') as fund_source,
    line.side, line.amount_filed, line.amount_yuan
from marts.fct_budget_lines as line
inner join marts.dim_statement as statement using (document_id, statement_key)
where statement.file_name like :file || '%'
"""


@pytest.fixture(scope="module", params=SETS)
def built(request) -> tuple[str, dict[str, str]]:
    """The URL of a warehouse of the four filings, and the file name of each layout in it."""
    if request.param == "samples":
        return request.getfixturevalue("warehouse"), {layout: layout for layout in LAYOUTS}
    return request.getfixturevalue("real_warehouse"), LAYOUTS


def expected(layout: str, what: str) -> Counter[tuple[str, ...]]:
    with (GOLDEN / f"{layout}.{what}.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return Counter(tuple(map(comparable, row)) for row in rows)


def comparable(value: object) -> str:
    """Numbers by value and not by notation, everything else as it is."""
    try:
        return format(Decimal(str(value)).normalize(), "f")
    except ArithmeticError:
        return str(value)


def found(url: str, sql: str, file: str) -> Counter[tuple[str, ...]]:
    return Counter(tuple(comparable(value) for value in row.values()) for row in query(url, sql, {"file": file}))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_target_is_read_as_a_person_reads_it(built, layout: str):
    url, files = built
    assert found(url, TARGETS, files[layout]) == expected(layout, "targets")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_amount_is_read_as_a_person_reads_it(built, layout: str):
    url, files = built
    assert found(url, AMOUNTS, files[layout]) == expected(layout, "amounts")


def test_the_four_filings_give_the_figures_of_the_contract(built):
    counts = figures(built[0])
    assert (counts.documents, counts.statements, counts.targets) == (4, 40, 446)
    assert (counts.budget_lines, counts.staffing_rows) == (124, 3)
    assert (counts.lines_unplaced, counts.labels_unmapped) == (0, 0)
    assert (counts.figures_unread, counts.statements_not_whole, counts.documents_not_whole) == (0, 0, 0)


def test_each_filing_belongs_to_its_division_with_prefecture_and_province(built):
    divisions = query(
        built[0],
        """select distinct county.county_code, county.prefecture_name, county.province_name
        from marts.dim_statement inner join marts.dim_county as county using (county_key)""",
    )
    assert {tuple(row.values()) for row in divisions} == {
        ("654027", "伊犁哈萨克自治州", "新疆维吾尔自治区"),
        ("652800", "巴音郭楞蒙古自治州", "新疆维吾尔自治区"),
        ("131025", "廊坊市", "河北省"),
        ("622925", "临夏回族自治州", "甘肃省"),
    }


def test_targets_are_of_the_kinds_that_a_careful_reader_counts(built):
    kinds = query(built[0], "select target_kind, count(*) as targets from marts.fct_indicator_targets group by 1")
    assert {row["target_kind"]: row["targets"] for row in kinds} == {
        "number": 359, "qualitative": 78, "period": 2, "frequency": 5, "date": 2,
    }  # fmt: skip


def test_a_date_that_does_not_exist_is_kept_as_filed_and_reported(built):
    [finding] = query(built[0], "select filed, message_zh from audit.findings where rule_code = 'date_does_not_exist'")
    assert finding["filed"] == "2022年11月31日"
    [target] = query(
        built[0],
        "select target_kind, target_date from marts.fct_indicator_targets where target_filed = '2022年11月31日'",
    )
    assert (target["target_kind"], target["target_date"]) == ("date", None)
