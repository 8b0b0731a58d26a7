"""What operators are told about sources: once when one breaks, falls silent or works again, not at every failure.

What was told is what the last stored report says, so there is nothing else to keep: a report and its delivery are
stored in one transaction, and a program that dies in between tells after its start (docs/decisions/0075).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.article import Source, SourceState
from bot.domain.audience import OPERATORS, Place
from bot.domain.briefing import Briefing
from bot.domain.delivery import Delivery
from bot.domain.document import Block, Document, Heading, Prose, SourceCard
from bot.domain.stores import DeliveryStore, SourceStore
from bot.ingest.health import Condition, condition, words

WORKS_AGAIN = "works again"
NOTE = "Told once when it changes. counterpoint sources shows every source with its next visit."

Outbox = Callable[[Briefing, Place, datetime], Sequence[Delivery]]
"""Returns one pending delivery for each part of a briefing."""


@dataclass(slots=True, kw_only=True)
class Reporter:
    """Tells operators at `place` (None: nobody) how sources are; `due` says that something may have changed."""

    sources: SourceStore
    deliveries: DeliveryStore
    outbox: Outbox
    place: Place | None
    due: bool = True

    async def report_due(self, now: datetime) -> Briefing | None:
        """Store a report with its delivery where a condition is not the one that was told last; else return None.

        Raises:
            StoreError: The database refuses, or another process reports the same; looked at again next time.
        """
        if self.place is None or not self.due:
            return None
        last = await self.deliveries.latest_briefing(OPERATORS)
        cards = compare(await self.sources.sources(), await self.sources.states(), told_by(last), now)
        if any(card.news for card in cards):
            report = compose(cards, after=last, now=now)
            await self.deliveries.remember(report, self.outbox(report, self.place, now), None)
        else:
            report = None
        self.due = False
        return report


def told_by(report: Briefing | None) -> dict[str, str]:
    """Return the condition of each source that was not fine by the last report, by the source's id. Pure."""
    blocks = report.overview.blocks if report else ()
    cards = (block for block in blocks if isinstance(block, SourceCard))
    return {card.source_id: card.condition for card in cards if card.condition != WORKS_AGAIN}


def compare(
    sources: Sequence[Source], states: Mapping[str, SourceState], told: Mapping[str, str], now: datetime
) -> list[SourceCard]:
    """Return every source that is not fine or was not, those that changed first. Pure."""
    cards = []
    for source in sources:
        state = states.get(source.id)
        present, former = condition(state, now), told.get(source.id, Condition.FINE)
        if present is Condition.FINE and former == Condition.FINE:
            continue
        fine = present is Condition.FINE
        cards.append(
            SourceCard(
                source_id=source.id,
                name=source.name,
                condition=WORKS_AGAIN if fine else present,
                told="" if fine else words(state, now),
                next_poll_at=state.next_poll_at if state else now,
                news=present != former,
            )
        )
    return sorted(cards, key=lambda card: (not card.news, card.condition == WORKS_AGAIN, card.name))


def compose(cards: Sequence[SourceCard], *, after: Briefing | None, now: datetime) -> Briefing:
    """Return the report that follows another one. Pure.

    Its id follows from the former report's, so of two processes that report the same the store takes one.
    """
    news = [card for card in cards if card.news]
    same = [card for card in cards if not card.news]
    counts = Counter(card.condition for card in news)
    told = ", ".join(f"{count} {_verb(name, count)}" for name, count in counts.items())
    blocks: list[Block] = [*news]
    if same:
        blocks += [Heading(text="As before"), *same]
    blocks.append(Prose(text=NOTE, small=True))
    digest = hashlib.sha256(f"{OPERATORS}/{after.id if after else ''}".encode()).hexdigest()
    return Briefing(
        id=f"brf_{digest[:16]}",
        audience_id=OPERATORS,
        slot_at=None,
        window_start_at=after.created_at if after else None,
        window_end_at=now,
        created_at=now,
        overview=Document(title=f"Sources: {told}", blocks=tuple(blocks)),
    )


def _verb(name: str, count: int) -> str:
    return "work again" if name == WORKS_AGAIN and count > 1 else name
