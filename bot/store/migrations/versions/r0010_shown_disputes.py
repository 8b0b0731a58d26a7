"""Which disputes posted briefings show, for notices of what editors decide about them (EDITORIAL rule 15).

Briefings made before get no notice: what they show is not known without reading them all.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "shown_disputes",
        sa.Column("briefing_id", sa.String(64), sa.ForeignKey("briefings.id"), primary_key=True),
        sa.Column("dispute_id", sa.String(64), primary_key=True),
        sa.Column("decision_id", sa.String(64), nullable=True),
    )
    op.create_index("ix_shown_disputes_dispute_id", "shown_disputes", ["dispute_id"])


def downgrade() -> None:
    op.drop_table("shown_disputes")
