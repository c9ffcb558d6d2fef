"""Rows of a filing -> raw, in one transaction: kept whole, replaced whole, refused whole."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Connection

from etl.filing import Document, Filing, Kind, Line, PromiseBroken, Role, Row, Statement
from etl.loading.stage import (
    Stamp,
    document_id,
    find,
    forget_unreadable,
    stage_filing,
    stage_rejected,
    stage_unreadable,
)
from etl.outcome import LoadSummary
from etl.warehouse.connection import connected, query
from etl.warehouse.journal import begin_load, finish_load

LINES = tuple(
    Line(number, text, tuple(text.split("|")), page)
    for number, (text, page) in enumerate(
        [("项目绩效目标表", 1), ("数量指标|发放人数|≥30人", 1), ("", 1), ("资金总额", 1), ("12.50", 2)], start=1
    )
)
STATEMENT = Statement(1, Kind.PROJECT, "项目绩效目标表", "某局", None, "某项目", 2024, "万元", LINES)
INDICATOR = {"level2": "数量指标", "name": "发放人数", "value": "≥30人"}
AMOUNT = {"amounts": [{"item": "资金总额", "amount": "12.50"}]}
ROWS = (
    Row(Role.TITLE, LINES[:1], 1),
    Row(Role.INDICATOR, LINES[1:2], 1, INDICATOR),
    Row(Role.BLANK, LINES[2:3], None),
    Row(Role.AMOUNT, LINES[3:], 1, AMOUNT),
)
DOCUMENT = Document("a.txt", "file:///a.txt", "原文".encode(), "text/plain", "text", LINES)
FILING = Filing(DOCUMENT, (STATEMENT,), ROWS)
KEY = document_id(DOCUMENT.sha256)


@pytest.fixture
def connection(new_database: str) -> Iterator[Connection]:
    with connected(new_database) as opened:
        yield opened


def stamp(connection: Connection, parser_version: str = "1") -> Stamp:
    with connection.begin():
        return Stamp(begin_load(connection, LoadSummary(1), "0.1"), parser_version)


def stage(connection: Connection, filing: Filing, parser_version: str = "1") -> None:
    by = stamp(connection, parser_version)
    with connection.begin():
        stage_filing(connection, filing, by)


def test_every_row_comes_back_with_its_lines_page_role_and_fields(connection: Connection, new_database: str):
    stage(connection, FILING)
    rows = query(new_database, "select * from raw.document_row order by row_no")
    assert [(row["row_no"], row["statement_no"], row["role"]) for row in rows] == [
        (1, 1, "title"),
        (2, 1, "indicator"),
        (3, None, "blank"),
        (4, 1, "amount"),
    ]
    assert [(row["line_from"], row["line_to"], row["page"]) for row in rows] == [
        (1, 1, 1),
        (2, 2, 1),
        (3, 3, 1),
        (4, 5, 1),
    ]
    assert [row["filed_text"] for row in rows] == ["项目绩效目标表", "数量指标|发放人数|≥30人", "", "资金总额\n12.50"]
    assert [row["fields"] for row in rows] == [{}, INDICATOR, {}, AMOUNT]
    assert {row["document_id"] for row in rows} == {KEY}


def test_the_statement_comes_back_with_its_facts_and_lines(connection: Connection, new_database: str):
    stage(connection, FILING)
    [statement] = query(new_database, "select * from raw.statement")
    assert statement == {
        "document_id": KEY,
        "statement_no": 1,
        "kind": "project",
        "title": "项目绩效目标表",
        "agency": "某局",
        "implementing_unit": None,
        "project_name": "某项目",
        "fiscal_year": 2024,
        "money_unit": "万元",
        "line_from": 1,
        "line_to": 5,
    }


def test_the_bytes_are_kept_and_the_key_follows_from_them(connection: Connection, new_database: str):
    stage(connection, FILING)
    [document] = query(new_database, "select * from raw.document inner join raw.document_content using (document_id)")
    assert document["content"] == DOCUMENT.content
    assert document["document_id"] == int(DOCUMENT.sha256[:15], 16)
    assert (document["sha256"], document["size_bytes"]) == (DOCUMENT.sha256, len(DOCUMENT.content))
    assert (document["status"], document["reason"], document["reader"]) == ("loaded", None, "text")


def test_reading_again_replaces_what_an_earlier_reading_made(connection: Connection, new_database: str):
    stage(connection, FILING)
    whole = Row(Role.NARRATIVE, LINES, 1)
    stage(connection, replace(FILING, rows=(whole,)), parser_version="2")
    assert [row["role"] for row in query(new_database, "select role from raw.document_row")] == ["narrative"]
    [document] = query(new_database, "select parser_version, load_id, first_load_id from raw.document")
    assert document == {"parser_version": "2", "load_id": 2, "first_load_id": 1}


def test_a_filing_that_newer_code_rejects_loses_its_rows_and_keeps_its_bytes(connection: Connection, new_database: str):
    stage(connection, FILING)
    by = stamp(connection, "2")
    with connection.begin():
        stage_rejected(connection, replace(DOCUMENT, reader=""), "no filing after all", by)
    [document] = query(new_database, "select status, reason, reader from raw.document")
    assert document == {"status": "rejected", "reason": "no filing after all", "reader": None}
    assert query(new_database, "select * from raw.document_row") == []
    assert query(new_database, "select * from raw.statement") == []
    assert query(new_database, "select content from raw.document_content") == [{"content": DOCUMENT.content}]


@pytest.mark.parametrize(
    "rows",
    [
        ROWS[:-1],
        ROWS[1:],
        (*ROWS[:2], *ROWS[3:]),
        (*ROWS, Row(Role.AMOUNT, LINES[4:], 1)),
        (*ROWS, Row(Role.AMOUNT, (Line(6, "x", ("x",)),), 1)),
        (*ROWS[:2], Row(Role.BLANK, LINES[2:3] + LINES[4:], 1), Row(Role.AMOUNT, LINES[3:4], 1)),
        (*ROWS, Row(Role.AMOUNT, (), 1)),
        (Row(Role.TITLE, LINES, 2),),
    ],
    ids=[
        "a line at the end lies in no row",
        "a line at the start lies in no row",
        "a line between lies in no row",
        "a line lies in two rows",
        "a row has a line that the document has not",
        "a row has a hole",
        "a row has no line",
        "a row belongs to no statement that exists",
    ],
)
def test_lines_that_are_not_each_in_exactly_one_row_are_refused(connection: Connection, rows: tuple[Row, ...]):
    with pytest.raises(PromiseBroken):
        stage(connection, replace(FILING, rows=rows))


def test_a_row_that_states_targets_beside_its_own_and_is_no_indicator_is_refused(connection: Connection):
    aside = replace(ROWS[1], role=Role.UNPLACED, fields={**INDICATOR, "more": [INDICATOR]})
    with pytest.raises(PromiseBroken, match="line 2 "):
        stage(connection, replace(FILING, rows=(ROWS[0], aside, *ROWS[2:])))


def test_the_order_in_which_rows_are_handed_over_does_not_matter(connection: Connection, new_database: str):
    stage(connection, replace(FILING, rows=ROWS[::-1]))
    rows = query(new_database, "select row_no, line_from from raw.document_row order by row_no")
    assert [row["line_from"] for row in rows] == [1, 2, 3, 4]


def test_a_refused_filing_leaves_the_earlier_reading_untouched(connection: Connection, new_database: str):
    stage(connection, FILING)
    with pytest.raises(PromiseBroken):
        stage(connection, replace(FILING, rows=ROWS[:-1]), parser_version="2")
    assert len(query(new_database, "select * from raw.document_row")) == len(ROWS)
    assert query(new_database, "select parser_version from raw.document") == [{"parser_version": "1"}]


def test_an_unreadable_file_is_listed_without_a_digest_and_under_a_key_of_its_own(
    connection: Connection, new_database: str
):
    by = stamp(connection)
    with connection.begin():
        stage_unreadable(connection, "封存", "file:///data/封存", "no permission to read it", by)
        stage_unreadable(connection, "封存", "file:///data/封存", "no permission to read it", by)
    [document] = query(new_database, "select * from raw.document")
    assert document["document_id"] < 0
    assert (document["sha256"], document["size_bytes"]) == (None, None)
    assert (document["status"], document["reason"]) == ("rejected", "no permission to read it")


def test_unreadable_files_are_forgotten_under_a_folder_and_nowhere_else(connection: Connection, new_database: str):
    by = stamp(connection)
    addresses = ["file:///data", "file:///data/a", "file:///data_2/a", "file:///dataX", "file:///other"]
    with connection.begin():
        for address in addresses:
            stage_unreadable(connection, "a", address, "no permission to read it", by)
        stage_rejected(connection, replace(DOCUMENT, source_uri="file:///data/b"), "empty", by)
        forget_unreadable(connection, ["file:///data"])
    left = {row["source_uri"] for row in query(new_database, "select source_uri from raw.document")}
    assert left == {"file:///data/b", "file:///data_2/a", "file:///dataX", "file:///other"}


def test_what_is_known_of_some_bytes_is_found_by_their_digest(connection: Connection):
    stage(connection, FILING, parser_version="2")
    with connection.begin():
        known = find(connection, DOCUMENT.sha256)
        assert known is not None
        assert (known.parser_version, known.status, known.reason) == ("2", "loaded", None)
        assert find(connection, "0" * 64) is None


def test_a_load_that_was_cut_off_has_no_end(connection: Connection, new_database: str):
    finished = LoadSummary(3, loaded=2, unchanged=1, statements=5, rows=40)
    by = stamp(connection)
    with connection.begin():
        finish_load(connection, begin_load(connection, LoadSummary(3), "0.1"), finished)
    cut_off, whole = query(new_database, "select * from raw.load order by load_id")
    assert cut_off["load_id"] == by.load_id
    assert cut_off["finished_at"] is None
    assert whole["finished_at"] >= whole["started_at"]
    assert (whole["files_seen"], whole["files_loaded"], whole["files_unchanged"]) == (3, 2, 1)
    assert (whole["statements"], whole["document_rows"], whole["files_rejected"]) == (5, 40, 0)
