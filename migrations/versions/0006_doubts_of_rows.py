"""Call the codes that say why a reading is less than exact what they are everywhere else: doubts.

A key of our own in `fields`, in the row or in one of its targets or amounts. In the text of a jsonb a quotation mark
within a value stands behind a backslash, so that no filed words can look like the key.
"""

from __future__ import annotations

from alembic import op

revision = "0006_doubts_of_rows"
down_revision = "0005_build_published"
branch_labels = None
depends_on = None

RENAMED = """
update raw.document_row
set fields = replace(fields::text, '"{before}": ', '"{after}": ')::jsonb
where fields::text like '%"{before}": %'
"""


def upgrade() -> None:
    op.execute(RENAMED.format(before="reading", after="doubts"))


def downgrade() -> None:
    op.execute(RENAMED.format(before="doubts", after="reading"))
