"""Search over the newest revisions, with all that are stored.

The words are those that this version of the program reads (bot.domain.tokens): a change of how words are read needs
a migration that fills the table anew.
"""

import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from bot.domain.article import Article, Revision
from bot.store.indexing import index

revision = "0005"
down_revision = "0004"

_AT_ONCE = 500
_NEVER = datetime.min.replace(tzinfo=UTC)  # times are not searched by words
# The tables as they are at this revision: later ones add columns.
_ARTICLES = sa.table("articles", *map(sa.column, ("id", "newest", "publisher", "topics")))
_REVISIONS = sa.table("revisions", *map(sa.column, ("id", "article_id", "number", "title", "body")))


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
    some = (
        sa.select(
            _ARTICLES.c.id.label("article_id"),
            _ARTICLES.c.publisher,
            _ARTICLES.c.topics,
            _REVISIONS.c.id.label("revision_id"),
            _REVISIONS.c.title,
            _REVISIONS.c.body,
        )
        .join_from(
            _ARTICLES,
            _REVISIONS,
            sa.and_(_REVISIONS.c.article_id == _ARTICLES.c.id, _REVISIONS.c.number == _ARTICLES.c.newest),
        )
        .order_by(_ARTICLES.c.id)
        .limit(_AT_ONCE)
    )
    last = ""
    while True:
        found = connection.execute(some.where(_ARTICLES.c.id > last)).mappings().all()
        if not found:
            return
        index(connection, [(_article(row), _revision(row)) for row in found])
        last = found[-1]["article_id"]


def _article(row: sa.RowMapping) -> Article:
    topics = tuple(json.loads(row["topics"]))
    return Article(
        id=row["article_id"], source_id="", key="", publisher=row["publisher"], topics=topics, first_seen_at=_NEVER
    )


def _revision(row: sa.RowMapping) -> Revision:
    return Revision(
        id=row["revision_id"],
        article_id=row["article_id"],
        number=1,
        title=row["title"],
        body=row["body"],
        digest="",
        lang=None,
        published_at=None,
        fetched_at=_NEVER,
    )
