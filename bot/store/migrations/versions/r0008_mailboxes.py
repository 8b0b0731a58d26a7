"""Sources may be mailboxes."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_KIND = "ck_sources_kind"


def upgrade() -> None:
    with op.batch_alter_table("sources") as table:
        table.drop_constraint(op.f(_KIND), type_="check")
        table.create_check_constraint(op.f(_KIND), "kind IN ('feed', 'folder', 'page', 'imap')")
        table.add_column(sa.Column("mailbox", sa.Text(), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM source_state WHERE source_id IN (SELECT id FROM sources WHERE kind = 'imap')")
    op.execute("DELETE FROM sources WHERE kind = 'imap'")
    with op.batch_alter_table("sources") as table:
        table.drop_constraint(op.f(_KIND), type_="check")
        table.create_check_constraint(op.f(_KIND), "kind IN ('feed', 'folder', 'page')")
        table.drop_column("mailbox")
