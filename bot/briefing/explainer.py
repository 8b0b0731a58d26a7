"""What `why` asks of the stores: a dispute with the words it rests on, a story with where it stands. Stores nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.briefing.explain import Standing, explain_dispute, explain_story
from bot.briefing.gather import Gatherer
from bot.briefing.material import StoryMaterial
from bot.briefing.pipeline import FIRST_WINDOW, Briefer
from bot.briefing.select import select
from bot.briefing.topical import matches
from bot.claims.history.rulings import rulings
from bot.domain.audience import Audience
from bot.domain.briefing import Briefing
from bot.domain.document import Document, StoryCard
from bot.domain.stores import DisputeStore, StoryStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Explainer:
    """Answers `why` on the terminal and in chat alike."""

    stories: StoryStore
    disputes: DisputeStore
    gatherer: Gatherer
    briefer: Briefer

    async def explain(self, wanted: str, *, audiences: Sequence[Audience], zone: str, now: datetime) -> Document | None:
        """Return why a dispute is flagged or a story briefed, following merges; None when the id is of neither.

        Args:
            wanted: The id of a dispute or of a story.
            audiences: For whom a story is briefed or not.
            zone: Whose clocks a dispute's history follows.
            now: Aware UTC.
        """
        dispute = await self.disputes.get(wanted)
        if dispute is not None:
            cited = {stored.revision.id: stored for stored in await self.gatherer.cited_by_pairs([dispute])}
            ruled = rulings(await self.disputes.decisions([dispute.id]))
            document = explain_dispute(
                dispute,
                cited,
                min_confidence=self.gatherer.min_confidence,
                zone=zone,
                judged=ruled.judged.get(dispute.id),
            )
            return await self.briefer.grounded(document)
        story = await self.stories.get(wanted)
        found = await self.gatherer.gather([story] if story else [])
        return await self._story(found[0], audiences, now) if found else None

    async def _story(self, material: StoryMaterial, audiences: Sequence[Audience], now: datetime) -> Document:
        live = [dispute for dispute in await self.disputes.of_story(material.story.id) if dispute.live]
        dismissed = sum(material.ruled.dismissed(dispute.id) for dispute in live)
        return explain_story(
            material,
            [await self._standing(material, audience, now) for audience in audiences],
            hidden=len(live) - len(material.disputes) - dismissed,
            dismissed=dismissed,
            min_confidence=self.gatherer.min_confidence,
            now=now,
        )

    async def _standing(self, material: StoryMaterial, audience: Audience, now: datetime) -> Standing:
        """Return where a story stands: in the newest briefing as stored, in the next one as if it were made now."""
        last = await self.briefer.deliveries.latest_briefing(audience.id)
        cards = _stories_of(last) if last else []
        places = [card.story_id for card in cards]
        place = places.index(material.story.id) if material.story.id in places else None
        since = audience.delivered_until_at or now - FIRST_WINDOW
        candidates = await self.gatherer.gather(await self.stories.updated_between(since, now))
        length = max(1, len(candidates))
        standpoint = await self.briefer.standpoint(await self.briefer.told(audience), now)
        # Off the loop, as texts are compared word by word.
        ranked = await asyncio.to_thread(
            select, candidates, topics=audience.topics, length=length, standpoint=standpoint
        )
        ids = [one.story.id for one in ranked.chosen]
        rank = ids.index(material.story.id) + 1 if material.story.id in ids else 0
        return Standing(
            audience=audience,
            last_at=last.created_at if last else None,
            last_place=place + 1 if place is not None else None,
            last_of=len(cards),
            last_reasons=cards[place].reasons if place is not None else (),
            since=since,
            topics=tuple(topic for topic in audience.topics if any(matches(topic, one) for one in material.articles)),
            rank=rank,
            candidates=len(ids),
            reasons=ranked.chosen[rank - 1].reasons if rank else (),
        )


def _stories_of(briefing: Briefing) -> list[StoryCard]:
    return [block for block in briefing.overview.blocks if isinstance(block, StoryCard)]
