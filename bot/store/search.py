"""Search in SQL: FTS5 in SQLite, a tsvector with its GIN index in PostgreSQL. Only the newest revisions are found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, column, func, literal, literal_column, select, table

from bot.domain.article import StoredArticle
from bot.domain.search import Query
from bot.store.articles import WITH_NEWEST, newest_articles, stored_article
from bot.store.engine import Database, chunks
from bot.store.tables import articles, revisions, searchable
from bot.store.wording import as_match, as_tsquery

# What a word in the title weighs against one in the body; publisher and topics are met or not.
_BM25 = "bm25(searchable_words, 4.0, 1.0, 0.0, 0.0)"  # the better the smaller
_POSTGRES_WEIGHTS = "{0.25, 0, 0, 1}"  # of the labels D (body), C, B, A (title)
_BY_LENGTH = 1  # ts_rank divides by 1 + the logarithm of the text's length

_SQLITE_WORDS = table("searchable_words", column("rowid"))
_POSTGRES_WORDS = table("searchable_words", column("seq"), column("words"))


class SqlArticleSearch:
    """Implements bot.domain.ports.ArticleSearch."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def search(self, query: Query, limit: int) -> list[StoredArticle]:
        """Return the articles that meet the query, best first."""
        # First the ids alone: sorting would carry the whole texts of all hits.
        select_ids = self._ids(query).limit(limit)
        found: dict[str, StoredArticle] = {}
        async with self._database.read() as connection:
            ids = list((await connection.execute(select_ids)).scalars())
            for some in chunks(ids):
                rows = (await connection.execute(newest_articles().where(articles.c.id.in_(some)))).mappings()
                found |= {row[articles.c.id]: stored_article(row) for row in rows}
        return [found[article_id] for article_id in ids]

    def _ids(self, query: Query) -> Select[Any]:
        chosen = select(articles.c.id).join_from(articles, revisions, WITH_NEWEST).where(*_filters(query))
        newest_first = (_searched_at().desc(), articles.c.id)
        if not (query.phrases or query.sources or query.topics):
            return chosen.order_by(*newest_first)
        chosen = chosen.join(searchable, searchable.c.revision_id == revisions.c.id)
        rank: ColumnElement[Any]
        if self._database.is_sqlite:
            chosen = chosen.join(_SQLITE_WORDS, _SQLITE_WORDS.c.rowid == searchable.c.seq)
            rank = literal_column(_BM25)
            chosen = chosen.where(literal_column("searchable_words").op("MATCH")(as_match(query)))
        else:
            chosen = chosen.join(_POSTGRES_WORDS, _POSTGRES_WORDS.c.seq == searchable.c.seq)
            rank = _postgres_rank(query)
            chosen = chosen.where(_POSTGRES_WORDS.c.words.op("@@")(_tsquery(query)))
        return chosen.order_by(*((rank,) if query.phrases else ()), *newest_first)


def _filters(query: Query) -> Iterator[ColumnElement[bool]]:
    if query.langs:
        yield revisions.c.lang.in_(query.langs)
    if query.since is not None:
        yield _searched_at() >= query.since
    if query.until is not None:
        yield _searched_at() < query.until


def _searched_at() -> ColumnElement[Any]:
    return func.coalesce(revisions.c.published_at, articles.c.first_seen_at)


def _tsquery(query: Query) -> ColumnElement[Any]:
    return literal(as_tsquery(query)).op("::")(literal_column("tsquery"))


def _postgres_rank(query: Query) -> ColumnElement[Any]:
    asked = _tsquery(replace(query, sources=(), topics=()))
    weights = literal(_POSTGRES_WEIGHTS).op("::")(literal_column("float4[]"))
    return func.ts_rank(weights, _POSTGRES_WORDS.c.words, asked, _BY_LENGTH).desc()
