"""The star schema is built when something changed, says what failed, and is readable by its readers only."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from etl.loading.load import load
from etl.outcome import Step
from etl.warehouse import roles as roles_module
from etl.warehouse.build import build, fingerprint
from etl.warehouse.connection import DatabaseError, connected, query
from etl.warehouse.dbt_runner import connection_settings, run_dbt
from etl.warehouse.journal import last_fingerprint
from etl.warehouse.migrate import migrate
from etl.warehouse.roles import READER_ROLE, create_reader_role
from tests.support.places import HOUSE

RELATIONS = """
select format('%I.%I', n.nspname, c.relname) as name, n.nspname as schema_name
from pg_class as c inner join pg_namespace as n on c.relnamespace = n.oid
where n.nspname in ('raw', 'seeds', 'staging', 'intermediate', 'marts', 'audit') and c.relkind in ('r', 'v', 'm')
order by 1
"""
READABLE = {"marts", "audit"}


def execute(url: str, *statements: str) -> None:
    with connected(url) as connection, connection.begin():
        for statement in statements:
            connection.execute(text(statement))


# --- building -----------------------------------------------------------------------------------------


def test_a_build_that_has_nothing_new_to_build_is_skipped(warehouse_copy: str, filings_home: Path):
    assert build(warehouse_copy, filings_home).skipped
    assert len(query(warehouse_copy, "select * from raw.build")) == 1


def test_a_build_goes_through_its_steps_and_is_recorded(warehouse_copy: str, filings_home: Path):
    steps: list[Step] = []
    result = build(warehouse_copy, filings_home, steps.append, full_refresh=True)
    assert (result.skipped, result.failures) == (False, ())
    assert {step.name for step in steps} >= {"stg_indicators", "fct_indicator_targets", "no_number_is_lost"}
    assert len(steps) <= result.nodes
    assert max(step.number for step in steps) <= steps[-1].total
    last = query(warehouse_copy, "select * from raw.build order by build_id")[-1]
    assert last["succeeded"]
    assert last["finished_at"] >= last["started_at"]


def test_a_new_document_is_built_and_leaves_the_others_as_they_were(
    warehouse_copy: str, filings_home: Path, samples: Path, tmp_path: Path
):
    facts = """
        select to_jsonb(f) - 'is_current' as fact from marts.fct_indicator_targets as f where document_id <> {}
        order by document_id, row_no, target_no
    """
    before = query(warehouse_copy, facts.format(0))
    sample = min(samples.glob("*.txt"), key=lambda path: path.stat().st_size)
    (tmp_path / "again.txt").write_text(sample.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert load([tmp_path], warehouse_copy).loaded == 1
    result = build(warehouse_copy, filings_home)
    assert (result.skipped, result.failures) == (False, ())
    [new] = query(warehouse_copy, "select document_id from raw.document where file_name = 'again.txt'")
    assert query(warehouse_copy, facts.format(new["document_id"])) == before
    assert len(query(warehouse_copy, facts.format(0))) > len(before)


def test_a_build_that_fails_names_the_model_the_message_and_the_sql_and_is_tried_again(
    warehouse_copy: str, filings_home: Path
):
    execute(
        warehouse_copy,
        "alter table raw.document_row rename column fields to cells",
        "update raw.document set load_id = load_id",
        "delete from raw.build",
    )
    failed = build(warehouse_copy, filings_home)
    messages = [failure.message for failure in failed.failures]
    assert any("fields" in message for message in messages), messages
    assert all("\n" not in failure.line for failure in failed.failures)
    compiled = {Path(failure.compiled) for failure in failed.failures if failure.compiled}
    assert compiled
    assert all(path.is_file() and path.is_relative_to(filings_home) for path in compiled)
    assert not query(warehouse_copy, "select * from raw.build order by build_id")[-1]["succeeded"]
    with connected(warehouse_copy) as connection:
        assert last_fingerprint(connection) is None


def test_the_fingerprint_follows_documents_and_relations(warehouse_copy: str):
    with connected(warehouse_copy) as connection:
        whole = fingerprint(connection)
        assert fingerprint(connection) == whole
        connection.execute(text("drop table marts.dim_year cascade"))
        without_table = fingerprint(connection)
        connection.execute(
            text("delete from raw.document where document_id = (select min(document_id) from raw.document)")
        )
        assert len({whole, without_table, fingerprint(connection)}) == 3


def test_a_command_that_dbt_does_not_know_is_a_failure_and_no_exception(warehouse: str, filings_home: Path):
    [failure] = run_dbt(warehouse, filings_home, ["bild"]).failures
    assert "bild" in failure.message


def test_dbt_writes_into_the_home_and_nowhere_else(warehouse: str, filings_home: Path):
    assert (filings_home / "dbt" / "target" / "manifest.json").is_file()
    newer = (filings_home / "dbt" / "target" / "manifest.json").stat().st_mtime
    for folder in ("target", "logs", "dbt_packages"):
        assert not (HOUSE / "dbt" / folder).exists() or (HOUSE / "dbt" / folder).stat().st_mtime < newer


def test_a_type_that_dbt_is_told_of_is_the_type_of_the_column(warehouse: str, filings_home: Path):
    columns = """
        select c.relname as name, a.attname as column_name, format_type(a.atttypid, a.atttypmod) as type
        from pg_attribute as a
        inner join pg_class as c on a.attrelid = c.oid
        inner join pg_namespace as n on c.relnamespace = n.oid
        where n.nspname in ('seeds', 'staging', 'intermediate', 'marts', 'audit') and a.attnum > 0
    """
    types = {(row["name"], row["column_name"]): row["type"] for row in query(warehouse, columns)}
    manifest = json.loads((filings_home / "dbt" / "target" / "manifest.json").read_text(encoding="utf-8"))
    told = {
        (node["alias"], column["name"]): column["data_type"].replace("timestamptz", "timestamp with time zone")
        for node in manifest["nodes"].values()
        for column in node.get("columns", {}).values()
        if column["data_type"] and node["config"]["materialized"] != "ephemeral"
    }
    assert {column: types.get(column) for column in told} == told


def test_dbt_is_told_what_libpq_made_of_the_url(new_database: str):
    settings = connection_settings(f"{new_database}{'&' if '?' in new_database else '?'}options=-c%20work_mem%3D8MB")
    assert new_database.partition("?")[0].endswith(settings["FILINGS_DB_NAME"])
    assert settings["FILINGS_DB_HOST"] and settings["FILINGS_DB_PORT"].isdigit() and settings["FILINGS_DB_USER"]
    assert settings["PGOPTIONS"] == "-c work_mem=8MB -c jit=off"


# --- reading ------------------------------------------------------------------------------------------


def test_readers_may_select_in_marts_and_audit_and_nothing_else_anywhere(warehouse: str):
    with connected(warehouse) as connection:
        for relation in query(warehouse, RELATIONS):
            for privilege in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"):
                may = connection.scalar(
                    text("select has_table_privilege(:role, :name, :privilege)"),
                    {"role": READER_ROLE, "name": relation["name"], "privilege": privilege},
                )
                assert may == (relation["schema_name"] in READABLE and privilege == "SELECT"), (relation, privilege)


def test_readers_may_enter_two_schemas_and_create_nothing(warehouse: str):
    schemas = query(
        warehouse,
        f"""
        select nspname, has_schema_privilege('{READER_ROLE}', oid, 'USAGE') as may_enter,
            has_schema_privilege('{READER_ROLE}', oid, 'CREATE') as may_create
        from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
        """,  # noqa: S608 - a constant of ours
    )
    assert {row["nspname"] for row in schemas if row["may_enter"]} == READABLE
    assert [row["nspname"] for row in schemas if row["may_create"]] == []
    [public] = query(warehouse, f"select has_schema_privilege('{READER_ROLE}', 'public', 'CREATE') as may")
    assert not public["may"]


def test_a_reader_reads_every_mart_and_meets_a_closed_door_elsewhere(warehouse: str):
    for relation in query(warehouse, RELATIONS):
        with connected(warehouse) as connection, connection.begin():
            connection.execute(text(f"set local role {READER_ROLE}"))
            question = text(f"select * from {relation['name']} limit 1")  # noqa: S608 - a name from the catalogue
            if relation["schema_name"] in READABLE:
                connection.execute(question)
                continue
            with pytest.raises(Exception, match="permission denied"):
                connection.execute(question)


def test_readers_are_a_group_that_nobody_logs_in_as(warehouse: str):
    assert query(warehouse, f"select rolcanlogin, rolsuper from pg_roles where rolname = '{READER_ROLE}'") == [  # noqa: S608
        {"rolcanlogin": False, "rolsuper": False}
    ]


# --- users without many rights --------------------------------------------------------------------------


@pytest.fixture
def owner(empty_database: str):
    """The URL of an empty database for a user who owns it and may do nothing else."""
    [[name]] = [row.values() for row in query(empty_database, "select current_database() as name")]
    execute(empty_database, f"create role {name}_owner", f"alter database {name} owner to {name}_owner")
    yield f"{empty_database}{'&' if '?' in empty_database else '?'}options=-c%20role%3D{name}_owner"
    execute(empty_database, f"reassign owned by {name}_owner to current_user", f"drop owned by {name}_owner")
    execute(empty_database, f"drop role {name}_owner")


def test_the_owner_of_a_database_needs_no_further_rights_once_the_group_exists(warehouse: str, owner: str):
    migrate(owner)
    create_reader_role(owner)
    assert query(owner, f"select has_schema_privilege('{READER_ROLE}', 'marts', 'USAGE') as may") == [{"may": True}]


def test_who_may_not_create_the_group_is_told_what_to_ask_for(owner: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(roles_module, "READER_ROLE", "filings_test_reader_who_is_missing")
    with pytest.raises(DatabaseError, match="create role filings_test_reader_who_is_missing nologin"):
        create_reader_role(owner)
