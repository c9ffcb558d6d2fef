"""What ARCHITECTURE.md calls public is what there is: schemas, tables, columns, commands, exit codes, roles, variables."""

import re
from pathlib import Path

import click
import pytest

from etl.cli.exit_codes import ExitCode
from etl.cli.main import commands
from etl.warehouse.connection import query
from etl.warehouse.raw_schema import metadata
from etl.warehouse.roles import OUR_SCHEMAS, ROLES
from tests.support.pages import ARCHITECTURE, CODE, first_names, name_of, section, table, text_of
from tests.support.places import HOUSE

READERS = "Tables of readers (read by tests)"
COLUMNS = """
select n.nspname || '.' || c.relname as relation, array_agg(a.attname::text) as columns
from pg_class as c
inner join pg_namespace as n on c.relnamespace = n.oid
inner join pg_attribute as a on c.oid = a.attrelid and a.attnum > 0 and not a.attisdropped
where n.nspname in ('marts', 'audit') and c.relkind in ('r', 'p', 'v', 'm')
group by 1
"""
COLUMN_OF = "select format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = (:relation)::regclass and attname = :name"


@pytest.fixture(scope="module")
def columns(warehouse: str) -> dict[str, set[str]]:
    """The columns of each relation that readers see."""
    return {row["relation"]: set(row["columns"]) for row in query(warehouse, COLUMNS)}


def test_the_schemas_are_those_that_are_made(warehouse: str):
    assert set(first_names(ARCHITECTURE, "Schemas (read by tests)")) == set(OUR_SCHEMAS)
    found = query(
        warehouse, "select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'"
    )
    assert {row["nspname"] for row in found} - {"public"} == set(OUR_SCHEMAS)


def test_the_tables_of_raw_are_those_of_the_one_definition():
    assert set(first_names(ARCHITECTURE, "Tables of raw (read by tests)")) == set(metadata.tables)


def test_the_tables_of_readers_are_all_there_and_all_named(columns: dict[str, set[str]]):
    assert set(first_names(ARCHITECTURE, READERS)) == set(columns)


def test_the_columns_that_stay_are_there(columns: dict[str, set[str]]):
    promised = {CODE.findall(row[0])[0]: set(row[1].split(", ")) for row in table(ARCHITECTURE, READERS)}
    assert {name: those - columns[name] for name, those in promised.items() if those - columns[name]} == {}
    assert sum(map(len, promised.values())) > 200


@pytest.mark.parametrize("language", ["docs", "docs/zh"])
def test_the_page_for_analysts_names_every_table(language: str, columns: dict[str, set[str]]):
    text = text_of(HOUSE / language / "analysts.md")
    named = {name for row in re.findall(r"^\|(.+?)\|", text, re.MULTILINE) for name in CODE.findall(row)}
    full = {name if "." in name else f"marts.{name}" for name in named}
    assert full == set(columns)


def test_keys_are_integers_and_money_is_exact(warehouse: str, columns: dict[str, set[str]]):
    for relation, names in columns.items():
        for name in names:
            [row] = query(warehouse, COLUMN_OF, {"relation": relation, "name": name})
            if name.endswith("_key") or name == "document_id":
                assert row["type"] in {"integer", "bigint"}, (relation, name)
            if name.endswith("_yuan"):
                assert row["type"] == "numeric(20,2)", (relation, name)
            assert row["type"] not in {"real", "double precision"}, (relation, name)


def test_every_dimension_but_that_of_statements_has_its_unknown_member(warehouse: str):
    for name in ("county", "year", "agency", "fund_source", "indicator", "unit", "budget_category"):
        assert query(warehouse, f"select 1 from marts.dim_{name} where {name}_key = 0"), name  # noqa: S608 - names of ours


def commands_of(group: click.Group, before: str = "filings") -> list[str]:
    """Every command with the names of its groups before it."""
    found = []
    for name, command in group.commands.items():
        words = f"{before} {name}"
        found += commands_of(command, words) if isinstance(command, click.Group) else [words]
    return found


def test_the_commands_are_those_of_the_program():
    assert set(first_names(ARCHITECTURE, "Commands (read by tests)")) == set(commands_of(commands))


def test_the_exit_codes_are_those_of_the_program():
    assert [int(code) for code in first_names(ARCHITECTURE, "Exit codes (read by tests)")] == [
        int(code) for code in ExitCode
    ]


def test_the_roles_are_those_that_are_made():
    assert tuple(first_names(ARCHITECTURE, "Roles (read by tests)")) == ROLES


def test_the_variables_are_those_that_the_program_asks_for():
    asked = set()
    for path in (HOUSE / "etl").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r"""(?:environ\.get\(|environ\[|envvar=)["'](\w+)["']""", text))
    surroundings = {"PATH", "PYTHONPATH"}
    assert set(first_names(ARCHITECTURE, "The environment (read by tests)")) == asked - surroundings


def test_every_promise_names_what_holds_it():
    rows = table(ARCHITECTURE, "Promises")
    assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))
    for number, _promise, held in rows:
        paths = CODE.findall(held)
        assert paths and all((HOUSE / path).exists() for path in paths), number


def test_every_table_that_calls_itself_read_is_read():
    """By this test or by the one of the architecture."""
    marked = set(re.findall(r"^#+ (.+ \(read by tests\))$", text_of(ARCHITECTURE), re.MULTILINE))
    readers = [Path(__file__), HOUSE / "tests" / "test_architecture.py"]
    texts = "".join(path.read_text(encoding="utf-8") for path in readers)
    assert {heading for heading in marked if f'"{heading}"' not in texts} == set()


def test_the_steps_of_a_filing_stand_in_the_order_in_which_they_are_taken():
    steps = [row[0] for row in table(ARCHITECTURE, "The path of a filing")]
    assert ", ".join(steps[:7]) in re.sub(r"[*>\s]+", " ", text_of(ARCHITECTURE))
    for page in (HOUSE / "docs" / "reading.md", HOUSE / "docs" / "zh" / "reading.md"):
        shown = re.findall(r"^\| (\w+) \|.*`[\w/.]+` \|$", text_of(page), re.MULTILINE)
        assert shown == steps, name_of(page)
    pipeline = (HOUSE / "etl" / "reading" / "pipeline.py").read_text(encoding="utf-8")
    calls = [
        pipeline.index(f"{name}(", pipeline.index("def filing_from"))
        for name in ("reflow", "split", "mend", "rejoined")
    ]
    assert calls == sorted(calls)
    assert section(ARCHITECTURE, "The path of a filing")
