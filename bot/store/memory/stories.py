"""Stories and which articles they hold, in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.story import Story
from bot.store.rules import unknown


class MemoryStoryStore:
    """Implements bot.domain.ports.StoryStore. A merge re-points earlier ones, so a redirect is one step long."""

    def __init__(self) -> None:
        self._stories: dict[str, Story] = {}

    async def open_story(self, story: Story) -> None:
        """Store a new story with its articles; a known id changes nothing."""
        if story.id not in self._stories:
            for article_id in story.article_ids:
                self._take_out(article_id)
            self._stories[story.id] = story

    async def join(self, story_id: str, article_id: str, at: datetime) -> None:
        """Put an article into a story, out of any other one."""
        story = self._root(story_id)
        if article_id not in story.article_ids:
            self._take_out(article_id)
            story = replace(story, article_ids=(*story.article_ids, article_id))
        self._stories[story.id] = replace(story, updated_at=max(story.updated_at, at))

    async def merge(self, story_id: str, into: str, at: datetime) -> None:
        """Move all articles of one story into another; the old id redirects."""
        source, target = self._root(story_id), self._root(into)
        if source.id == target.id:
            return
        self._stories[target.id] = replace(
            target, article_ids=target.article_ids + source.article_ids, updated_at=max(target.updated_at, at)
        )
        self._stories[source.id] = replace(source, article_ids=())
        for story in list(self._stories.values()):
            if source.id in {story.id, story.merged_into}:
                self._stories[story.id] = replace(story, merged_into=target.id)

    async def get(self, story_id: str) -> Story | None:
        """Return a story, following a merge, or None."""
        return self._root(story_id) if story_id in self._stories else None

    async def story_of(self, article_id: str) -> Story | None:
        """Return the story an article is in, or None."""
        return next((story for story in self._stories.values() if article_id in story.article_ids), None)

    async def updated_between(self, start: datetime | None, end: datetime) -> list[Story]:
        """Return live stories with start < updated_at <= end, newest first."""
        return [
            story for story in self._live() if story.updated_at <= end and (start is None or story.updated_at > start)
        ]

    async def recent(self, limit: int) -> list[Story]:
        """Return the live stories updated last, newest first."""
        return self._live()[:limit]

    def same_story(self, story_id: str) -> set[str]:
        """Return the ids that a story goes by: its own and those merged into it."""
        if story_id not in self._stories:
            return {story_id}
        root = self._root(story_id).id
        return {root} | {story.id for story in self._stories.values() if story.merged_into == root}

    def _root(self, story_id: str) -> Story:
        story = self._stories.get(story_id)
        if story is None:
            raise unknown("story", story_id)
        return self._stories[story.merged_into] if story.merged_into else story

    def _live(self) -> list[Story]:
        live = sorted((story for story in self._stories.values() if not story.merged_into), key=lambda story: story.id)
        return sorted(live, key=lambda story: story.updated_at, reverse=True)

    def _take_out(self, article_id: str) -> None:
        for story in self._stories.values():
            if article_id in story.article_ids:
                rest = tuple(held for held in story.article_ids if held != article_id)
                self._stories[story.id] = replace(story, article_ids=rest)
                return
