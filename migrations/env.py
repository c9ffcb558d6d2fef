"""Where Alembic gets its connection and its tables; it owns schema `raw` and nothing else.

In: a connection handed over by `etl.warehouse.migrate`, or the database of the settings when a developer
calls `alembic`. Out: migrations run. Forbidden: touching any schema but `raw`.
"""

from __future__ import annotations

from typing import Any

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.schema import CreateSchema, DropSchema

from etl.warehouse.connection import connected
from etl.warehouse.raw_schema import SCHEMA, metadata


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """Look at schema raw only: every other schema is dbt's or somebody else's."""
    return kind != "schema" or name == SCHEMA


def prepare_schema(connection: Connection) -> None:
    """Alembic keeps its version table in `raw`, so the schema must stand before the first migration.

    Asked first, since `create schema if not exists` needs the right to create one even where it exists.
    """
    if not connection.scalar(text("select to_regnamespace(:schema)"), {"schema": SCHEMA}):
        connection.execute(CreateSchema(SCHEMA))
        connection.execute(text("comment on schema raw is 'Filings as filed (原始层)'"))


def run(connection: Connection) -> None:
    prepare_schema(connection)
    context.configure(
        connection=connection,
        target_metadata=metadata,
        version_table_schema=SCHEMA,
        include_schemas=True,
        include_name=include_name,
    )
    with context.begin_transaction():
        context.run_migrations()
    if not context.get_context().get_current_heads():  # all migrations undone: nothing of ours stays
        connection.execute(text("drop table raw.alembic_version"))
        connection.execute(DropSchema(SCHEMA))


def run_on_settings() -> None:
    """The way of a developer who calls `alembic`: the database of the settings, started if it is ours."""
    from etl.server.database import started_server  # noqa: PLC0415 - nothing of a server where a connection is handed over
    from etl.settings import load_settings  # noqa: PLC0415

    with started_server(load_settings()) as url, connected(url) as own, own.begin():
        run(own)


given = context.config.attributes.get("connection")
if given is None:
    run_on_settings()
else:
    run(given)
