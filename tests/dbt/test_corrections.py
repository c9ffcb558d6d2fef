"""Corrections of filed figures: applied where they match what was filed, listed where they no longer do."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from etl.audit.page import findings_page
from etl.audit.report import report_of
from etl.audit.scope import find_scope
from etl.report.leftovers import stale_lines
from etl.warehouse.connection import connected, query
from etl.warehouse.dbt_runner import run_dbt
from etl.warehouse.publish import publish
from tests.support.databases import temporary_database
from tests.support.parsed_page import Page


@pytest.fixture(scope="module")
def corrected(server: str, warehouse: str, filings_home: Path) -> Iterator[tuple[str, dict[str, dict[str, object]]]]:
    """A warehouse with one correction of each kind of fact that matches, and one that does not; and where they stand."""
    with temporary_database(server, str(make_url(warehouse).database)) as url:
        chosen = {
            "target": first_row_where(
                url, "role = 'indicator' and fields ->> 'value' is not null and fields ->> 'value' ~ '^=?\\d+$'"
            ),
            "amount": first_row_where(url, "role = 'amount' and fields #>> '{amounts,0,amount}' ~ '^\\d+$'"),
            "staffing": first_row_where(
                url, "fields #>> '{attributes,0,name}' ~ '编制人' and fields #>> '{attributes,0,value}' ~ '^\\d+$'"
            ),
            "stale": first_row_where(
                url, "role = 'indicator' and fields ->> 'unit' = '%' and fields ->> 'value' !~ '^=?\\d+$'"
            ),
        }
        rows = [
            (chosen["target"], "value", chosen["target"]["fields"]["value"], "77"),
            (chosen["amount"], "amounts.1.amount", chosen["amount"]["fields"]["amounts"][0]["amount"], "88.5"),
            (chosen["staffing"], "attributes.1.value", chosen["staffing"]["fields"]["attributes"][0]["value"], "99"),
            (chosen["stale"], "unit", "‰", "人"),
        ]
        with connected(url) as connection, connection.begin():
            for place, field, filed, better in [*rows, ({"sha256": "ff", "row_no": 1}, "value", "1", "2")]:
                connection.execute(
                    text(
                        "insert into seeds.corrections values (:sha256, :row_no, :field, :filed, :better, '见公开更正')"
                    ),
                    {
                        "sha256": place["sha256"],
                        "row_no": place["row_no"],
                        "field": field,
                        "filed": filed,
                        "better": better,
                    },
                )
        arguments = [
            "build",
            "--full-refresh",
            "--exclude-resource-type",
            "seed",
            "--exclude-resource-type",
            "unit_test",
        ]
        built = run_dbt(url, filings_home, arguments)
        assert (built.failures, built.stands) == ((), True)
        with connected(url) as connection, connection.begin():
            publish(connection, built.relations, None)
        yield url, chosen


def first_row_where(url: str, condition: str) -> dict[str, object]:
    question = f"select * from raw.document_row inner join raw.document using (document_id) where {condition} order by document_id, row_no limit 1"  # noqa: S608 - ours
    [row] = query(url, question)
    return row


def facts_at(
    url: str, relation: str, place: dict[str, object], columns: str, *, by_row: bool = True
) -> list[tuple[object, ...]]:
    condition = "document_id = :document_id" + (
        " and row_no = :row_no" if by_row else " and line_from <= :line_from and line_to >= :line_from"
    )
    rows = query(url, f"select {columns} from marts.{relation} where {condition} order by 1", place)  # noqa: S608 - ours
    return [tuple(row.values()) for row in rows]


def test_a_correction_that_matches_is_applied_to_every_kind_of_fact_and_says_so(
    corrected: tuple[str, dict[str, dict[str, object]]], warehouse: str
):
    url, chosen = corrected
    filed = facts_at(
        warehouse, "fct_indicator_targets", chosen["target"], "target_no, target_filed, value, is_corrected"
    )
    now = facts_at(url, "fct_indicator_targets", chosen["target"], "target_no, target_filed, value, is_corrected")
    assert (now[0][1], now[0][2], now[0][3]) == (filed[0][1], Decimal(77), True)
    assert filed[0][3] is False and filed[0][2] != now[0][2]
    amounts = facts_at(url, "fct_budget_lines", chosen["amount"], "amount_no, amount_filed, amount_yuan, is_corrected")
    before = facts_at(
        warehouse, "fct_budget_lines", chosen["amount"], "amount_no, amount_filed, amount_yuan, is_corrected"
    )
    assert (amounts[0][1], amounts[0][3]) == (before[0][1], True)
    assert amounts[0][2] in {Decimal("88.5"), Decimal(885000)} and amounts[1:] == before[1:]
    [staff] = facts_at(url, "fct_staffing", chosen["staffing"], "establishment, is_corrected", by_row=False)
    assert staff == (99, True)
    [counts] = query(
        url,
        """select
            (select count(*) from marts.fct_indicator_targets where is_corrected) as targets,
            (select count(*) from marts.fct_budget_lines where is_corrected) as amounts,
            (select count(*) from marts.fct_staffing where is_corrected) as staffing""",
    )
    assert tuple(counts.values()) == (1, 1, 1)


def test_a_correction_that_no_longer_matches_changes_nothing_and_is_listed(
    corrected: tuple[str, dict[str, dict[str, object]]], warehouse: str
):
    url, chosen = corrected
    columns = "target_no, target_filed, value, unit_filed, is_corrected"
    assert facts_at(url, "fct_indicator_targets", chosen["stale"], columns) == facts_at(
        warehouse, "fct_indicator_targets", chosen["stale"], columns
    )
    report = report_of(url, find_scope(url, None))
    fates = {(correction.field, correction.fate) for correction in report.corrections}
    assert fates == {
        ("value", "applied"),
        ("amounts.1.amount", "applied"),
        ("attributes.1.value", "applied"),
        ("unit", "stale"),
        ("value", "not_loaded"),
    }
    [line] = stale_lines(url)
    assert line.endswith("unit was ‰") and str(chosen["stale"]["file_name"]) in line
    page = Page(findings_page(report))
    assert "stale 原文已不符" in page.words() and "见公开更正" in page.words()
    of_one_file = report_of(url, find_scope(url, str(chosen["stale"]["file_name"])))
    assert {correction.file_name for correction in of_one_file.corrections} == {chosen["stale"]["file_name"]}


def test_the_corrections_that_ship_with_the_project_still_match(warehouse: str):
    assert query(warehouse, "select * from audit.corrections_checked where fate = 'stale'") == []
