"""Sources have a grade, a pace and a rhythm, may move, and may be single pages."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_KIND = "ck_sources_kind"
_GRADE = "ck_sources_reliability"


def upgrade() -> None:
    with op.batch_alter_table("sources") as table:
        table.drop_constraint(op.f(_KIND), type_="check")
        table.create_check_constraint(op.f(_KIND), "kind IN ('feed', 'folder', 'page')")
        table.add_column(sa.Column("reliability", sa.String(length=1), nullable=False, server_default="F"))
        table.add_column(sa.Column("fixed_interval", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("delay_seconds", sa.Float(), nullable=False, server_default="0"))
        table.create_check_constraint(op.f(_GRADE), "reliability IN ('A', 'B', 'C', 'D', 'E', 'F')")
    op.add_column("source_state", sa.Column("moved_to", sa.Text(), nullable=True))
    op.add_column("source_state", sa.Column("gap_seconds", sa.Float(), nullable=True))
    op.add_column("source_state", sa.Column("newest_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("source_state", sa.Column("empty_since_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM source_state WHERE source_id IN (SELECT id FROM sources WHERE kind = 'page')")
    op.execute("DELETE FROM sources WHERE kind = 'page'")
    with op.batch_alter_table("source_state") as table:  # older SQLite drops no column
        for column in ("moved_to", "gap_seconds", "newest_at", "empty_since_at"):
            table.drop_column(column)
    with op.batch_alter_table("sources") as table:
        table.drop_constraint(op.f(_GRADE), type_="check")
        table.drop_constraint(op.f(_KIND), type_="check")
        table.create_check_constraint(op.f(_KIND), "kind IN ('feed', 'folder')")
        for column in ("reliability", "fixed_interval", "delay_seconds"):
            table.drop_column(column)
