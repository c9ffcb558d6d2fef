"""Each group may do what docs/privileges.csv says and nothing else; sessions of their members meet it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from itertools import count, groupby
from pathlib import Path
from secrets import token_hex

import pytest
from psycopg import sql
from sqlalchemy import make_url, text

from etl.loading.load import load
from etl.warehouse.backup import backup
from etl.warehouse.build import build
from etl.warehouse.connection import DatabaseError, connected, driver, query
from etl.warehouse.migrate import migrate
from etl.warehouse.roles import BUILDER_ROLE, LOADER_ROLE, OUR_SCHEMAS, OWNER_ROLE, READER_ROLE, ROLES
from tests.support.places import HOUSE

TABLE = HOUSE / "docs" / "privileges.csv"
NUMBERS = count(1)
TABLE_PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")

# What there is, and which privileges its kind knows; `maintain` is new in PostgreSQL 17 and not compared.
OBJECTS = """
select 'database' as kind, current_database() as schema, '' as name, oid::text as object
from pg_database where datname = current_database()
union all
select 'schema', nspname, '', oid::text from pg_namespace where nspname = any(:schemas) or nspname = 'public'
union all
select
    case c.relkind when 'S' then 'sequence' when 'v' then 'view' else 'table' end, n.nspname, c.relname, c.oid::text
from pg_class as c inner join pg_namespace as n on c.relnamespace = n.oid
where n.nspname = any(:schemas) and c.relkind in ('r', 'p', 'v', 'm', 'S')
union all
select 'function', n.nspname, p.proname, p.oid::text
from pg_proc as p inner join pg_namespace as n on p.pronamespace = n.oid where n.nspname = any(:schemas)
order by 1, 2, 3
"""
PRIVILEGES = {
    "database": ("database", ("CONNECT", "CREATE", "TEMPORARY")),
    "schema": ("schema", ("USAGE", "CREATE")),
    "table": ("table", TABLE_PRIVILEGES),
    "view": ("table", TABLE_PRIVILEGES),
    "sequence": ("sequence", ("USAGE", "SELECT", "UPDATE")),
    "function": ("function", ("EXECUTE",)),
}
HELD = {
    family: text(f"select has_{family}_privilege(cast(:role as name), cast(:object as oid), :privilege)")
    for family in ("database", "schema", "table", "sequence", "function")
}


def matrix(url: str) -> str:
    """What each group may do with each object, as CSV; objects of a schema that are all alike as one line."""
    lines: list[tuple[str, str, str, tuple[str, ...]]] = []
    with connected(url) as connection:
        for row in connection.execute(text(OBJECTS), {"schemas": [*OUR_SCHEMAS]}).mappings():
            family, privileges = PRIVILEGES[row["kind"]]
            held = []
            for role in ROLES:
                values = {"role": role, "object": int(row["object"])}
                may = [p for p in privileges if connection.scalar(HELD[family], values | {"privilege": p})]
                held.append(" ".join(may))
            schema = "(the database)" if row["kind"] == "database" else row["schema"]
            lines.append((row["kind"], schema, row["name"], tuple(held)))
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(["kind", "object", *ROLES])
    for (kind, schema), group in groupby(lines, key=lambda line: line[:2]):
        alike = list(group)
        if len(alike) > 1 and len({held for *_, held in alike}) == 1:
            writer.writerow([kind, f"{schema}.*", *alike[0][3]])
        else:
            writer.writerows([kind, f"{schema}.{name}".rstrip("."), *held] for _, _, name, held in alike)
    return target.getvalue()


def test_every_group_may_do_what_the_table_says_and_nothing_else(warehouse: str):
    assert matrix(warehouse) == TABLE.read_text(encoding="utf-8")


def test_the_groups_log_in_nowhere_and_have_no_power_over_the_server(warehouse: str):
    powerful = """
        select rolname from pg_roles where rolname = any(:names)
            and (rolcanlogin or rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)
    """
    assert query(warehouse, powerful, {"names": [*ROLES]}) == []
    members = "select 1 from pg_auth_members where member = any(select oid from pg_roles where rolname = any(:names))"
    assert query(warehouse, members, {"names": [*ROLES]}) == []


# --- sessions -------------------------------------------------------------------------------------------

Login = Callable[..., str]


@pytest.fixture
def login(warehouse_copy: str) -> Iterator[Login]:
    """URLs of the database for new users who log in and are members of groups."""
    made = []

    def make(*groups: str) -> str:
        name, password = f"filings_test_user_{token_hex(4)}_{next(NUMBERS)}", token_hex(12)
        words = "create role {} login password {} in role {}"
        roles = sql.SQL(", ").join(map(sql.Identifier, groups))
        administer(warehouse_copy, sql.SQL(words).format(sql.Identifier(name), sql.Literal(password), roles))
        made.append(name)
        return make_url(warehouse_copy).set(username=name, password=password).render_as_string(hide_password=False)

    yield make
    for name in made:
        user = sql.Identifier(name)
        for words in ("reassign owned by {} to current_user", "drop owned by {}", "drop role {}"):
            administer(warehouse_copy, sql.SQL(words).format(user))


def administer(url: str, statement: sql.Composed) -> None:
    with connected(url) as connection, connection.begin():
        driver(connection).execute(statement)


def execute(url: str, *statements: str) -> None:
    with connected(url) as connection, connection.begin():
        for statement in statements:
            connection.execute(text(statement))


def refuses(url: str, *statements: str) -> None:
    for statement in statements:
        with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
            execute(url, statement)


def new_filing(samples: Path, folder: Path) -> Path:
    sample = (samples / "tekesi_2022_plain.txt").read_text(encoding="utf-8")
    (folder / "again.txt").write_text(sample + "\n\n", encoding="utf-8")
    return folder / "again.txt"


def test_a_loader_loads_and_reads_no_mart(login: Login, samples: Path, tmp_path: Path):
    loader = login(LOADER_ROLE)
    migrate(loader)
    assert load([new_filing(samples, tmp_path)], loader).loaded == 1
    refuses(
        loader,
        "select * from marts.dim_statement",
        "select * from staging.stg_rows",
        "select * from raw.build",
        "delete from raw.load",
        "update raw.document_content set content = ''",
        "truncate raw.document_row",
        "drop table raw.statement",
        "create table raw.own (word text)",
        "create table public.own (word text)",
    )


def test_a_builder_may_set_a_filing_aside(
    login: Login, warehouse_copy: str, samples: Path, tmp_path: Path, filings_home: Path
):
    assert load([new_filing(samples, tmp_path)], warehouse_copy).loaded == 1
    with connected(warehouse_copy) as connection, connection.begin():
        added = (
            "update raw.document_row set filed_text = filed_text || ' 4711.25' where role = 'indicator' "
            "and document_id not in (select document_id from marts.dim_statement)"
        )
        connection.execute(text(added))
    result = build(login(BUILDER_ROLE), filings_home)
    assert (result.failures, len(result.set_aside)) == ((), 1)


def test_a_builder_builds_and_writes_no_filing(
    login: Login, warehouse_copy: str, samples: Path, tmp_path: Path, filings_home: Path
):
    builder, another = login(BUILDER_ROLE), login(BUILDER_ROLE)
    assert load([new_filing(samples, tmp_path)], warehouse_copy).loaded == 1
    migrate(builder)
    assert build(builder, filings_home).failures == ()
    assert build(another, filings_home, full_refresh=True).failures == ()
    owners = "select distinct tableowner from pg_tables where schemaname in ('marts', 'audit', 'seeds')"
    assert query(warehouse_copy, owners) == [{"tableowner": BUILDER_ROLE}]
    assert len(query(builder, "select * from marts.dim_statement")) > 40
    refuses(
        builder,
        "insert into raw.load (code_version) values ('of mine')",
        "update raw.document set file_name = ''",
        "delete from raw.build",
        "drop schema raw cascade",
        "create table raw.own (word text)",
        "create schema own",
    )


def test_a_reader_reads_marts_and_nothing_of_raw(login: Login, warehouse_copy: str, tmp_path: Path):
    reader = login(READER_ROLE)
    assert len(query(reader, "select * from marts.fct_indicator_targets")) == 446
    assert query(reader, "select * from audit.findings limit 1")
    refuses(
        reader,
        "select * from raw.document_row",
        "select * from raw.document_content",
        "select * from staging.stg_rows",
        "select * from seeds.counties",
        "delete from audit.findings",
        "create table marts.own (word text)",
    )
    with pytest.raises(DatabaseError, match="permission denied"):
        backup(reader, tmp_path / "stolen")
    assert list(tmp_path.iterdir()) == []


def test_an_owner_changes_the_tables_of_raw_and_reads_no_mart(login: Login, warehouse_copy: str):
    owner = login(OWNER_ROLE)
    execute(owner, "create table raw.of_tomorrow (word text)", "alter table raw.document add column of_tomorrow text")
    refuses(owner, "select * from marts.dim_year", "create role of_mine")
