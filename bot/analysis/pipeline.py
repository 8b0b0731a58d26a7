"""Articles without analysis -> their story, then statements and disputes of each story touched.

Every step is idempotent and the mark "analysed" comes last, so that after a crash the same query finds the rest.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import cast

from bot.analysis.convert import claim_text, evidence, pair_groups, revisions_of, statements, story_text
from bot.claims.history.reconcile import reconcile
from bot.domain.article import StoredArticle
from bot.domain.claim import StoryAnalysis
from bot.domain.ports import Pool
from bot.domain.stores import ArticleStore, DisputeStore, SaveDispute, StoryStore
from bot.domain.story import Placement, Story
from bot.errors import PoolError, StoreError
from bot.stories.cluster import StoryIndex

ANALYSE = "bot.claims.sides:analyse_with_sides"
# The rules compare articles pairwise; of a very long story the newest articles are compared.
COMPARED_ARTICLES = 40
MOST_FAILURES = 3  # a text that costs a child its life this often is hostile or finds a bug; the rest goes on
BACKGROUND_AGE = timedelta(days=3)
RECENT_STORIES = 5_000  # what a restarted index remembers


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysed:
    """What one round did: articles finished, and stories that failed with the reason (tried again next round)."""

    articles: int
    stories: int
    failed: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True, kw_only=True)
class Analyst:
    """Places and analyses articles, one round at a time (story joining is one lane).

    The index is rebuilt from the store on first use and is no part of readiness.
    """

    articles: ArticleStore
    stories: StoryStore
    disputes: DisputeStore
    pool: Pool
    mint: Callable[[str], str]
    compared_articles: int = COMPARED_ARTICLES
    _index: StoryIndex | None = field(default=None, init=False)
    _failures: dict[str, int] = field(default_factory=dict, init=False)

    async def analyse_due(self, now: datetime, *, limit: int = 200) -> Analysed:
        """Analyse up to `limit` articles that wait for it, in the order in which they were published."""
        waiting = sorted(await self.articles.unanalysed(limit), key=_moment)
        if not waiting:
            return Analysed(articles=0, stories=0)
        touched = await self._place_all(waiting, now)
        # A story merged meanwhile answers with the one it went into.
        stories = {story.id: story for story_id in touched if (story := await self.stories.get(story_id))}
        due = {stored.article.id for stored in waiting}
        found = await asyncio.gather(*(self._read(story, due) for story in stories.values()))
        failed = []
        # One after the other: ids follow the order.
        for story, (read, result) in zip(stories.values(), found, strict=True):
            if isinstance(result, PoolError):
                unread = [stored for stored in read if stored.article.id in due]
                failed.append((story.id, await self._put_off(story, unread, result)))
            else:
                self._failures.pop(story.id, None)
                await self._store(story, read, result, now=now)
        return Analysed(articles=len(waiting), stories=len(stories) - len(failed), failed=tuple(failed))

    async def _place_all(self, waiting: Sequence[StoredArticle], now: datetime) -> list[str]:
        """Put each article into a story and settle the index; returns the ids of the stories touched."""
        try:
            placed = [await self._place(stored, now) for stored in waiting]
            return list(dict.fromkeys([*placed, *await self._settle()]))
        except StoreError:
            self._index = None  # it may know a placement that the store does not; it is built anew
            raise

    async def _place(self, stored: StoredArticle, now: datetime) -> str:
        """Put an article into a story, opening one where needed; returns the story's id."""
        index = await self._ready_index()
        known = await self.stories.story_of(stored.article.id)
        if known is not None:  # a new revision stays where its article is
            await self.stories.join(known.id, stored.article.id, news_at(stored, now))
            return known.id
        placement = index.place(story_text(stored))
        await self._record(placement, stored.article.id, news_at(stored, now))
        return placement.story

    async def _record(self, placement: Placement, article_id: str, at: datetime) -> None:
        if placement.opened:
            story = Story(id=placement.story, article_ids=(article_id,), opened_at=at, updated_at=at)
            await self.stories.open_story(story)
        for merged, into in placement.merged:
            await self._merge(merged, into)
        if not placement.opened:
            await self.stories.join(placement.story, article_id, at)

    async def _settle(self) -> list[str]:
        """Merge what the batch has shown to be one story; off the loop, as a large index takes seconds."""
        index = await self._ready_index()
        merges = await asyncio.to_thread(index.settle, at_end=False)
        for merged, into in merges:
            await self._merge(merged, into)
        return [into for _, into in merges]

    async def _merge(self, merged: str, into: str) -> None:
        """Merge two stories; their disputes move along, so that their ids stay, and that alone is no news."""
        moving = await self.disputes.of_story(merged)
        former = await self.stories.get(merged)
        if former is not None:
            await self.stories.merge(merged, into, former.updated_at)
        await self.disputes.apply([SaveDispute(dispute=replace(dispute, story_id=into)) for dispute in moving])

    async def _read(self, story: Story, due: Collection[str]) -> tuple[list[StoredArticle], StoryAnalysis | PoolError]:
        """Return the articles read (due ones first, then the newest) and what was found, or why nothing could be."""
        held = await self.articles.get(story.article_ids)
        newest_last = sorted(held, key=lambda stored: stored.article.id in due)[-self.compared_articles :]
        chosen = {stored.article.id for stored in newest_last}
        stored = [one for one in held if one.article.id in chosen]
        try:
            found = await self.pool.run(ANALYSE, tuple(map(claim_text, stored)))
        except PoolError as error:
            return stored, error
        return stored, cast("StoryAnalysis", found)

    async def _put_off(self, story: Story, unread: Sequence[StoredArticle], error: PoolError) -> str:
        """Leave a story due for the next round, or give its unread articles up after several; returns what to tell.

        What was said in articles that were read before stays: nobody looked again.
        """
        failures = self._failures[story.id] = self._failures.get(story.id, 0) + 1
        if failures < MOST_FAILURES:
            return error.message
        del self._failures[story.id]
        for stored in unread:
            await self.articles.complete_analysis(stored.revision.id, [])
        count = "1 article stays" if len(unread) == 1 else f"{len(unread)} articles stay"
        return f"given up after {failures} attempts, {count} without statements: {error.message}"

    async def _store(self, story: Story, read: Sequence[StoredArticle], found: StoryAnalysis, *, now: datetime) -> None:
        """Reconcile the story's disputes, then store statements and mark each revision analysed."""
        revisions = {one.article.id: one.revision.id for one in read}
        known = await self.disputes.of_story(story.id)
        decisions = await self.disputes.decisions(dispute.id for dispute in known)
        intents = reconcile(
            known,
            pair_groups(found, read),
            story_id=story.id,
            now=now,
            mint=lambda: self.mint("dsp"),
            evidence=evidence(read, await self.articles.revisions(revisions_of(known, decisions))),
            decisions=decisions,
        )
        await self.disputes.apply(intents)
        for article_id, said in statements(found, revisions).items():
            await self.articles.complete_analysis(revisions[article_id], said)

    async def _ready_index(self) -> StoryIndex:
        if self._index is None:
            index = StoryIndex(mint=lambda: self.mint("sto"))
            for story in reversed(await self.stories.recent(RECENT_STORIES)):
                for stored in await self.articles.get(story.article_ids):
                    index.seed(story.id, story_text(stored))
            self._index = index
        return self._index


def news_at(stored: StoredArticle, now: datetime) -> datetime:
    """Return when an article makes its story news: now, or its own date where it was old when first seen.

    A new source's first visit brings weeks of articles; they are background and no flood (a later revision is news).
    """
    published, first_seen = stored.revision.published_at, stored.article.first_seen_at
    is_background = published is not None and first_seen - published > BACKGROUND_AGE
    return published if published and is_background and stored.revision.number == 1 else now


def _moment(stored: StoredArticle) -> datetime:
    """Return when an article was published, else when it was first seen."""
    return stored.revision.published_at or stored.article.first_seen_at
