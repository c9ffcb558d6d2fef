"""Say of each build whether readers see what it built: what is built and what is shown are two things now."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005_build_published"
down_revision = "0004_run_of_load"
branch_labels = None
depends_on = None

COMMENT = "Whether readers see what it built (是否发布)"


def upgrade() -> None:
    published = sa.Column("published", sa.Boolean, nullable=False, server_default=sa.false(), comment=COMMENT)
    op.add_column("build", published, schema="raw")
    # Until now what stood was what readers saw, and only that had a fingerprint.
    op.execute("update raw.build set published = fingerprint <> ''")
    op.alter_column("build", "published", server_default=None, schema="raw")


def downgrade() -> None:
    # The version before takes a fingerprint to mean that all of it was built.
    op.execute("update raw.build set fingerprint = '' where not published")
    op.drop_column("build", "published", schema="raw")
