"""A checksum for every mart: whether two warehouses say the same, in whatever order they came to it.

In: a URL. Out: rows and digest of each table and view in marts and audit. Forbidden: writing to the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from hashlib import md5

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Text,
    alias,
    cast,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, BIT

from etl.warehouse.connection import connected

# When and with which load a document came in is no property of the filing.
MOMENTS = ("loaded_at", "load_id")
DIGITS = 15  # of a digest of 32, as many as fit a bigint

RELATIONS = """
select n.nspname as schema, c.relname as name
from pg_class as c inner join pg_namespace as n on c.relnamespace = n.oid
where n.nspname in ('marts', 'audit') and c.relkind in ('r', 'v', 'm')
order by 1, 2
"""


@dataclass(frozen=True, slots=True)
class Checksum:
    """How many rows a relation has, and a digest of them that does not depend on their order."""

    rows: int
    digest: str


def checksums(url: str) -> dict[str, Checksum]:
    """The checksum of every relation in marts and audit, by `schema.name`; all of one moment."""
    with connected(url) as connection:
        snapshot = connection.execution_options(isolation_level="REPEATABLE READ")
        with snapshot.begin():
            relations = snapshot.execute(text(RELATIONS)).all()
            return {f"{schema}.{name}": _checksum(snapshot, str(schema), str(name)) for schema, name in relations}


def _checksum(connection: Connection, schema: str, name: str) -> Checksum:
    """Digests of rows are added up, not strung together: no order of rows matters, and nothing grows with them."""
    rows = alias(table(name, schema=schema), "r")
    row = func.to_jsonb(literal_column("r")).op("-")(cast(list(MOMENTS), ARRAY(Text)))
    digests = select(func.md5(cast(row, Text)).label("digest")).select_from(rows).subquery()
    halves = [_sum_of(half(digests.c.digest, DIGITS)) for half in (func.left, func.right)]
    found = connection.execute(select(func.count(), *halves).select_from(digests)).one()
    return Checksum(found[0], md5("/".join(map(str, found[1:])).encode(), usedforsecurity=False).hexdigest())


def _sum_of(hexadecimal: ColumnElement[str]) -> ColumnElement[Decimal]:
    number = cast(cast(literal("x").op("||")(hexadecimal), BIT(DIGITS * 4)), BigInteger)
    return func.coalesce(func.sum(number), 0)
