"""Say of each load and build which run of the command it belongs to, as the run's line in the log does."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004_run_of_load"
down_revision = "0003_document_first_load"
branch_labels = None
depends_on = None

COMMENT = "Run it belongs to, as named in the log; null before runs had names (运行编号)"


def upgrade() -> None:
    for table in ("load", "build"):
        op.add_column(table, sa.Column("run_id", sa.Text, nullable=True, comment=COMMENT), schema="raw")


def downgrade() -> None:
    for table in ("load", "build"):
        op.drop_column(table, "run_id", schema="raw")
