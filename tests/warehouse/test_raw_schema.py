"""Migrations of schema raw: up, down, up with data; and that they make what `etl.warehouse.raw_schema` defines."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from etl.loading.load import load
from etl.warehouse import raw_schema
from etl.warehouse.connection import DatabaseError, connected, query
from etl.warehouse.migrate import migrate
from tests.support.places import HOUSE

COLUMNS = """
select
    c.table_name, c.column_name, c.ordinal_position, c.data_type, c.is_nullable, c.identity_generation,
    col_description(format('%I.%I', c.table_schema, c.table_name)::regclass, c.ordinal_position) as column_comment,
    obj_description(format('%I.%I', c.table_schema, c.table_name)::regclass) as table_comment
from information_schema.columns as c
where c.table_schema = 'raw' and c.table_name <> 'alembic_version'
order by 1, 3
"""
CONSTRAINTS = """
select conrelid::regclass::text as table_name, conname, pg_get_constraintdef(oid) as definition
from pg_constraint
where connamespace = 'raw'::regnamespace and conrelid is distinct from to_regclass('raw.alembic_version') and contype <> 'n'
order by 1, 2
"""
DOCUMENT = {
    "document_id": 7,
    "sha256": "7" * 64,
    "file_name": "a.txt",
    "source_uri": "file:///a.txt",
    "parser_version": "1",
    "status": "loaded",
}


def store_a_document(url: str, **changes: object) -> None:
    moment = text("now()")
    counts = ("files_seen", "files_loaded", "files_rejected", "files_unchanged", "statements", "document_rows")
    with connected(url) as connection, connection.begin():
        load = {"started_at": moment, "code_version": "1"} | dict.fromkeys(counts, 0)
        number = connection.execute(
            insert(raw_schema.load).values(load).returning(raw_schema.load.c.load_id)
        ).scalar_one()
        connection.execute(
            insert(raw_schema.document).values(
                DOCUMENT | {"load_id": number, "first_load_id": number, "loaded_at": moment} | changes
            )
        )


def store_a_row(url: str, fields: dict[str, object]) -> None:
    row = {"document_id": 7, "row_no": 1, "role": "indicator", "page": 1, "line_from": 1, "line_to": 1}
    with connected(url) as connection, connection.begin():
        connection.execute(insert(raw_schema.document_row).values(row | {"filed_text": "", "fields": fields}))


def test_migrations_make_exactly_the_tables_that_the_loader_knows(database: str, empty_database: str):
    with connected(empty_database) as connection, connection.begin():
        connection.execute(text("create schema raw"))
        raw_schema.metadata.create_all(connection)
    assert query(database, COLUMNS) == query(empty_database, COLUMNS)
    assert query(database, CONSTRAINTS) == query(empty_database, CONSTRAINTS)


def test_every_table_and_column_of_raw_has_a_comment_with_its_chinese_term(database: str):
    for column in query(database, COLUMNS):
        for comment in (column["column_comment"], column["table_comment"]):
            assert any("\u4e00" <= character <= "\u9fff" for character in comment), column


def test_every_table_says_what_one_row_of_it_is(database: str):
    assert all("One row per" in column["table_comment"] for column in query(database, COLUMNS))


def test_migrations_go_up_down_and_up_again(empty_database: str):
    migrate(empty_database)
    made = query(empty_database, COLUMNS)
    migrate(empty_database, "base")
    assert query(empty_database, "select 1 from pg_namespace where nspname = 'raw'") == []
    migrate(empty_database)
    assert query(empty_database, COLUMNS) == made


def test_migrating_again_keeps_the_data(new_database: str):
    store_a_document(new_database)
    migrate(new_database)
    assert len(query(new_database, "select * from raw.document")) == 1


def test_migrations_go_down_with_data_present(new_database: str):
    store_a_document(new_database)
    migrate(new_database, "base")
    migrate(new_database)
    assert query(new_database, "select * from raw.document") == []


def described(url: str) -> set[tuple[object, ...]]:
    """The columns, wherever they stand in their table: one that came back stands last."""
    return {tuple(v for k, v in row.items() if k != "ordinal_position") for row in query(url, COLUMNS)}


def test_each_migration_goes_down_and_up_again_with_filings_present(new_database: str, samples: Path):
    assert load([samples], new_database).loaded == 4
    rows = "select * from raw.document_row order by document_id, row_no"
    as_filed = "select document_id, row_no, role, line_from, line_to, filed_text from raw.document_row order by 1, 2"
    made, read, filed = described(new_database), query(new_database, rows), query(new_database, as_filed)
    steps = len(list((HOUSE / "migrations" / "versions").glob("[0-9]*.py"))) - 1
    for down in range(1, steps + 1):
        for _ in range(down):
            migrate(new_database, "-1")
        assert query(new_database, as_filed) == filed
        migrate(new_database)
        assert described(new_database) == made
        assert query(new_database, rows) == read
    assert load([samples], new_database).unchanged == 4


def test_documents_that_came_before_it_was_kept_keep_the_load_that_is_known_of_them(new_database: str):
    store_a_document(new_database)
    store_a_document(new_database, document_id=8, sha256="8" * 64)
    for _ in range(4):
        migrate(new_database, "-1")
    migrate(new_database)
    known = query(new_database, "select document_id, load_id, first_load_id from raw.document order by 1")
    assert known == [
        {"document_id": 7, "load_id": 1, "first_load_id": 1},
        {"document_id": 8, "load_id": 2, "first_load_id": 2},
    ]


def test_doubts_are_called_so_wherever_they_stand_and_filed_words_stay(new_database: str):
    now = {
        "name": 'the "reading": of "doubts": here',
        "doubts": ["cut_off"],
        "more": [{"value": "5", "doubts": ["run_together"]}],
        "amounts": [{"amount": "7", "doubts": ["from_sentence"]}],
        "attributes": [{"name": "reading", "value": "doubts"}],
    }
    store_a_document(new_database)
    store_a_row(new_database, now)
    migrate(new_database, "-1")
    [row] = query(new_database, "select fields from raw.document_row")
    assert row["fields"]["reading"] == ["cut_off"] and "doubts" not in row["fields"]
    assert row["fields"]["name"] == now["name"]
    migrate(new_database)
    assert query(new_database, "select fields from raw.document_row") == [{"fields": now}]


def test_going_down_touches_no_other_schema(new_database: str):
    with connected(new_database) as connection, connection.begin():
        connection.execute(text("create schema marts"))
        connection.execute(text("create table marts.kept as select 1 as number"))
    migrate(new_database, "base")
    assert query(new_database, "select number from marts.kept") == [{"number": 1}]


def test_a_database_from_a_newer_version_is_left_alone(new_database: str):
    with connected(new_database) as connection, connection.begin():
        connection.execute(text("update raw.alembic_version set version_num = '9999_from_the_future'"))
    with pytest.raises(DatabaseError, match="newer version"):
        migrate(new_database)


def test_a_database_that_is_not_unicode_is_refused_before_anything_is_written(sql_ascii_database: str):
    with pytest.raises(DatabaseError, match="UTF8"):
        migrate(sql_ascii_database)
    assert query(sql_ascii_database, "select 1 from pg_namespace where nspname = 'raw'") == []


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "unknown"},
        {"status": "rejected"},
        {"reason": "loaded, so there is none"},
        {"sha256": None},
    ],
    ids=["unknown status", "rejected without a reason", "loaded with a reason", "loaded without bytes"],
)
def test_a_document_that_contradicts_itself_is_refused(new_database: str, changes: dict[str, object]):
    with pytest.raises(DatabaseError, match="check constraint"):
        store_a_document(new_database, **changes)


@pytest.mark.parametrize("arguments", [["check"], ["downgrade", "base"], ["upgrade", "head"]])
def test_developers_call_alembic_with_the_settings_of_pyproject(new_database: str, arguments: list[str]):
    command = [sys.executable, "-m", "alembic", *arguments]
    environment = os.environ | {"DATABASE_URL": new_database}
    done = subprocess.run(command, cwd=HOUSE, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
