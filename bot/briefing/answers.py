"""What commands ask of briefings: a private briefing, one story, the latest disputes. Stores nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.briefing.cards import dispute_card
from bot.briefing.compose import DETAIL_SIDE_LINES, OVERVIEW_SIDE_LINES, detail
from bot.briefing.gather import Gatherer
from bot.briefing.history import history
from bot.briefing.material import StoryMaterial
from bot.briefing.pipeline import FIRST_WINDOW, Briefer
from bot.briefing.topical import matches
from bot.domain.audience import Audience
from bot.domain.claim import Dispute
from bot.domain.document import Action, Block, DisputeCard, Document, Heading, Prose
from bot.domain.stores import DisputeStore, StoryStore

# Disputes looked through for a topic; older ones are found by `/brief story`.
RECENT_DISPUTES = 200
SHOWN_CHANGES = 10  # of a dispute's history, the newest
ENDED = "This dispute is no longer found in the articles as they stand."


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

    async def dispute(self, dispute_id: str) -> Document | None:
        """Return a dispute with all its sides and its history, following merges, or None when there is none to show.

        Of one that is no longer found the history is shown; one below the operator's threshold is not, unless an
        editor judged it.
        """
        found = await self.disputes.get(dispute_id)
        material = await self._material(found.story_id) if found else None
        if found is None or material is None:
            return None
        card = self._shown(found, material, lines=DETAIL_SIDE_LINES)
        if card is None and found.live and found.id in material.ruled.judged:
            only = await self.gatherer.with_only(found, material)
            card = dispute_card(found, only, lines=DETAIL_SIDE_LINES)
        if card is None and found.live:
            return None
        changes = history(found, await self.gatherer.cited(found))
        blocks: list[Block] = [card or Prose(text=ENDED), Heading(text="History, the oldest first")]
        earlier = len(changes) - SHOWN_CHANGES
        if earlier > 0:
            blocks.append(Prose(text=f"{earlier} earlier changes are in the store.", small=True))
        actions = (
            Action(label="Why flagged", command=f"why {found.id}"),
            Action(label="Story", command=f"story {found.story_id}"),
        )
        document = Document(title=f"Dispute {found.id}", blocks=(*blocks, *changes[-SHOWN_CHANGES:]), actions=actions)
        return await self.briefer.grounded(document)

    def _shown(self, dispute: Dispute, material: StoryMaterial, *, lines: int) -> DisputeCard | None:
        shown = {one.id: one for one in material.disputes}
        return dispute_card(shown[dispute.id], material, lines=lines) if dispute.id in shown else None

    async def _material(self, story_id: str) -> StoryMaterial | None:
        story = await self.stories.get(story_id)
        found = await self.gatherer.gather([story] if story else [])
        return found[0] if found else None
