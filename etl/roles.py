"""Who may do what in the warehouse: groups, and what is granted to them.

In: a `postgresql://` URL. Out: roles and grants in the database. Forbidden: passwords, and roles that log in.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from etl.connection import DatabaseError, connected

READER_ROLE = "filings_reader"
READABLE_SCHEMAS = ("marts", "audit")
BUILT_SCHEMAS = ("seeds", "staging", "intermediate", *READABLE_SCHEMAS)
OUR_SCHEMAS = ("raw", *BUILT_SCHEMAS)


def create_reader_role(url: str) -> None:
    """Create the group that may read `marts` and `audit` and nothing else; DatabaseError where we may not.

    dbt grants SELECT on what it builds; here stands what dbt does not: the role, the way into the schemas, and what
    a backup brought back.
    """
    with connected(url) as connection, connection.begin():
        exists = text("select exists (select from pg_roles where rolname = :role)")
        if not connection.scalar(exists, {"role": READER_ROLE}):
            try:
                connection.execute(text(f"create role {READER_ROLE} nologin"))
            except ProgrammingError as error:
                raise DatabaseError(
                    f"the role {READER_ROLE} is missing and this user may not create roles: "
                    f"ask your administrator for `create role {READER_ROLE} nologin`"
                ) from error
        for name in READABLE_SCHEMAS:
            if not connection.scalar(text("select to_regnamespace(:name)"), {"name": name}):
                connection.execute(text(f"create schema {name}"))
            connection.execute(text(f"grant usage on schema {name} to {READER_ROLE}"))
            connection.execute(text(f"grant select on all tables in schema {name} to {READER_ROLE}"))
        # Before PostgreSQL 15 anyone may create tables in `public`.
        owns_public = text("select pg_has_role(nspowner, 'usage') from pg_namespace where nspname = 'public'")
        if connection.scalar(owns_public):
            connection.execute(text("revoke create on schema public from public"))
