"""Due audience -> briefing + deliveries, stored in one transaction before anything is sent."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
from typing import Protocol

from bot.briefing.compose import detail, overview
from bot.briefing.gather import Gatherer
from bot.briefing.ground import ground
from bot.briefing.material import Occasion, SourceHealth
from bot.briefing.phrases import local
from bot.briefing.rank import Standpoint
from bot.briefing.select import Selection, select
from bot.briefing.told import Told, told_by
from bot.domain.audience import Audience, Place, Slot
from bot.domain.briefing import Briefing
from bot.domain.delivery import Delivery
from bot.domain.document import Document, Prose, lines_of
from bot.domain.stores import ArticleStore, AudienceStore, DeliveryStore, SourceStore, StoryStore
from bot.errors import SettingsError

# A first briefing looks back this far; later ones begin where the last delivered one ended.
FIRST_WINDOW = timedelta(days=1)

# Slots taken longer ago than this are no longer asked about; the schedule's own horizon is shorter.
TAKEN_WINDOW = timedelta(days=40)


# Most of a briefing is waiting for the store and the pool; what it holds meanwhile are the window's stories.
SIDE_BY_SIDE = 4


class SlotPlan(Protocol):
    """The schedule's answer for an audience, oldest first: slots to brief, and slots its missed-run policy skips."""

    @property
    def brief(self) -> Sequence[Slot]:
        """Slots that are due."""
        ...

    @property
    def skip(self) -> Sequence[Slot]:
        """Slots that passed while nobody could fill them."""
        ...


PlanSlots = Callable[[Audience, set[datetime], datetime], SlotPlan]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What came of the due slots: the briefings stored, and why audiences got none, one error each."""

    made: tuple[Briefing, ...]
    failed: tuple[BaseException, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefer:
    """Makes briefings. `mint` gives a new id for a prefix."""

    sources: SourceStore
    articles: ArticleStore
    stories: StoryStore
    audiences: AudienceStore
    deliveries: DeliveryStore
    gatherer: Gatherer
    mint: Callable[[str], str]

    async def brief_due(self, plan_slots: PlanSlots, now: datetime) -> Round:
        """Store a briefing with its deliveries for each due slot of each audience.

        An audience that cannot be briefed stays due and keeps none of the others waiting.
        """
        gate = asyncio.Semaphore(SIDE_BY_SIDE)

        async def one(audience: Audience) -> list[Briefing]:
            async with gate:
                return await self._brief(audience, plan_slots, now)

        every = await self.audiences.all()
        results = await asyncio.gather(*(one(audience) for audience in every), return_exceptions=True)
        failed = tuple(result for result in results if isinstance(result, BaseException))
        return Round(made=tuple(chain(*(result for result in results if isinstance(result, list)))), failed=failed)

    async def _brief(self, audience: Audience, plan_slots: PlanSlots, now: datetime) -> list[Briefing]:
        """Fill or skip an audience's due slots; returns what was stored."""
        made = []
        taken = await self.deliveries.taken_slots(audience.id, max(audience.schedule_since_at, now - TAKEN_WINDOW))
        try:
            plan = plan_slots(audience, taken, now)
        except ValueError as error:
            raise SettingsError([f"audience {audience.name!r} gets no briefings: {error}"]) from error
        for slot in plan.skip:
            await self.deliveries.skip(slot, f"missed; policy {audience.missed}")
        for slot in plan.brief:
            briefing = await self.scheduled(audience, slot, now)
            if await self.deliveries.remember(briefing, outbox(briefing, audience.place, now, mint=self.mint), slot):
                made.append(briefing)
        return made

    async def scheduled(self, audience: Audience, slot: Slot, now: datetime) -> Briefing:
        """Return the briefing of a slot: its window runs from the last delivered one to `now`.

        A window that would begin after its end, as one was delivered by a clock that was wrong, is a first one.
        """
        start = audience.delivered_until_at
        if start is None or start > now:
            start = slot.scheduled_at - FIRST_WINDOW
        return await self.make(audience, topics=audience.topics, start=start, slot_at=slot.scheduled_at, now=now)

    async def make(
        self,
        audience: Audience,
        *,
        topics: Sequence[str],
        start: datetime | None,
        slot_at: datetime | None,
        now: datetime,
    ) -> Briefing:
        """Return a grounded briefing of the stories updated in (start, now]; stores nothing.

        Raises:
            PoolError: A summary could not be made; the slot stays due.
        """
        found = await self.stories.updated_between(start, now)
        candidates = await self.gatherer.gather(found)
        told = await self.told(audience) if slot_at else {}
        standpoint = await self.standpoint(told, now)
        # Off the loop, as texts are compared word by word.
        chosen = await asyncio.to_thread(
            select, candidates, topics=topics, length=audience.length, standpoint=standpoint
        )
        summarized = await asyncio.gather(
            *(self.gatherer.summarized(material, told.get(material.story.id)) for material in chosen.chosen)
        )
        occasion = Occasion(
            title=f"{audience.name} · {local(now, audience.zone)}",
            zone=audience.zone,
            topics=tuple(topics),
            length=audience.length,
            window_start_at=start,
            now=now,
        )
        front = overview(Selection(chosen=tuple(summarized), left_out=chosen.left_out), await self.health(), occasion)
        return Briefing(
            id=self.mint("brf"),
            audience_id=audience.id,
            slot_at=slot_at,
            window_start_at=start,
            window_end_at=now,
            created_at=now,
            overview=await self.grounded(front),
            details=tuple([await self.grounded(detail(material, audience.zone)) for material in summarized]),
        )

    async def told(self, audience: Audience) -> dict[str, Told]:
        """Return what the last delivered briefing of an audience told, by story."""
        return told_by(await self.deliveries.latest_briefing(audience.id), audience.delivered_until_at)

    async def standpoint(self, told: Mapping[str, Told], now: datetime) -> Standpoint:
        """Return from where the rank of stories is reckoned, for an audience that was `told` of some."""
        grades = {source.id: source.reliability for source in await self.sources.sources()}
        return Standpoint(now=now, grades=grades, told={story: one.until_at for story, one in told.items()})

    async def grounded(self, document: Document) -> Document:
        """Return the document without anything that is not verbatim in the store (invariant 1)."""
        cited = {line.citation.span.revision_id for line in lines_of(document)}
        kept, refused = ground(document, await self.articles.revisions(cited))
        if refused:
            note = Prose(text=f"{len(refused)} quotations withheld: not verbatim in the store.", small=True)
            return replace(kept, blocks=(*kept.blocks, note))
        return kept

    async def health(self) -> SourceHealth:
        """Return how many enabled sources answered at their last visit, how many with a warning, and which failed."""
        states = await self.sources.states()
        visited = [(source, states[source.id]) for source in await self.sources.sources() if source.id in states]
        failed = tuple((source.name, state.last_error or "failed") for source, state in visited if state.failures)
        warned = sum(1 for _, state in visited if state.last_error and not state.failures)
        return SourceHealth(read=len(visited) - len(failed), warned=warned, failed=failed)


def delivery_key(briefing: Briefing, part: int) -> str:
    """Return the key a message carries: 22 characters, the same for the same part of the same briefing."""
    digest = hashlib.sha256(f"{briefing.id}/{part}".encode()).hexdigest()
    return f"cp{digest[:20]}"


def outbox(briefing: Briefing, place: Place, now: datetime, *, mint: Callable[[str], str]) -> list[Delivery]:
    """Return one pending delivery for each part of a briefing or a correction, each with its key."""
    return [
        Delivery(
            id=mint("dlv"),
            briefing_id=briefing.id,
            audience_id=briefing.audience_id,
            place=place,
            part=part,
            key=delivery_key(briefing, part),
            next_attempt_at=now,
        )
        for part in range(len(briefing.documents))
    ]
