"""Articles met again, by their address; what dates leave open; when texts were changed; enclosures.

What is stored so far has exact dates: others were taken for unknown.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("articles", sa.Column("enclosures", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("revisions", sa.Column("published_doubt", sa.String(32), nullable=False, server_default="exact"))
    op.add_column("revisions", sa.Column("modified_at", sa.DateTime(timezone=True), nullable=True))
    # A B-tree of PostgreSQL refuses values of more than 2,704 bytes; a link may have 2,000 characters.
    op.create_index("ix_articles_link", "articles", ["link"], postgresql_using="hash")
    op.create_table(
        "sightings",
        sa.Column("source_id", sa.String(64), primary_key=True),
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("article_id", sa.String(64), sa.ForeignKey("articles.id"), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_sightings_article_id", "sightings", ["article_id"])


def downgrade() -> None:
    op.drop_table("sightings")
    op.drop_index("ix_articles_link", "articles")
    with op.batch_alter_table("revisions") as table:  # older SQLite drops no column
        table.drop_column("modified_at")
        table.drop_column("published_doubt")
    with op.batch_alter_table("articles") as table:
        table.drop_column("enclosures")
