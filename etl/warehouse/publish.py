"""What dbt built beside becomes what readers see: all of it at one moment, or nothing of it.

In: a connection inside a transaction of the caller, and what dbt built in marts_next and audit_next. Out: the same
rows, definitions and comments in marts and audit, once the caller commits. Forbidden: commits, and what marts mean.

What dbt adds to by document (`incremental`) is replaced for the documents that changed, what it makes anew (`table`) as
a whole, and a view is made anew only where it says something else: what analysts set upon a mart stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from psycopg import sql
from sqlalchemy import Connection

from etl.outcome import Relation
from etl.warehouse.connection import driver
from etl.warehouse.roles import NEXT_SCHEMAS

# What makes two relations alike: columns, constraints and indexes, whatever the latter are called.
SHAPE = """
select
    array(
        select concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull) from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped order by attnum
    ),
    array(select pg_get_constraintdef(oid) from pg_constraint where conrelid = c.oid and contype <> 'n' order by 1),
    array(select regexp_replace(pg_get_indexdef(indexrelid), ' INDEX .* USING', '') from pg_index
        where indrelid = c.oid order by 1)
from pg_class as c where c.oid = to_regclass(%s)
"""
COMMENTS = """
select a.attname, d.description
from pg_description as d left join pg_attribute as a on d.objoid = a.attrelid and d.objsubid = a.attnum and a.attnum > 0
where d.objoid = to_regclass(%s) and d.classoid = 'pg_class'::regclass
"""
DEFINITION = "select pg_get_viewdef(to_regclass(%s))"


def publish(connection: Connection, relations: Iterable[Relation], changed_documents: Relation | None) -> None:
    """Show what was built: of facts the documents that a relation names, or all of them where there is none."""
    session = driver(connection)
    schemas = {built: shown for shown, built in NEXT_SCHEMAS.items()}
    to_show = [relation for relation in relations if relation.schema in schemas]
    changed: list[int] | None = None
    if changed_documents and to_show:
        place = (changed_documents.schema, changed_documents.name)
        changed = [row[0] for row in _execute(session, "select document_id from {}", place).fetchall()]
    for relation in to_show:
        built, shown = (relation.schema, relation.name), (schemas[relation.schema], relation.name)
        shape = _shape(session, built)
        is_alike = shape == _shape(session, shown)
        kind = "view" if relation.materialized == "view" else "table"
        if kind == "view":
            _show_view(session, built, shown, is_alike)
        else:
            if not is_alike:
                _make_table(session, built, shown)
            if relation.is_incremental and is_alike and changed is not None:
                _replace_documents(session, built, shown, shape[0], changed)
            else:
                _replace_rows(session, built, shown)
        _copy_comments(session, kind, built, shown)


Place = tuple[str, str]  # schema and name


def _make_table(session: Any, built: Place, shown: Place) -> None:
    _execute(session, "drop table if exists {} cascade", shown)
    _execute(session, "create table {} (like {} including all)", shown, built)


def _replace_rows(session: Any, built: Place, shown: Place) -> None:
    """All rows; a table that says the same already is left alone."""
    differ = "select exists ((table {0} except all table {1}) union all (table {1} except all table {0}))"
    if _execute(session, differ, built, shown).fetchone()[0]:
        _execute(session, "delete from {}", shown)
        _execute(session, "insert into {} table {}", shown, built)
        _execute(session, "analyze {}", shown)


def _replace_documents(
    session: Any, built: Place, shown: Place, columns: Iterable[str], changed: Sequence[int]
) -> None:
    """The rows of the changed documents. A comparison of two documents changes with either of them."""
    names = {column.split()[0] for column in columns}
    keys = [name for name in ("document_id", "before_document_id") if name in names]
    touched = sql.SQL(" or ").join(sql.SQL("{} = any(%(changed)s)").format(sql.Identifier(key)) for key in keys)
    for words in ("delete from {shown} where {touched}", "insert into {shown} select * from {built} where {touched}"):
        parts = {"shown": sql.Identifier(*shown), "built": sql.Identifier(*built), "touched": touched}
        session.execute(sql.SQL(words).format(**parts), {"changed": changed})


def _show_view(session: Any, built: Place, shown: Place, is_alike: bool) -> None:
    """The view in the same words: they name tables without a schema, so that in another schema they mean its own."""
    words = _definition(session, built, NEXT_SCHEMAS.values())
    if is_alike and _definition(session, shown, NEXT_SCHEMAS) == words:
        return
    _execute(session, "drop view if exists {} cascade", shown)
    _look_in(session, NEXT_SCHEMAS)
    session.execute(sql.SQL("create view {} as {}").format(sql.Identifier(*shown), sql.SQL(words)))


def _definition(session: Any, place: Place, schemas: Iterable[str]) -> str:
    _look_in(session, schemas)
    [words] = session.execute(DEFINITION, [_quoted(session, place)]).fetchone()
    return str(words)


def _look_in(session: Any, schemas: Iterable[str]) -> None:
    """Names without a schema are looked up here until the transaction ends."""
    path = sql.SQL(", ").join(map(sql.Identifier, schemas))
    session.execute(sql.SQL("set local search_path to {}").format(path))


def _copy_comments(session: Any, kind: str, built: Place, shown: Place) -> None:
    built_words, shown_words = (
        dict(session.execute(COMMENTS, [_quoted(session, place)]).fetchall()) for place in (built, shown)
    )
    for column in {*built_words, *shown_words}:
        if built_words.get(column) == shown_words.get(column):
            continue
        target = sql.Identifier(*shown) if column is None else sql.Identifier(*shown, column)
        what = sql.SQL(kind if column is None else "column")
        words = sql.SQL("comment on {} {} is {}").format(what, target, sql.Literal(built_words.get(column)))
        session.execute(words)


def _shape(session: Any, place: Place) -> Any:
    """None where there is no such relation."""
    return session.execute(SHAPE, [_quoted(session, place)]).fetchone()


def _quoted(session: Any, place: Place) -> str:
    return sql.Identifier(*place).as_string(session)


def _execute(session: Any, words: str, *places: Place) -> Any:
    return session.execute(sql.SQL(words).format(*(sql.Identifier(*place) for place in places)))
