"""What a briefing is made of, gathered from the stores before any choice is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.briefing.unanswered import UnansweredClaim
from bot.briefing.unlinked import UnlinkedDenial
from bot.claims.history.rulings import Rulings
from bot.domain.article import Span, StoredArticle
from bot.domain.claim import Dispute
from bot.domain.document import Line, Reason
from bot.domain.story import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMaterial:
    """A story with its articles (newest revisions), the revisions its disputes cite, and its summaries.

    `lead` is the summary of the overview, `summary` that of the story's thread; each reads right alone.
    `told_until_at` is until when its audience was told of it before, None where never; then `fresh` says whether
    they hold what is new since. `cited` holds an entry for every mention of every dispute; a mention may point into an
    older revision. `reasons` are those of its rank, once it was ranked, `ruled` is what editors decided about the
    story's disputes.
    """

    story: Story
    articles: tuple[StoredArticle, ...]
    disputes: tuple[Dispute, ...] = ()
    cited: tuple[StoredArticle, ...] = ()
    lead: tuple[Line, ...] = ()
    summary: tuple[Line, ...] = ()
    unlinked: tuple[UnlinkedDenial, ...] = ()
    unanswered: tuple[UnansweredClaim, ...] = ()
    told_until_at: datetime | None = None
    fresh: bool = False
    reasons: tuple[Reason, ...] = ()
    ruled: Rulings = field(default_factory=Rulings)

    def cited_at(self, span: Span) -> StoredArticle:
        """Return the article in the very revision that a span points into.

        Raises:
            KeyError: The revision was not gathered; a programming error.
        """
        for stored in (*self.articles, *self.cited):
            if stored.revision.id == span.revision_id:
                return stored
        raise KeyError(span.revision_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """How many sources were read, `warned` of them not without doubt, and which failed: (name, cause and fix)."""

    read: int
    warned: int = 0
    failed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Why and for when a briefing is made. `window_start_at` None means from the beginning."""

    title: str
    zone: str
    topics: tuple[str, ...]
    length: int
    window_start_at: datetime | None
    now: datetime
