"""Completions while somebody types an argument. Fast: a store is asked at most twice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from bot.commands.grammar import BY_NAME
from bot.commands.story import find_stories
from bot.commands.topics import EVERYTHING, known_topics
from bot.commands.wish import CRON, DAYS
from bot.domain.audience import Place
from bot.domain.call import Suggestion
from bot.domain.nearest import zone_names
from bot.domain.stores import ArticleStore, AudienceStore, DisputeStore, SourceStore, StoryStore

# https://docs.discord.com/developers/docs/interactions/application-commands: 25 choices of 100 characters
_CHOICES = 25
_LABEL_CHARS = 100
_OF_THIS_CHANNEL = frozenset({"unsubscribe", "pause", "resume"})  # verbs whose topics are those followed there
_SEARCHED_STORIES = 60  # fewer than the command itself: this runs at every key


@dataclass(frozen=True, slots=True, kw_only=True)
class Completer:
    """Implements bot.domain.call.Suggest over the stores."""

    audiences: AudienceStore
    sources: SourceStore
    stories: StoryStore
    articles: ArticleStore
    disputes: DisputeStore

    async def suggest(self, place: Place, verb: str, parameter: str, typed: str) -> list[Suggestion]:
        """Return what the argument may be, beginning with what was typed first; unknown arguments have none."""
        if verb in _OF_THIS_CHANNEL and parameter == "topic":
            return matching(await self._followed(place), typed)
        by_parameter: dict[str, Callable[[str], Awaitable[list[Suggestion]]]] = {
            "topic": self._topics,
            "days": _days,
            "zone": _zones,
            "story": self._stories,
            "dispute": self._disputes,
            "about": self._flagged,
            "verb": _verbs,
        }
        complete = by_parameter.get(parameter)
        return await complete(typed) if complete else []

    async def _followed(self, place: Place) -> list[str]:
        rows = [row for row in await self.audiences.at_place(place) if row.origin == "chat"]
        return [topic for row in rows for topic in row.topics or (EVERYTHING,)]

    async def _topics(self, typed: str) -> list[Suggestion]:
        known = known_topics(await self.sources.sources())
        return matching([EVERYTHING, *sorted(set(known.values()), key=str.casefold)], typed)

    async def _stories(self, typed: str) -> list[Suggestion]:
        found = await (
            find_stories(typed, stories=self.stories, articles=self.articles, searched=_SEARCHED_STORIES)
            if typed.strip()
            else self.stories.recent(_CHOICES)
        )
        shown = {story.id: story.article_ids[0] for story in found[:_CHOICES] if story.article_ids}
        titles = {stored.article.id: stored for stored in await self.articles.get(shown.values())}
        return [
            Suggestion(label=_story_label(story_id, stored.revision.title, stored.article.publisher), value=story_id)
            for story_id, article_id in shown.items()
            if (stored := titles.get(article_id))
        ]

    async def _disputes(self, typed: str) -> list[Suggestion]:
        recent = await self.disputes.recent(_CHOICES)
        labels = {
            dispute.id: f"{dispute.id} · {', '.join(kind.noun for kind in dispute.kinds)} · {dispute.status}"
            for dispute in recent
        }
        wanted = typed.casefold()
        return [Suggestion(label=label, value=key) for key, label in labels.items() if wanted in label.casefold()]

    async def _flagged(self, typed: str) -> list[Suggestion]:
        """Return disputes, then stories, so that both are among what a platform shows."""
        disputes, stories = await self._disputes(typed), await self._stories(typed)
        return [*disputes[: _CHOICES - min(len(stories), _CHOICES // 2)], *stories][:_CHOICES]


def matching(values: Iterable[str], typed: str) -> list[Suggestion]:
    """Return the values that hold what was typed, those that begin with it first."""
    wanted = typed.casefold().strip()
    found = [value for value in values if wanted in value.casefold() and len(value) <= _LABEL_CHARS]
    found.sort(key=lambda value: not value.casefold().startswith(wanted))
    return [Suggestion(label=value, value=value) for value in found[:_CHOICES]]


async def _days(typed: str) -> list[Suggestion]:
    return matching((*DAYS, CRON), typed)


async def _zones(typed: str) -> list[Suggestion]:
    return matching(zone_names(), typed.replace(" ", "_"))


async def _verbs(typed: str) -> list[Suggestion]:
    return matching(BY_NAME, typed)


def _story_label(story_id: str, title: str, publisher: str) -> str:
    """Return a headline with its publisher; one that does not fit is left out, never cut."""
    label = f"{title} ({publisher})"
    return label if title and len(label) <= _LABEL_CHARS else f"{story_id} ({publisher})"[:_LABEL_CHARS]
