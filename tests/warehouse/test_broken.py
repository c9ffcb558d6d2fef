"""Which documents a test that failed can be laid to, by the rows that it found; on a warehouse of the samples."""

# ruff: noqa: S608 - the questions are written here

from __future__ import annotations

import pytest

from etl.outcome import FailedTest, Failure, Relation
from etl.warehouse.broken import broken_documents
from etl.warehouse.connection import connected, query

STATEMENTS = Relation("marts", "dim_statement", "incremental")
FIRST = "select min(document_id) as document_id from marts.dim_statement"
OF_FIRST = f"where document_id = ({FIRST})"


def laid_to(url: str, failure: Failure) -> dict[int, list[str]]:
    with connected(url) as connection, connection.begin():
        return broken_documents(connection, [failure])


def failed(sql: str, **about: object) -> Failure:
    return Failure("a_test", "Got 1 result", test=FailedTest(sql, **about))  # type: ignore[arg-type]


@pytest.fixture
def first(warehouse: str) -> int:
    [row] = query(warehouse, FIRST)
    return int(row["document_id"])


def test_rows_that_name_their_document_tell_it_and_as_good_as_they_can_the_line(warehouse: str, first: int):
    assert laid_to(warehouse, failed(f"{FIRST} -- a word")) == {first: ["a_test"]}
    line = failed(f"select document_id, 7 as line_from from ({FIRST}) as f", promise="nothing is lost")
    assert laid_to(warehouse, line) == {first: ["a_test: nothing is lost (line 7)"]}
    row = f"select document_id, row_no from raw.document_row {OF_FIRST} and row_no <= 4"
    assert laid_to(warehouse, failed(row)) == {first: ["a_test (line 1, 2, 3 …)"]}
    statement = f"select document_id, statement_no from raw.statement {OF_FIRST} and statement_no = 1"
    [words] = laid_to(warehouse, failed(statement))[first]
    assert words.startswith("a_test (line ")


@pytest.mark.parametrize("found", ["statement_key as unique_field, 2 as n_records", "statement_key"])
def test_a_test_of_a_column_tells_values_and_their_rows_the_document(warehouse: str, first: int, found: str):
    sql = f"select {found} from marts.dim_statement {OF_FIRST}"
    assert laid_to(warehouse, failed(sql, relation=STATEMENTS, column="statement_key")).keys() == {first}


def test_an_empty_column_is_found_by_its_emptiness(warehouse: str):
    sql = "select scope from marts.dim_statement where scope is null"
    empty = query(warehouse, "select distinct document_id from marts.dim_statement where scope is null")
    found = laid_to(warehouse, failed(sql, relation=STATEMENTS, column="scope"))
    assert found.keys() == {row["document_id"] for row in empty} != set()


def test_two_rows_of_one_key_are_told_by_the_database(warehouse: str):
    message = "Database Error duplicate key value DETAIL: Key (document_id, row_no)=(77, 3) already exists."
    assert laid_to(warehouse, Failure("fct_staffing", message)) == {77: ["fct_staffing"]}


@pytest.mark.parametrize(
    "failure",
    [
        Failure("dim_unit", "Database Error column does not exist"),
        failed(
            "select unit_key from marts.dim_unit", relation=Relation("marts", "dim_unit", "table"), column="unit_key"
        ),
        failed("select 1 as one"),
        failed("select null::bigint as document_id"),
        failed("select nowhere from marts.nothing"),
    ],
    ids=["a model", "a dimension", "rows of nothing", "no document", "what is gone"],
)
def test_what_names_no_document_is_laid_to_none(warehouse: str, failure: Failure):
    assert laid_to(warehouse, failure) == {}
