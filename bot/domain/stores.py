"""Stores: what the program asks of what it keeps. Each docstring is the contract its implementations are tested by.

Every store is safe to call from several tasks of one loop and, over PostgreSQL, from several processes. All raise
StoreError when the database refuses or cannot be reached. Each has an in-memory implementation that ships
(bot.store.memory) and one contract suite (tests/contract) that runs over memory, SQLite and PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.article import Article, Revision, Sighting, Source, SourceState, StoredArticle
from bot.domain.audience import Audience, Place, Platform, Slot
from bot.domain.briefing import Briefing
from bot.domain.claim import Dispute, Statement
from bot.domain.decision import Decision
from bot.domain.delivery import Delivery, Receipt, ShownDispute, Watch
from bot.domain.search import Query
from bot.domain.story import Story


class SourceStore(Protocol):
    """Sources and what the last visit left behind."""

    async def import_sources(self, sources: Iterable[Source]) -> None:
        """Make the rows of origin "file" equal to `sources`: idempotent, keyed by location.

        A source already known by its location keeps its id and state; file rows no longer named are disabled,
        never deleted; rows of origin "chat" are left alone.
        """
        ...

    async def sources(self) -> list[Source]:
        """Return all enabled sources, ordered by name."""
        ...

    async def states(self) -> dict[str, SourceState]:
        """Return the state of each source ever visited, by source id."""
        ...

    async def due_sources(self, now: datetime) -> list[tuple[Source, SourceState]]:
        """Return enabled, not retired sources: new ones, due ones, and those a wrong clock put beyond FARTHEST_POLL."""
        ...

    async def find(self, source_id: str) -> tuple[Source, SourceState] | None:
        """Return an enabled source with its state, or None."""
        ...

    async def record_visit(self, state: SourceState) -> None:
        """Store what a visit left behind, replacing the source's former state."""
        ...


class ArticleStore(Protocol):
    """Articles and their append-only revisions."""

    async def find(self, source_id: str, key: str) -> StoredArticle | None:
        """Return the article of a source by its key with its newest revision, or None; sightings included."""
        ...

    async def find_all(self, source_id: str, keys: Iterable[str]) -> dict[str, StoredArticle]:
        """Return what `find` finds for each of the keys, by key; unknown keys are left out.

        A key under which the source showed an article that is stored under another one (`Sighting`) finds that one.
        """
        ...

    async def find_words(self, source_id: str, digests: Iterable[str]) -> list[StoredArticle]:
        """Return the articles of a source whose newest revision has one of the digests, ordered by key."""
        ...

    async def rename(self, article_id: str, key: str, file: str | None) -> None:
        """Give an article another key and file: it was moved within its source. Nothing else changes.

        Raises:
            StoreError: The article is not stored, or another one of its source has the key.
        """
        ...

    async def add(self, article: Article, revision: Revision) -> bool:
        """Store a new article with its first revision, or append a revision to a known one.

        Idempotent: the same (source_id, key) and digest as the newest revision changes nothing. Returns whether a
        row was written. When (source_id, key) exists, `article` must carry the stored id.

        A new article whose address (`link`) is that of a stored one, by the same publisher or family and with the same
        title or date of publication, is that article: only a `Sighting` of it is stored, and False returned.

        Raises:
            StoreError: `revision.number` is not the next number of the article, or the article id differs.
        """
        ...

    async def add_all(self, pairs: Sequence[tuple[Article, Revision]]) -> list[bool]:
        """Do what `add` does for each pair, in their order and in one transaction: all or, on an error, none."""
        ...

    async def sightings(self, article_ids: Iterable[str]) -> dict[str, list[Sighting]]:
        """Return where the articles were met again, by their ids, the first seen first; the others are left out."""
        ...

    async def get(self, article_ids: Iterable[str]) -> list[StoredArticle]:
        """Return the articles with their newest revisions, in the order of the ids; unknown ids are left out."""
        ...

    async def revisions(self, revision_ids: Iterable[str]) -> dict[str, Revision]:
        """Return revisions by id, old ones included; unknown ids are left out."""
        ...

    async def unanalysed(self, limit: int) -> list[StoredArticle]:
        """Return articles whose newest revision has no completed analysis, oldest first."""
        ...

    async def complete_analysis(self, revision_id: str, statements: Sequence[Statement]) -> None:
        """Store the statements of a revision (replacing earlier ones) and mark it analysed, in one transaction.

        Raises:
            GroundingError: A span points outside the revision's text; nothing is stored.
            StoreError: The revision is not stored.
        """
        ...

    async def statements(self, revision_ids: Iterable[str]) -> list[Statement]:
        """Return the stored statements of the given revisions in text order."""
        ...

    async def count(self) -> int:
        """Return the number of articles."""
        ...


class ArticleSearch(Protocol):
    """Looks for words in all stored articles. What a store writes is found as soon as the write returns."""

    async def search(self, query: Query, limit: int) -> list[StoredArticle]:
        """Return at most `limit` articles whose newest revision meets the query, best first.

        Words stand in its title or in the first 100,000 characters of its body, compared without case and accents. A
        hit in the title weighs more than one in the body; equals, and all where no word is asked for, newest first.
        Each database ranks in its own way, so only that much of the order is promised. Never raises for its words.
        """
        ...


class StoryStore(Protocol):
    """Stories and which articles they hold. An article is in exactly one story."""

    async def open_story(self, story: Story) -> None:
        """Store a new story with its articles. Idempotent by id."""
        ...

    async def join(self, story_id: str, article_id: str, at: datetime) -> None:
        """Put an article into a story, out of any other one, and move `updated_at`. Idempotent."""
        ...

    async def merge(self, story_id: str, into: str, at: datetime) -> None:
        """Move all articles of one story into another; the old id redirects from then on."""
        ...

    async def get(self, story_id: str) -> Story | None:
        """Return a story, following merges, or None."""
        ...

    async def story_of(self, article_id: str) -> Story | None:
        """Return the story an article is in, or None."""
        ...

    async def updated_between(self, start: datetime | None, end: datetime) -> list[Story]:
        """Return live stories with start < updated_at <= end, newest first; None means from the beginning."""
        ...

    async def recent(self, limit: int) -> list[Story]:
        """Return the live stories updated last, newest first."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveDispute:
    """Store a dispute as given: a new id is inserted, a known one replaced; history only ever grows."""

    dispute: Dispute


@dataclass(frozen=True, slots=True, kw_only=True)
class RetireDispute:
    """Mark a dispute as no longer found, with the moment and the reason for its history."""

    dispute_id: str
    at: datetime
    note: str


DisputeIntent = SaveDispute | RetireDispute


class DisputeStore(Protocol):
    """Disputes with their history, and what editors decided about them."""

    async def of_story(self, story_id: str) -> list[Dispute]:
        """Return the live and retired disputes of a story and of those merged into it, oldest first."""
        ...

    async def apply(self, intents: Sequence[DisputeIntent]) -> None:
        """Carry out reconcile's intents in one transaction.

        Raises:
            StoreError: An intent would shorten a history or retires an unknown dispute.
        """
        ...

    async def get(self, dispute_id: str) -> Dispute | None:
        """Return a dispute, following merges, or None."""
        ...

    async def recent(self, limit: int) -> list[Dispute]:
        """Return live disputes, the most recently updated first."""
        ...

    async def decide(self, decision: Decision, intents: Sequence[DisputeIntent]) -> None:
        """Store an editor's decision and carry out what follows from it, in one transaction.

        Decisions are only ever added.

        Raises:
            StoreError: Its id is taken, it names a dispute or a decision that is not stored, or undoes one that is
                undone already; else as `apply`.
        """
        ...

    async def decisions(self, dispute_ids: Iterable[str] | None = None) -> list[Decision]:
        """Return the decisions that name any of the disputes (None: all), in the order in which they were stored."""
        ...


class AudienceStore(Protocol):
    """Audiences of file and chat."""

    async def import_audiences(self, audiences: Iterable[Audience], now: datetime) -> None:
        """Make the rows of origin "file" equal to `audiences`: idempotent, keyed by place and name.

        A changed or new schedule or zone sets `schedule_since_at` to `now`; an unchanged one keeps it and
        `delivered_until_at`. File rows no longer named are removed; rows of origin "chat" are left alone.
        """
        ...

    async def save(self, audience: Audience) -> None:
        """Insert or replace one audience by id."""
        ...

    async def remove(self, audience_id: str) -> None:
        """Remove an audience; its briefings and deliveries stay as history."""
        ...

    async def get(self, audience_id: str) -> Audience | None:
        """Return one audience or None."""
        ...

    async def at_place(self, place: Place) -> list[Audience]:
        """Return the audiences of a channel, ordered by name."""
        ...

    async def all(self) -> list[Audience]:
        """Return every audience, ordered by name."""
        ...


class DeliveryStore(Protocol):
    """Slots, briefings and the outbox."""

    async def remember(self, briefing: Briefing, deliveries: Sequence[Delivery], slot: Slot | None) -> bool:
        """Store a briefing, its deliveries and the slot it fills in one transaction.

        Returns False and stores nothing when the slot is already taken (another scheduler was faster). The articles
        that a briefing with deliveries quotes are watched from then on, from the newest revision that it quotes; so
        are the disputes that it shows.
        """
        ...

    async def due_watches(self, since: datetime, limit: int) -> list[Watch]:
        """Return watches whose article has a newer revision, of briefings made after `since`, oldest first.

        Only of briefings whose overview is sent and of which nothing is pending any more: what was never posted needs
        no correction, and what is on its way is corrected once it stands.
        """
        ...

    async def move_watch(
        self, watch: Watch, revision_id: str, correction: Briefing | None, deliveries: Sequence[Delivery]
    ) -> bool:
        """Move a watch on to a revision and store the correction it led to, if any, in one transaction.

        Returns False and stores nothing when the watch is no longer as given (another worker was faster).
        """
        ...

    async def due_notices(self, since: datetime, limit: int) -> list[ShownDispute]:
        """Return shown disputes about which an editor decided something since that was not looked at, oldest first.

        Of posted briefings made after `since`, as in `due_watches`; decisions about the dispute that a shown one was
        merged into count too.
        """
        ...

    async def move_notice(
        self, shown: ShownDispute, decision_id: str, correction: Briefing | None, deliveries: Sequence[Delivery]
    ) -> bool:
        """Move a shown dispute on to a decision and store the notice it led to, if any, as `move_watch` does."""
        ...

    async def corrections(self, briefing_id: str) -> list[Briefing]:
        """Return the corrections of a briefing, oldest first."""
        ...

    async def sent(self, briefing_id: str) -> list[Delivery]:
        """Return the sent deliveries of a briefing, in the order of their parts."""
        ...

    async def skip(self, slot: Slot, reason: str) -> bool:
        """Mark a slot as passed over without a briefing. Returns False when the slot is already taken."""
        ...

    async def taken_slots(self, audience_id: str, since: datetime) -> set[datetime]:
        """Return the scheduled instants at or after `since` that are filled or skipped."""
        ...

    async def briefing(self, briefing_id: str) -> Briefing | None:
        """Return a stored briefing or None."""
        ...

    async def latest_briefing(self, audience_id: str) -> Briefing | None:
        """Return the newest briefing of an audience, corrections apart, or None."""
        ...

    async def briefings(self) -> list[Briefing]:
        """Return every stored briefing, corrections among them, oldest first (for `verify`)."""
        ...

    async def lease_due(
        self, now: datetime, lease_seconds: float, limit: int, *, platform: Platform | None = None
    ) -> list[Delivery]:
        """Lease pending deliveries that are due, oldest first, at most one a place; of one platform where given.

        Due: state pending, next_attempt_at <= now, no live lease, and part 0 of the same briefing sent when part > 0.
        A leased delivery has `attempts` and `fence` one higher and `leased_until_at` set; that is stored before it
        is returned (remember, then send).
        """
        ...

    async def end_leases(self, next_attempt_at: datetime) -> int:
        """End every lease of a pending delivery; it is due again at `next_attempt_at`. Returns how many there were.

        Only for a process that knows that all others are dead: what they began is then not waited for. `attempts`
        stays, so the next attempt reads history first, and a dead worker that was not dead is refused.
        """
        ...

    async def settle_sent(self, delivery: Delivery, receipt: Receipt, at: datetime) -> None:
        """Store the receipt. A sent part 0 of a slot's briefing moves the audience's `delivered_until_at`.

        Raises:
            StaleLeaseError: The fence has moved on.
        """
        ...

    async def settle_retry(self, delivery: Delivery, error: str, next_attempt_at: datetime) -> None:
        """Give the lease back and try again later. Raises StaleLeaseError as above."""
        ...

    async def settle_failed(self, delivery: Delivery, error: str) -> None:
        """Give up: an operator has to act. Raises StaleLeaseError as above."""
        ...

    async def settle_unknown(self, delivery: Delivery, error: str) -> None:
        """Perhaps sent and history cannot tell: shown to the operator, not reposted. Raises StaleLeaseError."""
        ...

    async def parent_receipt(self, delivery: Delivery) -> Receipt | None:
        """Return the receipt of part 0 of the same briefing at the same place, or None."""
        ...

    async def deliveries(self, limit: int) -> list[Delivery]:
        """Return the newest deliveries, newest first."""
        ...


class MarkStore(Protocol):
    """Small facts the program remembers about itself (the hash of a command tree), by name."""

    async def get(self, name: str) -> str | None:
        """Return the value of a mark, or None."""
        ...

    async def set(self, name: str, value: str) -> None:
        """Store the value of a mark, replacing the former one."""
        ...
