"""Articles, their revisions and statements, in SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping, Select, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.article import Article, Part, Revision, Sighting, Span, StoredArticle
from bot.domain.claim import Statement
from bot.store.engine import Database, chunks, fields
from bot.store.indexing import index
from bot.store.meeting import identifying_link, met_again, sighting_of
from bot.store.rules import is_new_revision, require_spans_inside, reused, taken, unknown
from bot.store.tables import articles, revisions, sightings, statements

_ARTICLE_FIELDS = [column for column in articles.columns if column.name not in {"newest", "analysed"}]
WITH_NEWEST = (revisions.c.article_id == articles.c.id) & (revisions.c.number == articles.c.newest)
_SPANS = ("source", "cue", "content")


class SqlArticleStore:
    """Implements bot.domain.ports.ArticleStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, source_id: str, key: str) -> StoredArticle | None:
        """Return the article of a source by its key, or None."""
        return (await self.find_all(source_id, [key])).get(key)

    async def find_all(self, source_id: str, keys: Iterable[str]) -> dict[str, StoredArticle]:
        """Return the articles of a source by key."""
        found: dict[str, StoredArticle] = {}
        async with self._database.read() as connection:
            for some in chunks(keys):
                query = newest_articles().where(articles.c.source_id == source_id, articles.c.key.in_(some))
                rows = (await connection.execute(query)).mappings()
                found |= {row[articles.c.key]: stored_article(row) for row in rows}
                if rest := [key for key in some if key not in found]:
                    found |= await _sighted(connection, source_id, rest)
        return found

    async def find_words(self, source_id: str, digests: Iterable[str]) -> list[StoredArticle]:
        """Return the articles of a source whose newest words have one of the digests."""
        found: list[StoredArticle] = []
        async with self._database.read() as connection:
            for some in chunks(digests):
                query = newest_articles().where(articles.c.source_id == source_id, revisions.c.digest.in_(some))
                found += [stored_article(row) for row in (await connection.execute(query)).mappings()]
        return sorted(found, key=lambda one: one.article.key)

    async def rename(self, article_id: str, key: str, file: str | None) -> None:
        """Give an article another key and file."""
        async with self._database.write() as connection:
            held = select(articles.c.source_id).where(articles.c.id == article_id).with_for_update()
            source_id = (await connection.execute(held)).scalar_one_or_none()
            if source_id is None:
                raise unknown("article", article_id)
            other = select(articles.c.id).where(
                articles.c.source_id == source_id, articles.c.key == key, articles.c.id != article_id
            )
            if (await connection.execute(other)).first() is not None:
                raise taken(key)
            await connection.execute(update(articles).where(articles.c.id == article_id).values(key=key, file=file))

    async def add(self, article: Article, revision: Revision) -> bool:
        """Store a new article or append a revision; return whether a row was written."""
        return (await self.add_all([(article, revision)]))[0]

    async def add_all(self, pairs: Sequence[tuple[Article, Revision]]) -> list[bool]:
        """Store several in one transaction; return for each whether a row was written."""
        if not pairs:
            return []
        async with self._database.write() as connection:
            met = await _met_again(connection, pairs)
            new = {number: pair for number, pair in enumerate(pairs) if number not in met}
            opened = await self._open(connection, new)
            if met:
                rows = [fields(sighting_of(pairs[number][0], stored)) for number, stored in met.items()]
                await self._database.insert_all_new(connection, sightings, rows)
            return [
                number not in met and (number in opened or await _append(connection, article, revision))
                for number, (article, revision) in enumerate(pairs)
            ]

    async def _open(self, connection: AsyncConnection, pairs: Mapping[int, tuple[Article, Revision]]) -> set[int]:
        """Store the articles that are new, each with its revision, in two statements; return their places."""
        if not pairs:
            return set()
        first: dict[tuple[str, str], int] = {}
        for number, (article, _) in pairs.items():
            first.setdefault((article.source_id, article.key), number)
        rows = [{**fields(pairs[number][0]), "newest": 1, "analysed": 0} for number in first.values()]
        written = await self._database.insert_all_new(connection, articles, rows)
        opened = {number for number in first.values() if pairs[number][0].id in written}
        for article, revision in (pairs[number] for number in sorted(opened)):
            is_new_revision(None, article, revision)  # raises where it is not the first
        if opened:
            new = [pairs[number] for number in sorted(opened)]
            await connection.execute(insert(revisions), [fields(revision) for _, revision in new])
            await connection.run_sync(index, new)
        return opened

    async def sightings(self, article_ids: Iterable[str]) -> dict[str, list[Sighting]]:
        """Return where the articles were met again."""
        found: dict[str, list[Sighting]] = {}
        in_order = (sightings.c.seen_at, sightings.c.source_id, sightings.c.key)
        async with self._database.read() as connection:
            for ids in chunks(article_ids):
                query = select(sightings).where(sightings.c.article_id.in_(ids)).order_by(*in_order)
                for row in (await connection.execute(query)).mappings():
                    found.setdefault(row["article_id"], []).append(Sighting(**row))
        return found

    async def get(self, article_ids: Iterable[str]) -> list[StoredArticle]:
        """Return the articles with their newest revisions, in the order of the ids."""
        wanted = list(article_ids)
        found: dict[str, StoredArticle] = {}
        async with self._database.read() as connection:
            for ids in chunks(wanted):
                rows = (await connection.execute(newest_articles().where(articles.c.id.in_(ids)))).mappings()
                found |= {row[articles.c.id]: stored_article(row) for row in rows}
        return [found[article_id] for article_id in wanted if article_id in found]

    async def revisions(self, revision_ids: Iterable[str]) -> dict[str, Revision]:
        """Return revisions by id."""
        found: dict[str, Revision] = {}
        async with self._database.read() as connection:
            for ids in chunks(revision_ids):
                rows = (await connection.execute(select(revisions).where(revisions.c.id.in_(ids)))).mappings()
                found |= {row["id"]: Revision(**row) for row in rows}
        return found

    async def unanalysed(self, limit: int) -> list[StoredArticle]:
        """Return articles whose newest revision is not analysed, the first seen first."""
        query = (
            newest_articles()
            .where(articles.c.analysed < articles.c.newest)
            .order_by(articles.c.first_seen_at, articles.c.id)
            .limit(limit)
        )
        async with self._database.read() as connection:
            return [stored_article(row) for row in (await connection.execute(query)).mappings()]

    async def complete_analysis(self, revision_id: str, found: Sequence[Statement]) -> None:
        """Replace the statements of a revision and mark it analysed."""
        # Characters are counted here, not by the database: SQLite's length() stops at a NUL.
        query = select(revisions).where(revisions.c.id == revision_id)
        async with self._database.write() as connection:
            row = (await connection.execute(query)).mappings().first()
            if row is None:
                raise unknown("revision", revision_id)
            require_spans_inside(revision_id, {part: len(row[part.value]) for part in Part}, found)
            await connection.execute(delete(statements).where(statements.c.revision_id == revision_id))
            if found:
                await connection.execute(insert(statements), [_statement_row(statement) for statement in found])
            await connection.execute(
                update(articles)
                .where(articles.c.id == row["article_id"], articles.c.analysed < row["number"])
                .values(analysed=row["number"])
            )

    async def statements(self, revision_ids: Iterable[str]) -> list[Statement]:
        """Return the statements of the revisions, in the order of the ids and then of the text."""
        wanted = list(revision_ids)
        found: dict[str, list[Statement]] = {}
        in_text_order = (
            statements.c.content_part.desc(),  # the title stands before the body
            statements.c.content_start,
            statements.c.cue_start,
            statements.c.id,
        )
        async with self._database.read() as connection:
            for ids in chunks(wanted):
                query = select(statements).where(statements.c.revision_id.in_(ids)).order_by(*in_text_order)
                for row in (await connection.execute(query)).mappings():
                    found.setdefault(row["revision_id"], []).append(_statement(row))
        return [statement for revision_id in dict.fromkeys(wanted) for statement in found.get(revision_id, ())]

    async def count(self) -> int:
        """Return the number of articles."""
        async with self._database.read() as connection:
            return (await connection.execute(select(func.count()).select_from(articles))).scalar_one()


def newest_articles() -> Select[Any]:
    """Return the query for all articles with their newest revisions."""
    return select(*_ARTICLE_FIELDS, revisions).join_from(articles, revisions, WITH_NEWEST)


async def _sighted(connection: AsyncConnection, source_id: str, keys: Sequence[str]) -> dict[str, StoredArticle]:
    """Return the articles that a source showed under keys they are not stored under."""
    query = (
        newest_articles()
        .add_columns(sightings.c.key.label("sighted"))
        .join(sightings, sightings.c.article_id == articles.c.id)
        .where(sightings.c.source_id == source_id, sightings.c.key.in_(keys))
    )
    return {row["sighted"]: stored_article(row) for row in (await connection.execute(query)).mappings()}


async def _met_again(
    connection: AsyncConnection, pairs: Sequence[tuple[Article, Revision]]
) -> dict[int, StoredArticle]:
    """Return the places of new articles that are stored already, each with the one it is, the first seen."""
    links = {link for article, revision in pairs if (link := identifying_link(article, revision))}
    held: list[StoredArticle] = []
    for some in chunks(sorted(links)):
        query = newest_articles().where(articles.c.link.in_(some)).order_by(articles.c.first_seen_at, articles.c.id)
        held += [stored_article(row) for row in (await connection.execute(query)).mappings()]
    return met_again(held, pairs)


async def _append(connection: AsyncConnection, article: Article, revision: Revision) -> bool:
    """Append a revision to a known article; return whether it is new."""
    if not is_new_revision(await _lock(connection, article), article, revision):
        return False
    await connection.execute(insert(revisions), fields(revision))
    await connection.execute(update(articles).where(articles.c.id == article.id).values(newest=revision.number))
    held = await connection.execute(newest_articles().where(articles.c.id == article.id))
    stored = stored_article(held.mappings().one())  # its publisher and topics are those it was first stored with
    await connection.run_sync(index, [(stored.article, stored.revision)])
    return True


async def _lock(connection: AsyncConnection, article: Article) -> tuple[str, int, str]:
    """Return what is stored of the article, holding its row so that appends follow one another."""
    held = (
        select(articles.c.id, articles.c.newest)
        .where(articles.c.source_id == article.source_id, articles.c.key == article.key)
        .with_for_update()
    )
    row = (await connection.execute(held)).first()
    if row is None:  # not inserted, and not for its key: for its id
        raise reused(article)
    article_id, newest = row
    digest = select(revisions.c.digest).where(revisions.c.article_id == article_id, revisions.c.number == newest)
    return article_id, newest, (await connection.execute(digest)).scalar_one()


def stored_article(row: RowMapping) -> StoredArticle:
    """Return a row of `newest_articles` as the domain has it."""
    return StoredArticle(
        article=Article(**{column.name: row[column] for column in _ARTICLE_FIELDS}),
        revision=Revision(**{column.name: row[column] for column in revisions.columns}),
    )


def _statement_row(statement: Statement) -> dict[str, Any]:
    row = fields(statement) | {"revision_id": statement.content.revision_id}
    for name in _SPANS:
        span: Span | None = row.pop(name)
        row |= {f"{name}_{end}": getattr(span, end, None) for end in ("part", "start", "end")}
    return row


def _statement(row: RowMapping) -> Statement:
    def span(name: str) -> Span | None:
        part, start, end = (row[f"{name}_{field}"] for field in ("part", "start", "end"))
        return part and Span(revision_id=row["revision_id"], part=part, start=start, end=end)

    spans: dict[str, Any] = {name: span(name) for name in _SPANS}
    return Statement(
        id=row["id"],
        speaker=row["speaker"],
        polarity=row["polarity"],
        hedged=row["hedged"],
        rule=row["rule"],
        **spans,
    )
