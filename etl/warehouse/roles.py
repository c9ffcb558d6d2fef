"""Who may do what in the warehouse: four groups, and what is granted to them.

In: a `postgresql://` URL, or a connection inside a transaction of the caller. Out: groups, grants and owners in the
database, as far as this user may make them; docs/privileges.csv says what comes of it. Forbidden: passwords, and roles
that log in.

filings_owner owns schema raw and migrates it; filings_loader writes filings; filings_builder owns what dbt builds,
reads raw, sets documents aside and records builds; filings_reader reads marts and audit. One user may be all, as on the
embedded server.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from psycopg import sql
from psycopg.errors import Error, InsufficientPrivilege
from sqlalchemy import Connection, text
from sqlalchemy.schema import CreateSchema

from etl.warehouse.connection import DatabaseError, connected, driver

OWNER_ROLE, LOADER_ROLE, BUILDER_ROLE, READER_ROLE = ROLES = (
    "filings_owner",
    "filings_loader",
    "filings_builder",
    "filings_reader",
)
READABLE_SCHEMAS = ("marts", "audit")
NEXT_SCHEMAS = {name: f"{name}_next" for name in READABLE_SCHEMAS}  # where dbt builds what readers see afterwards
BUILT_SCHEMAS = ("seeds", "staging", "intermediate", *NEXT_SCHEMAS.values(), *READABLE_SCHEMAS)
OUR_SCHEMAS = ("raw", *BUILT_SCHEMAS)
OWNERS = {"raw": OWNER_ROLE} | dict.fromkeys(BUILT_SCHEMAS, BUILDER_ROLE)

USERS = {"raw": (LOADER_ROLE, BUILDER_ROLE)} | dict.fromkeys(READABLE_SCHEMAS, (READER_ROLE,))

# Parts of a document go with it by a foreign key, and bytes never change: the loader needs no more than this.
WRITTEN_BY_LOADER = {
    "document": ("select", "insert", "update", "delete"),
    "document_content": ("select", "insert"),
    "statement": ("select", "insert", "delete"),
    "document_row": ("select", "insert", "delete"),
    "load": ("select", "insert", "update"),
    "alembic_version": ("select",),
}
# A build sets documents aside in which a promise is broken, and writes nothing else of a filing.
WRITTEN_BY_BUILDER = {
    "build": ("insert", "update"),
    "document": ("update (status, reason)",),
    "statement": ("delete",),
    "document_row": ("delete",),
}
MEMBERS_CHOOSE_SINCE = 160000
MAINTAINED_SINCE = 170000  # from here on others than the owner may be allowed to take statistics

RELATIONS = """
select n.nspname, c.relname, pg_get_userbyid(c.relowner), pg_get_userbyid(n.nspowner)
from pg_class as c inner join pg_namespace as n on c.relnamespace = n.oid
where n.nspname = any(%s) and c.relkind in ('r', 'p', 'v', 'm') and pg_has_role(c.relowner, 'usage')
order by 1, 2
"""
SCHEMAS = """
select nspname, pg_get_userbyid(nspowner) from pg_namespace
where nspname = any(%s) and pg_has_role(nspowner, 'usage') order by 1
"""
MAY_CREATE_ROLES = "select rolsuper or rolcreaterole from pg_roles where rolname = current_user"
MAY_CREATE_SCHEMAS = "select has_database_privilege(current_database(), 'create')"
OWNS_PUBLIC = "select pg_has_role(nspowner, 'usage') from pg_namespace where nspname = 'public'"


def create_reader_role(url: str) -> None:
    """Make sure that there are schemas to build in and a group that may read them; DatabaseError where we may not."""
    with connected(url) as connection, connection.begin():
        if _one(driver(connection), MAY_CREATE_SCHEMAS):
            for name in BUILT_SCHEMAS:
                connection.execute(CreateSchema(name, if_not_exists=True))
        grant_privileges(connection)
        if READER_ROLE not in _groups(connection):
            raise DatabaseError(
                f"the role {READER_ROLE} is missing and this user may not create roles: "
                f"ask your administrator for `create role {READER_ROLE} nologin`"
            )


def grant_privileges(connection: Connection) -> None:
    """Create the groups that are missing, give each schema to its owner, grant what the others may.

    As far as we may: a loader or builder who calls this changes nothing.
    """
    session = driver(connection)
    if _one(session, MAY_CREATE_ROLES):
        for name in ROLES:
            _create_role(session, name)
    groups = _groups(connection)
    _grant_schemas(session, groups)
    _grant_relations(session, groups)
    if _one(session, OWNS_PUBLIC):  # before PostgreSQL 15 anyone may create tables in `public`
        session.execute("revoke create on schema public from public")


def _grant_schemas(session: Any, groups: set[str]) -> None:
    for schema, owner in session.execute(SCHEMAS, [list(OUR_SCHEMAS)]).fetchall():
        for role in USERS.get(schema, ()):
            if role not in groups:
                continue
            _execute(session, "grant usage on schema {} to {}", [schema], [role])
        if _one(session, MAY_CREATE_SCHEMAS) and _may_hand_over(session, groups, owner, OWNERS[schema]):
            _execute(session, "alter schema {} owner to {}", [schema], [OWNERS[schema]])


def _grant_relations(session: Any, groups: set[str]) -> None:
    maintained = session.info.server_version >= MAINTAINED_SINCE
    for schema, name, owner, schema_owner in session.execute(RELATIONS, [list(OUR_SCHEMAS)]).fetchall():
        granted: dict[str, Iterable[str]] = {}
        if schema in READABLE_SCHEMAS:
            granted[READER_ROLE] = ("select",)
        elif schema == "raw":
            granted[LOADER_ROLE] = WRITTEN_BY_LOADER.get(name, ())
            written = WRITTEN_BY_BUILDER.get(name, ())
            granted[BUILDER_ROLE] = ("select", *written, *(["maintain"] if maintained else []))
        for role, privileges in granted.items():
            if role in groups and privileges:
                words = sql.SQL(", ").join(map(sql.SQL, privileges))
                table, grantee = sql.Identifier(schema, name), sql.Identifier(role)
                session.execute(sql.SQL("grant {} on table {} to {}").format(words, table, grantee))
        if schema_owner == OWNERS[schema] and _may_hand_over(session, groups, owner, OWNERS[schema]):
            _execute(session, "alter table {} owner to {}", [schema, name], [OWNERS[schema]])


def _may_hand_over(session: Any, groups: set[str], owner: str, new: str) -> bool:
    """Whether we may give what is ours to a group and use it still: its members may, and a superuser.

    Since PostgreSQL 16 who creates a role is its administrator and not yet such a member.
    """
    if owner == new or new not in groups:
        return False
    become = "set" if session.info.server_version >= MEMBERS_CHOOSE_SINCE else "member"
    return bool(_one(session, "select pg_has_role(%s, 'usage') and pg_has_role(%s, %s)", new, new, become))


def _create_role(session: Any, name: str) -> None:
    if _one(session, "select exists (select from pg_roles where rolname = %s)", name):
        return
    try:
        with session.transaction():
            _execute(session, "create role {} nologin", [name])
    except InsufficientPrivilege:
        return
    except Error:  # another database of the same server was quicker
        if not _one(session, "select exists (select from pg_roles where rolname = %s)", name):
            raise


def _groups(connection: Connection) -> set[str]:
    found = connection.scalars(text("select rolname from pg_roles where rolname = any(:names)"), {"names": [*ROLES]})
    return {str(name) for name in found}


def _one(session: Any, question: str, *values: str) -> Any:
    [answer] = session.execute(question, values).fetchone()
    return answer


def _execute(session: Any, words: str, *names: list[str]) -> None:
    session.execute(sql.SQL(words).format(*(sql.Identifier(*name) for name in names)))
