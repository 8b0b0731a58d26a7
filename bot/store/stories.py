"""Stories and which articles they hold, in SQL."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import RowMapping, Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.story import Story
from bot.store.engine import Database, chunks
from bot.store.rules import unknown
from bot.store.tables import stories, story_articles


class SqlStoryStore:
    """Implements bot.domain.ports.StoryStore. A merge re-points earlier ones, so a redirect is one step long."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open_story(self, story: Story) -> None:
        """Store a new story with its articles; a known id changes nothing."""
        row = {name: getattr(story, name) for name in ("id", "opened_at", "updated_at", "merged_into")}
        async with self._database.write() as connection:
            is_new = await self._database.insert_new(connection, stories, row)
            if is_new and story.article_ids:
                places = [
                    {"article_id": article_id, "story_id": story.id, "position": position}
                    for position, article_id in enumerate(story.article_ids)
                ]
                await connection.execute(self._database.upsert(story_articles), places)

    async def join(self, story_id: str, article_id: str, at: datetime) -> None:
        """Put an article into a story, out of any other one."""
        async with self._database.write() as connection:
            root = await _lock(connection, story_id)
            held = select(story_articles.c.story_id).where(story_articles.c.article_id == article_id)
            if (await connection.execute(held)).scalar() != root:
                place = {"article_id": article_id, "story_id": root, "position": await _next_position(connection, root)}
                await connection.execute(self._database.upsert(story_articles), place)
            await _touch(connection, root, at)

    async def merge(self, story_id: str, into: str, at: datetime) -> None:
        """Move all articles of one story into another; the old id redirects."""
        async with self._database.write() as connection:
            roots = {name: await _lock(connection, name) for name in sorted((story_id, into))}
            source, target = roots[story_id], roots[into]
            if source == target:
                return
            offset = await _next_position(connection, target)
            moved = update(story_articles).where(story_articles.c.story_id == source)
            await connection.execute(moved.values(story_id=target, position=story_articles.c.position + offset))
            redirected = (stories.c.id == source) | (stories.c.merged_into == source)
            await connection.execute(update(stories).where(redirected).values(merged_into=target))
            await _touch(connection, target, at)

    async def get(self, story_id: str) -> Story | None:
        """Return a story, following a merge, or None."""
        query = select(stories).where(stories.c.id == _root(story_id).scalar_subquery())
        return next(iter(await self._stories(query)), None)

    async def story_of(self, article_id: str) -> Story | None:
        """Return the story an article is in, or None."""
        query = select(stories).join(story_articles).where(story_articles.c.article_id == article_id)
        return next(iter(await self._stories(query)), None)

    async def updated_between(self, start: datetime | None, end: datetime) -> list[Story]:
        """Return live stories with start < updated_at <= end, newest first."""
        query = _live().where(stories.c.updated_at <= end)
        return await self._stories(query if start is None else query.where(stories.c.updated_at > start))

    async def recent(self, limit: int) -> list[Story]:
        """Return the live stories updated last, newest first."""
        return await self._stories(_live().limit(limit))

    async def _stories(self, query: Select[*tuple[object, ...]]) -> list[Story]:
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).mappings().all()
            held = await _article_ids(connection, (row["id"] for row in rows))
        return [_story(row, held.get(row["id"], ())) for row in rows]


def _live() -> Select[*tuple[object, ...]]:
    return select(stories).where(stories.c.merged_into.is_(None)).order_by(stories.c.updated_at.desc(), stories.c.id)


def _root(story_id: str) -> Select[tuple[str]]:
    return select(func.coalesce(stories.c.merged_into, stories.c.id)).where(stories.c.id == story_id)


async def _lock(connection: AsyncConnection, story_id: str) -> str:
    """Return the id a story goes by now, holding its row so that joins and merges follow one another."""
    held = select(stories.c.id).where(stories.c.id == _root(story_id).scalar_subquery()).with_for_update()
    root: str | None = (await connection.execute(held)).scalar()
    if root is None:
        raise unknown("story", story_id)
    return root


async def _next_position(connection: AsyncConnection, story_id: str) -> int:
    last = select(func.max(story_articles.c.position)).where(story_articles.c.story_id == story_id)
    found = (await connection.execute(last)).scalar()
    return 0 if found is None else found + 1


async def _touch(connection: AsyncConnection, story_id: str, at: datetime) -> None:
    later = (stories.c.id == story_id) & (stories.c.updated_at < at)
    await connection.execute(update(stories).where(later).values(updated_at=at))


async def _article_ids(connection: AsyncConnection, story_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    held: dict[str, tuple[str, ...]] = {}
    for ids in chunks(story_ids):
        query = select(story_articles).where(story_articles.c.story_id.in_(ids))
        for row in await connection.execute(query.order_by(story_articles.c.position)):
            held[row.story_id] = (*held.get(row.story_id, ()), row.article_id)
    return held


def _story(row: RowMapping, article_ids: tuple[str, ...]) -> Story:
    return Story(
        id=row["id"],
        article_ids=article_ids,
        opened_at=row["opened_at"],
        updated_at=row["updated_at"],
        merged_into=row["merged_into"],
    )
