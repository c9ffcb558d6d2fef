"""Documents read again from the bytes kept in the database, and the checksums that show what came of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from etl.loading.load import load
from etl.loading.reread import Choice, reread
from etl.report.status import status_as_json
from etl.warehouse.build import build
from etl.warehouse.checksum import checksums
from etl.warehouse.connection import connected, query

ROWS = "select document_id, row_no, role, filed_text, fields::text from raw.document_row order by 1, 2"


def change(url: str, sql: str) -> None:
    with connected(url) as connection, connection.begin():
        connection.execute(text(sql))


def older(url: str) -> int:
    return int(json.loads(status_as_json(url))["documents"]["read_by_older_version"])


@pytest.fixture
def loaded(new_database: str, samples: Path, tmp_path: Path) -> str:
    """The samples and a novel, which is rejected; the novel's file is gone."""
    novel = tmp_path / "novel.txt"
    novel.write_text("It was a dark and stormy night.\n")
    assert len(load([samples, novel], new_database).rejected) == 1
    novel.unlink()
    return new_database


def test_documents_of_an_older_parser_are_read_again_and_no_others(loaded: str):
    before = query(loaded, ROWS)
    change(loaded, "update raw.document set parser_version = 'older' where file_name like '%plain%'")
    change(loaded, "delete from raw.document_row using raw.document d where file_name like '%plain%' and "
                   "document_row.document_id = d.document_id")  # fmt: skip
    assert older(loaded) == 1
    summary = reread(loaded, Choice.OLDER)
    assert (summary.found, summary.loaded, summary.rejected) == (1, 1, [])
    assert older(loaded) == 0
    assert query(loaded, ROWS) == before
    loads = query(loaded, "select count(distinct load_id) as loads, max(load_id) as last from raw.document")
    assert loads == [{"loads": 2, "last": 2}]


def test_a_rejected_document_is_tried_again_without_its_file(loaded: str):
    change(loaded, "update raw.document set reason = 'of another time' where status = 'rejected'")
    summary = reread(loaded, Choice.REJECTED)
    assert [outcome.path.name for outcome in summary.rejected] == ["novel.txt"]
    [row] = query(loaded, "select file_name, reason, reader from raw.document where status = 'rejected'")
    assert row["file_name"] == "novel.txt"
    assert row["reason"].startswith("no table of indicators")


def test_everything_made_anew_from_the_kept_bytes_has_the_same_checksums(
    warehouse: str, warehouse_copy: str, filings_home: Path
):
    expected = checksums(warehouse)
    assert expected["marts.fct_indicator_targets"].rows == 446
    change(warehouse_copy, "truncate raw.document_row, raw.statement")
    assert reread(warehouse_copy, Choice.ALL).loaded == 4
    assert build(warehouse_copy, filings_home, full_refresh=True).failures == ()
    assert checksums(warehouse_copy) == expected


def test_a_checksum_sees_one_changed_digit_and_no_order(warehouse: str, warehouse_copy: str):
    expected = checksums(warehouse)
    change(warehouse_copy, "create table scratch as select * from marts.fct_staffing order by statement_key desc")
    change(warehouse_copy, "truncate marts.fct_staffing")
    change(warehouse_copy, "insert into marts.fct_staffing select * from scratch")
    assert checksums(warehouse_copy) == expected
    change(warehouse_copy, "update marts.fct_staffing set actual = actual + 1 where establishment = 12")
    changed = checksums(warehouse_copy)
    assert {name for name in expected if changed[name] != expected[name]} == {"marts.fct_staffing"}
