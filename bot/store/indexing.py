"""Makes revisions searchable, in the transaction that stores them.

Revisions are only ever added, and so are their words: nothing here is changed or removed (docs/decisions/0069).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, insert, text

from bot.domain.article import Article, Revision
from bot.store.tables import searchable
from bot.store.wording import as_row, as_vector

_SQLITE = text(
    "INSERT INTO searchable_words (rowid, title, body, source, topics) VALUES (:seq, :title, :body, :source, :topics)"
)
_POSTGRES = text("INSERT INTO searchable_words (seq, words) VALUES (:seq, CAST(:words AS tsvector))")


def index(connection: Connection, pairs: Sequence[tuple[Article, Revision]]) -> None:
    """Store the words of new revisions."""
    if not pairs:
        return
    numbered = insert(searchable).returning(searchable.c.revision_id, searchable.c.seq)
    written = connection.execute(numbered, [{"revision_id": revision.id} for _, revision in pairs])
    seqs = {row.revision_id: row.seq for row in written}
    numbers = [(seqs[revision.id], article, revision) for article, revision in pairs]
    # FTS5 takes rows in the order of their numbers at once; any other order makes it write out what it holds.
    numbers.sort(key=lambda row: row[0])
    if connection.dialect.name == "sqlite":
        connection.execute(_SQLITE, [as_row(*row) for row in numbers])
    else:
        connection.execute(
            _POSTGRES, [{"seq": seq, "words": as_vector(article, revision)} for seq, article, revision in numbers]
        )
