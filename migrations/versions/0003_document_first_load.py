"""Say of a document which load it first came with, so that reading it again makes it no newer version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003_document_first_load"
down_revision = "0002_document_remarks"
branch_labels = None
depends_on = None

COLUMN = "first_load_id"
COMMENT = "Load it first came with; stays when it is read again (首次装载批次)"


def upgrade() -> None:
    op.add_column("document", sa.Column(COLUMN, sa.BigInteger, nullable=True, comment=COMMENT), schema="raw")
    # What came before is known by its last reading alone; the order in which documents came is the same.
    op.execute(sa.text("update raw.document set first_load_id = load_id"))
    op.alter_column("document", COLUMN, nullable=False, schema="raw")
    op.create_foreign_key(
        op.f("document_first_load_id_fkey"),
        "document",
        "load",
        [COLUMN],
        ["load_id"],
        source_schema="raw",
        referent_schema="raw",
    )


def downgrade() -> None:
    op.drop_column("document", COLUMN, schema="raw")
