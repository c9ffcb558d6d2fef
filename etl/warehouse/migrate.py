"""Schema `raw`, brought up to a revision by Alembic.

In: a `postgresql://` URL, or a connection inside a transaction of the caller. Out: a database that can be loaded.
Forbidden: touching rows, and what dbt owns.
"""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, text

from etl.settings import project_folder
from etl.warehouse.connection import DatabaseError, connected
from etl.warehouse.roles import grant_privileges


def migrate(url: str, revision: str = "head") -> None:
    """Bring schema `raw` up to a revision, in one transaction; "-1" takes the last one back, "base" all of them."""
    with connected(url) as connection, connection.begin():
        migrate_within(connection, revision)
        if revision != "base":
            grant_privileges(connection)


def migrate_within(connection: Connection, revision: str) -> None:
    """The same within a transaction of the caller."""
    encoding = connection.scalar(text("show server_encoding"))
    if encoding != "UTF8":
        raise DatabaseError(f"the database is in {encoding}: create it with `encoding 'UTF8'`")
    config = Config()
    config.set_main_option("script_location", str(project_folder("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        (command.downgrade if revision in {"-1", "base"} else command.upgrade)(config, revision)
    except CommandError as error:
        raise DatabaseError(f"the database was made by a newer version of this project: {error}") from error
