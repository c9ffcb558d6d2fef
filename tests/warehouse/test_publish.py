"""Readers see the star of before or the one after, whole, whatever becomes of the build beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import make_url, text

from etl.loading.load import load
from etl.outcome import Step
from etl.warehouse.build import build
from etl.warehouse.checksum import Checksum, checksums
from etl.warehouse.connection import DatabaseError, connected, query
from etl.warehouse.journal import begin_build, last_project
from etl.warehouse.roles import NEXT_SCHEMAS, READABLE_SCHEMAS
from tests.support.databases import temporary_database
from tests.support.invented_filing import InventedFiling

SHAPES = """
select
    c.relname, c.relkind::text, obj_description(c.oid) as comment,
    (select jsonb_agg(jsonb_build_array(a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, d.description)
        order by a.attname)
    from pg_attribute as a
    left join pg_description as d on d.objoid = a.attrelid and d.objsubid = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    (select count(*) from pg_index where indrelid = c.oid) as indexes,
    (select jsonb_agg(pg_get_constraintdef(oid) order by pg_get_constraintdef(oid)) from pg_constraint where conrelid = c.oid) as constraints
from pg_class as c
where c.relnamespace = to_regnamespace(:schema) and c.relkind in ('r', 'v')
order by 1
"""
SEEN = """
select
    (select count(*) from marts.dim_statement) as statements,
    (select count(distinct document_id) from marts.fct_indicator_targets) as with_targets,
    (select count(distinct document_id) from marts.fct_budget_lines) as with_amounts,
    (select count(*) from marts.mart_filing_quality) as rated,
    (select count(*) from marts.current_statements) as current,
    (select count(*) from marts.mart_target_changes) > 0 as is_compared
"""
MINE = "select targets, lines from public.my_targets, public.my_budget"
BEFORE = {"statements": 1, "with_targets": 1, "with_amounts": 1, "rated": 1, "current": 1, "is_compared": False}
AFTER = {"statements": 2, "with_targets": 2, "with_amounts": 2, "rated": 2, "current": 1, "is_compared": True}
OTHER = InventedFiling(2023, project="灌区改造工程")
REJECTED = """
select
    file_name, reason, octet_length(content) as bytes,
    (select count(*) from raw.document_row as r where r.document_id = d.document_id)
    + (select count(*) from raw.statement as s where s.document_id = d.document_id) as rows
from raw.document as d inner join raw.document_content using (document_id) where status = 'rejected' order by 1
"""
BY_DOCUMENT = """
select format('%I.%I', n.nspname, c.relname) as relation
from pg_class as c
inner join pg_namespace as n on c.relnamespace = n.oid
inner join pg_attribute as a on a.attrelid = c.oid and a.attname = 'document_id'
where n.nspname in ('marts', 'audit', 'marts_next', 'audit_next') and c.relkind in ('r', 'v')
"""
A_FIGURE_MORE = "update raw.document_row set filed_text = filed_text || ' 4711.25'"
CORRECTED = InventedFiling().with_target("新建水厂数量", "≥5座").with_amount("其他", "30.00")


def shapes(url: str, schema: str) -> set[tuple[str, str]]:
    """Each property of each relation, so that a failed comparison names what differs."""
    found = query(url, SHAPES, {"schema": schema})
    return {(relation["relname"], f"{name}: {value}") for relation in found for name, value in relation.items()}


def named(name: str) -> str:
    """The document of that name, for use in a question."""
    return f"select document_id from raw.document where file_name = '{name}'"  # noqa: S608 - names of this file


class Office:
    """A warehouse that readers look at, and what comes into it."""

    def __init__(self, url: str, home: Path, folder: Path) -> None:
        self.url, self.home, self.folder = url, home, folder

    def files(self, name: str, filing: InventedFiling) -> None:
        path = self.folder / name
        path.write_text(filing.text, encoding="utf-8")
        assert load([path], self.url).rejected == []

    def execute(self, *statements: str) -> None:
        with connected(self.url) as connection, connection.begin():
            for statement in statements:
                connection.execute(text(statement))

    def fails_to_build(self) -> set[str]:
        return {failure.name for failure in build(self.url, self.home).failures}

    def builds(self) -> None:
        assert self.fails_to_build() == set()

    @property
    def seen(self) -> dict[str, object]:
        [row] = query(self.url, SEEN)
        return row

    def holding(self, documents: str) -> set[str]:
        """The relations of readers, and those that are built beside, with rows of some documents."""
        relations = [row["relation"] for row in query(self.url, BY_DOCUMENT)]
        assert len(relations) > 20
        asked = "select exists (select from {} where document_id in ({})) as it_does"
        return {name for name in relations if query(self.url, asked.format(name, documents))[0]["it_does"]}

    @property
    def audit(self) -> dict[str, Checksum]:
        return {name: found for name, found in checksums(self.url).items() if name.startswith("audit.")}


@pytest.fixture(scope="module")
def first(server: str, template: str, filings_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with temporary_database(server, template) as url:
        made = Office(url, filings_home, tmp_path_factory.mktemp("office"))
        made.files("first.txt", InventedFiling())
        made.builds()
        yield url


@pytest.fixture
def office(server: str, first: str, filings_home: Path, tmp_path: Path) -> Iterator[Office]:
    """A filing that readers see, and a corrected one that is loaded and not built yet."""
    with temporary_database(server, str(make_url(first).database)) as url:
        made = Office(url, filings_home, tmp_path)
        made.files("corrected.txt", CORRECTED)
        yield made


@dataclass(frozen=True)
class Night:
    """What readers and analysts saw before, while and after the corrected filing was built."""

    url: str
    looks: list[dict[str, object]]  # of a reader who looks all the time, and once more at the end
    held: list[dict[str, object]]  # in a transaction that began before the build, at its beginning and its end
    analysis: list[dict[str, object]]  # in views of analysts upon the marts, before and after


@pytest.fixture(scope="module")
def night(server: str, first: str, filings_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    with temporary_database(server, str(make_url(first).database)) as url:
        office = Office(url, filings_home, tmp_path_factory.mktemp("night"))
        office.files("corrected.txt", CORRECTED)
        office.execute("create view public.my_targets as select count(*) as targets from marts.fct_indicator_targets",
                       "create view public.my_budget as select count(*) as lines from marts.current_budget_lines")  # fmt: skip
        made = Night(url, [], [], query(url, MINE))
        done = Event()

        def look() -> None:
            while not done.is_set():
                made.looks.append(office.seen)

        reader = Thread(target=look)
        with connected(url) as connection:
            transaction = connection.execution_options(isolation_level="REPEATABLE READ")
            with transaction.begin():
                made.held.append(dict(transaction.execute(text(SEEN)).mappings().one()))
                reader.start()
                office.builds()
                done.set()
                reader.join()
                made.held.append(dict(transaction.execute(text(SEEN)).mappings().one()))
        made.looks.append(office.seen)
        made.analysis.extend(query(url, MINE))
        yield made


@pytest.fixture
def built(server: str, night: Night, filings_home: Path, tmp_path: Path) -> Iterator[Office]:
    """A corrected filing that is built beside the older one."""
    with temporary_database(server, str(make_url(night.url).database)) as url:
        yield Office(url, filings_home, tmp_path)


def test_what_readers_see_has_the_columns_comments_keys_and_indexes_of_what_was_built(first: str):
    for shown, built in NEXT_SCHEMAS.items():
        found = shapes(first, shown)
        assert len(found) >= 25
        assert found ^ shapes(first, built) == set()


def test_views_that_readers_see_rest_on_what_readers_see_and_on_nothing_that_is_built_anew(first: str):
    rests_on = """
        select distinct n.nspname as schema
        from pg_rewrite as r
        inner join pg_class as v on r.ev_class = v.oid
        inner join pg_depend as d on r.oid = d.objid and d.refclassid = 'pg_class'::regclass
        inner join pg_class as c on d.refobjid = c.oid
        inner join pg_namespace as n on c.relnamespace = n.oid
        where v.relnamespace::regnamespace::text = any(:shown)
    """
    assert {row["schema"] for row in query(first, rests_on, {"shown": [*READABLE_SCHEMAS]})} <= {*READABLE_SCHEMAS}


def test_readers_who_look_all_the_time_see_the_star_before_and_the_star_after_and_nothing_between(night: Night):
    assert night.looks[0] == BEFORE
    assert night.looks[-1] == AFTER
    assert [look for look in night.looks if look not in (BEFORE, AFTER)] == []
    assert len(night.looks) > 20


def test_a_transaction_that_began_before_the_build_sees_the_star_of_before_to_its_end(night: Night):
    assert night.held == [BEFORE, BEFORE]
    assert night.looks[-1] == AFTER


def test_a_build_whose_facts_fail_changes_nothing_that_readers_see_and_the_next_one_shows_all(office: Office):
    before = checksums(office.url)
    office.execute("alter table raw.document_row rename column fields to cells")
    assert office.fails_to_build()
    assert checksums(office.url) == before
    office.execute("alter table raw.document_row rename column cells to fields")
    office.builds()
    assert office.seen == AFTER


def test_a_rule_that_fails_keeps_the_facts_from_nobody_and_the_audit_as_it_was(office: Office):
    audit = office.audit
    office.execute("alter table seeds.obsolete_terms rename to terms_away")
    assert office.fails_to_build()
    assert office.seen == AFTER | {"rated": 1}
    assert office.audit == audit
    office.execute("alter table seeds.terms_away rename to obsolete_terms")
    office.builds()
    assert office.seen == AFTER
    shown = checksums(office.url)
    assert build(office.url, office.home, full_refresh=True).failures == ()
    assert checksums(office.url) == shown


def test_a_document_in_which_a_promise_is_broken_is_set_aside_and_the_others_are_shown(office: Office):
    office.files("other.txt", OTHER)
    office.execute(
        f"{A_FIGURE_MORE} where role = 'amount' and row_no = 5 and document_id in ({named('corrected.txt')})"
    )
    result = build(office.url, office.home)
    assert result.failures == ()
    assert [(each.outcome.path.name, each.outcome.fate) for each in result.set_aside] == [("corrected.txt", "rejected")]
    assert office.seen == BEFORE | {"statements": 2, "with_targets": 2, "with_amounts": 2, "rated": 2, "current": 2}
    assert query(office.url, REJECTED) == [
        {
            "file_name": "corrected.txt",
            "reason": "a promise about single documents is broken in it: "
            "no_number_is_lost: no number printed in a table is lost (line 5)",
            "bytes": len(CORRECTED.text.encode()),
            "rows": 0,
        }
    ]
    assert office.holding(named("corrected.txt")) == set(), "neither what readers see nor what was built holds it"
    assert build(office.url, office.home).skipped, "a night that brings nothing new is not red"


def test_where_most_of_several_documents_break_the_fault_is_ours_and_none_is_set_aside(office: Office):
    for year in range(2019, 2023):
        office.files(f"{year}.txt", InventedFiling(year))
    before = checksums(office.url)
    office.execute(f"{A_FIGURE_MORE} where row_no = 5 and document_id not in ({named('first.txt')})")
    result = build(office.url, office.home)
    assert {failure.name for failure in result.failures} == {"no_number_is_lost"}
    assert "5 of 6 documents" in str(result.verdict)
    assert (result.set_aside, query(office.url, REJECTED), checksums(office.url)) == ((), [], before)


def test_a_document_found_in_order_is_checked_again_only_where_all_is_built_anew(office: Office):
    office.execute(
        "update raw.document_row set filed_text = filed_text || ' 4711.25' where role = 'amount' "
        "and document_id in (select document_id from marts.dim_statement)"
    )
    office.builds()
    before = checksums(office.url)
    result = build(office.url, office.home, full_refresh=True)
    assert {failure.name for failure in result.failures} == {"no_number_is_lost"}
    assert (result.set_aside, checksums(office.url)) == ((), before), "what was in order before is our fault"
    assert "1 documents that were in order before" in str(result.verdict)


def test_a_document_in_order_that_the_same_reading_has_read_again_tells_that_the_fault_is_ours(office: Office):
    office.execute(
        "update raw.document set load_id = (select max(load_id) from raw.load)",
        f"{A_FIGURE_MORE} where row_no = 5 and document_id in ({named('first.txt')})",
    )
    result = build(office.url, office.home, full_refresh=True)
    assert "1 documents that were in order before" in str(result.verdict)
    assert (result.set_aside, query(office.url, REJECTED)) == ((), [])


def test_a_broken_key_fails_the_build_and_is_seen_by_no_reader(office: Office):
    before = checksums(office.url)
    office.execute("insert into raw.document_row select document_id, max(row_no) + 1, max(statement_no), 'blank', 1, 900, "
                   "900, '', '{}' from raw.document_row group by document_id")  # fmt: skip
    office.execute("update marts_next.dim_unit set unit_key = unit_key + 1000000")
    assert office.fails_to_build() != set()
    assert checksums(office.url) == before


def test_a_build_that_another_one_has_overtaken_shows_nothing_and_the_next_one_shows_all(office: Office):
    """As when the server dies under a run that waits between two statements, and drops the lock it held."""
    others: list[int] = []

    def begin_another(_step: Step) -> None:
        if not others:
            with connected(office.url) as connection, connection.begin():
                others.append(begin_build(connection, f"{last_project(connection)}."))

    with pytest.raises(DatabaseError, match="another run has begun to build"):
        build(office.url, office.home, begin_another)
    assert office.seen == BEFORE
    office.builds()
    assert office.seen == AFTER


def test_what_analysts_set_upon_a_mart_is_there_after_the_night(night: Night):
    before, after = night.analysis
    assert (after["targets"], after["lines"]) == (before["targets"] * 2, before["lines"])


def test_a_table_of_another_shape_is_made_anew_with_all_its_rows(office: Office):
    office.execute(
        "alter table marts.fct_staffing drop column actual cascade",
        "drop view marts.current_statements",
        "comment on column marts.dim_year.year_key is 'Something else'",
    )
    assert build(office.url, office.home, full_refresh=True).failures == ()
    for shown, built in NEXT_SCHEMAS.items():
        assert shapes(office.url, shown) ^ shapes(office.url, built) == set()
    assert office.seen == AFTER


def test_a_build_that_was_cut_off_goes_on_with_what_readers_do_not_see_yet(built: Office):
    shown = checksums(built.url)
    # as if the process had been killed after dbt was through, and before readers saw it
    built.execute(
        "update raw.build set published = false, succeeded = false, finished_at = null, "
        "fingerprint = split_part(fingerprint, '.', 1) || '.' where build_id = (select max(build_id) from raw.build)",
        *(
            f"delete from marts.{table} where document_id in (select document_id from raw.document where file_name = "  # noqa: S608
            "'corrected.txt')"
            for table in ("dim_statement", "fct_indicator_targets", "fct_budget_lines", "mart_target_changes")
        ),
        "update marts.dim_statement set is_current = true, superseded_by_key = null",
        "update marts.fct_indicator_targets set is_current = true",
    )
    assert built.seen["statements"] == 1
    built.builds()
    assert checksums(built.url) == shown
    [last] = query(built.url, "select * from raw.build order by build_id desc limit 1")
    assert (last["succeeded"], last["published"]) == (True, True)
