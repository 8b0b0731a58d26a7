"""Corrections of posted briefings, and what briefings quote (EDITORIAL rule 13).

Briefings made before are not watched: what they quote is not known without reading them all.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("briefings", sa.Column("corrects", sa.String(64), nullable=True))
    op.add_column("briefings", sa.Column("edits", sa.Text(), nullable=False, server_default="[]"))
    op.create_index("ix_briefings_corrects", "briefings", ["corrects"])
    op.create_table(
        "watches",
        sa.Column("briefing_id", sa.String(64), sa.ForeignKey("briefings.id"), primary_key=True),
        sa.Column("article_id", sa.String(64), primary_key=True),
        sa.Column("revision_id", sa.String(64), nullable=False),
    )
    op.create_index("ix_watches_article_id", "watches", ["article_id"])


def downgrade() -> None:
    op.drop_table("watches")
    op.drop_index("ix_briefings_corrects", "briefings")
    with op.batch_alter_table("briefings") as table:  # older SQLite drops no column
        table.drop_column("edits")
        table.drop_column("corrects")
