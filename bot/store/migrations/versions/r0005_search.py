"""Search over the newest revisions, with all that are stored.

The words are those that this version of the program reads (bot.domain.tokens): a change of how words are read needs
a migration that fills the table anew.
"""

import sqlalchemy as sa
from alembic import op

from bot.store.articles import newest_articles, stored_article
from bot.store.indexing import index
from bot.store.tables import articles

revision = "0005"
down_revision = "0004"

_AT_ONCE = 500


def upgrade() -> None:
    op.create_table(
        "searchable",
        sa.Column("seq", sa.Integer(), primary_key=True),
        sa.Column("revision_id", sa.String(64), sa.ForeignKey("revisions.id"), nullable=False, unique=True),
    )
    if op.get_bind().dialect.name == "sqlite":
        # Without content: the texts are in `revisions`. "ascii" parts at blanks only: what it gets are words already.
        op.execute(
            "CREATE VIRTUAL TABLE searchable_words"
            " USING fts5(title, body, source, topics, content = '', tokenize = 'ascii')"
        )
    else:
        op.execute(
            "CREATE TABLE searchable_words ("
            " seq integer PRIMARY KEY REFERENCES searchable (seq),"
            " words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_searchable_words_words ON searchable_words USING gin (words)")
    _fill(op.get_bind())


def downgrade() -> None:
    op.execute("DROP TABLE searchable_words")
    op.drop_table("searchable")


def _fill(connection: sa.Connection) -> None:
    """Make what is stored searchable, some at a time: it need not fit into memory."""
    last = ""
    while True:
        some = newest_articles().where(articles.c.id > last).order_by(articles.c.id).limit(_AT_ONCE)
        found = [stored_article(row) for row in connection.execute(some).mappings()]
        if not found:
            return
        index(connection, [(one.article, one.revision) for one in found])
        last = found[-1].article.id
