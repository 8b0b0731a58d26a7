"""What editors decided about disputes (EDITORIAL rule 15)."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("seq", sa.Integer(), primary_key=True),
        sa.Column("id", sa.String(64), nullable=False, unique=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("dispute_id", sa.String(64), sa.ForeignKey("disputes.id"), nullable=False),
        sa.Column("other_id", sa.String(64), sa.ForeignKey("disputes.id"), nullable=True),
        sa.Column("mentions", sa.Text(), nullable=False),
        sa.Column("undoes", sa.String(64), sa.ForeignKey("decisions.id"), nullable=True, unique=True),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("workspace_id", sa.String(64), nullable=False),
        sa.Column("user_id", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('confirm', 'dismiss', 'merge', 'split', 'undo')", name=op.f("ck_decisions_kind")),
        sa.CheckConstraint("platform IN ('slack', 'discord', 'console')", name=op.f("ck_decisions_platform")),
        sa.CheckConstraint("why <> ''", name=op.f("ck_decisions_why")),
        sa.CheckConstraint("(kind = 'undo') = (undoes IS NOT NULL)", name=op.f("ck_decisions_undoes")),
    )
    op.create_index("ix_decisions_dispute_id", "decisions", ["dispute_id"])
    op.create_index("ix_decisions_other_id", "decisions", ["other_id"])


def downgrade() -> None:
    op.drop_table("decisions")
