"""Stories: articles about one event, with an id that stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.article import require_utc


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles about one event. `article_ids` in order of joining; merged ids redirect through `merged_into`."""

    id: str
    article_ids: tuple[str, ...]
    opened_at: datetime
    updated_at: datetime
    merged_into: str | None = None

    def __post_init__(self) -> None:
        require_utc(opened_at=self.opened_at, updated_at=self.updated_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryText:
    """One article as the clustering sees it. `published_at` None means unknown; arrival order then decides."""

    id: str
    text: str
    title: str = ""
    published_at: datetime | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where an article went. `merged` are (story, into) pairs: stories found to be one, in order."""

    story: str
    opened: bool
    merged: tuple[tuple[str, str], ...] = ()
