"""What commands ask of briefings: a private briefing, one story, the latest disputes. Stores nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.briefing.cards import dispute_card
from bot.briefing.compose import DETAIL_SIDE_LINES, OVERVIEW_SIDE_LINES, detail
from bot.briefing.gather import Gatherer
from bot.briefing.material import StoryMaterial
from bot.briefing.pipeline import FIRST_WINDOW, Briefer
from bot.briefing.select import matches
from bot.domain.audience import Audience
from bot.domain.claim import Dispute
from bot.domain.document import DisputeCard, Document
from bot.domain.ports import DisputeStore, StoryStore

# Disputes looked through for a topic; older ones are found by `/brief story`.
RECENT_DISPUTES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Answers for one person; none of them moves a content window."""

    stories: StoryStore
    disputes: DisputeStore
    gatherer: Gatherer
    briefer: Briefer

    async def brief_now(self, audience: Audience, *, topics: Sequence[str], now: datetime) -> Document:
        """Return the overview of the last day for an audience, or since its last briefing where that is longer ago."""
        start = min(audience.delivered_until_at or now, now - FIRST_WINDOW)
        briefing = await self.briefer.make(audience, topics=topics, start=start, slot_at=None, now=now)
        return briefing.overview

    async def story(self, story_id: str) -> Document | None:
        """Return everything about a story, following merges, or None when there is none."""
        material = await self._material(story_id)
        if material is None:
            return None
        return await self.briefer.grounded(detail(await self.gatherer.summarized(material)))

    async def dispute_cards(self, *, topic: str | None, limit: int) -> list[DisputeCard]:
        """Return live disputes above the operator's threshold, the most recently updated first."""
        cards: list[DisputeCard] = []
        for dispute in await self.disputes.recent(RECENT_DISPUTES):
            material = await self._material(dispute.story_id)
            if material is None or (topic and not any(matches(topic, stored) for stored in material.articles)):
                continue
            card = self._shown(dispute, material, lines=OVERVIEW_SIDE_LINES)
            if card:
                cards.append(card)
            if len(cards) == limit:
                break
        return cards

    async def dispute_card(self, dispute_id: str) -> DisputeCard | None:
        """Return a dispute with all its sides, following merges, or None when there is none to show."""
        dispute = await self.disputes.get(dispute_id)
        material = await self._material(dispute.story_id) if dispute else None
        return self._shown(dispute, material, lines=DETAIL_SIDE_LINES) if dispute and material else None

    def _shown(self, dispute: Dispute, material: StoryMaterial, *, lines: int) -> DisputeCard | None:
        shown = {one.id: one for one in material.disputes}
        return dispute_card(shown[dispute.id], material, lines=lines) if dispute.id in shown else None

    async def _material(self, story_id: str) -> StoryMaterial | None:
        story = await self.stories.get(story_id)
        found = await self.gatherer.gather([story] if story else [])
        return found[0] if found else None
