"""Say of a document that was loaded which part of it could not be read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002_document_remarks"
down_revision = "0001_raw_documents"
branch_labels = None
depends_on = None

COMMENT = "What of it could not be read though the rest was, such as pages that are pictures (未读部分)"


def upgrade() -> None:
    op.add_column("document", sa.Column("remarks", sa.Text, nullable=True, comment=COMMENT), schema="raw")


def downgrade() -> None:
    op.drop_column("document", "remarks", schema="raw")
