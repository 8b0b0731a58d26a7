"""A line of a dispute's history names who confirmed (EDITORIAL rule 4)."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("dispute_history", sa.Column("by", sa.Text(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("dispute_history") as table:  # older SQLite drops no column
        table.drop_column("by")
