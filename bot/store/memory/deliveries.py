"""Slots, briefings and the outbox, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.audience import Place, Platform, Slot
from bot.domain.briefing import Briefing
from bot.domain.delivery import Delivery, DeliveryState, Receipt, ShownDispute, Watch
from bot.errors import StaleLeaseError, StoreError
from bot.store.memory.articles import MemoryArticleStore
from bot.store.memory.audiences import MemoryAudienceStore
from bot.store.memory.disputes import MemoryDisputeStore
from bot.store.rules import disputes_shown, unknown, watches_of


class MemoryDeliveryStore:
    """Implements bot.domain.ports.DeliveryStore.

    Moves the audiences' content windows, asks articles for revisions and disputes for decisions.
    """

    def __init__(
        self, audiences: MemoryAudienceStore, articles: MemoryArticleStore, disputes: MemoryDisputeStore
    ) -> None:
        self._audiences = audiences
        self._articles = articles
        self._disputes = disputes
        self._shown: dict[tuple[str, str], ShownDispute] = {}
        self._watches: dict[tuple[str, str], Watch] = {}
        self._slots: set[tuple[str, str, datetime]] = set()
        self._briefings: dict[str, Briefing] = {}
        self._deliveries: dict[str, Delivery] = {}  # in the order of storing

    async def remember(self, briefing: Briefing, parts: Sequence[Delivery], slot: Slot | None) -> bool:
        """Store a briefing, its deliveries and the slot it fills; False when the slot is taken."""
        self._require_new(briefing, parts)
        if slot is not None and not self._take(slot):
            return False
        self._store(briefing, parts)
        if parts:
            self._watches |= {(watch.briefing_id, watch.article_id): watch for watch in watches_of(briefing)}
            self._shown |= {(shown.briefing_id, shown.dispute_id): shown for shown in disputes_shown(briefing)}
        return True

    def _require_new(self, briefing: Briefing, parts: Sequence[Delivery]) -> None:
        keys = {part.key for part in self._deliveries.values()}
        taken = briefing.id in self._briefings or any(part.key in keys for part in parts)
        if taken or any(part.briefing_id != briefing.id for part in parts):
            message = f"briefing {briefing.id} or a key of its deliveries is stored already, or a part is not its own"
            raise StoreError(message)

    def _store(self, briefing: Briefing, parts: Sequence[Delivery]) -> None:
        self._briefings[briefing.id] = briefing
        self._deliveries |= {part.id: part for part in parts}

    async def due_watches(self, since: datetime, limit: int) -> list[Watch]:
        """Return watches whose article has a newer revision, of posted briefings made after `since`."""
        due = []
        order = {name: number for number, name in enumerate(self._briefings)}
        for watch in sorted(self._watches.values(), key=lambda one: (order[one.briefing_id], one.article_id)):
            recent = self._briefings[watch.briefing_id].created_at > since
            held = await self._articles.get([watch.article_id]) if recent and self._is_posted(watch.briefing_id) else []
            if held and held[0].revision.id != watch.revision_id:
                due.append(watch)
        return due[:limit]

    def _is_posted(self, briefing_id: str) -> bool:
        states = {one.part: one.state for one in self._deliveries.values() if one.briefing_id == briefing_id}
        return states.get(0) is DeliveryState.SENT and DeliveryState.PENDING not in states.values()

    async def move_watch(
        self, watch: Watch, revision_id: str, correction: Briefing | None, parts: Sequence[Delivery]
    ) -> bool:
        """Move a watch on and store the correction it led to; False when the watch has moved already."""
        name = (watch.briefing_id, watch.article_id)
        if self._watches.get(name) != watch:
            return False
        self._correct(correction, parts)
        self._watches[name] = replace(watch, revision_id=revision_id)
        return True

    async def due_notices(self, since: datetime, limit: int) -> list[ShownDispute]:
        """Return shown disputes about which an editor decided something since that was not looked at."""
        due = []
        order = {name: number for number, name in enumerate(self._briefings)}
        for shown in sorted(self._shown.values(), key=lambda one: (order[one.briefing_id], one.dispute_id)):
            made_at = self._briefings[shown.briefing_id].created_at
            newest = self._disputes.newest_decision(shown.dispute_id)
            is_new = newest is not None and newest.id != shown.decision_id and newest.at > made_at
            if is_new and made_at > since and self._is_posted(shown.briefing_id):
                due.append(shown)
        return due[:limit]

    async def move_notice(
        self, shown: ShownDispute, decision_id: str, correction: Briefing | None, parts: Sequence[Delivery]
    ) -> bool:
        """Move a shown dispute on and store the notice it led to; False when it has moved already."""
        name = (shown.briefing_id, shown.dispute_id)
        if self._shown.get(name) != shown:
            return False
        self._correct(correction, parts)
        self._shown[name] = replace(shown, decision_id=decision_id)
        return True

    def _correct(self, correction: Briefing | None, parts: Sequence[Delivery]) -> None:
        if correction is not None:
            self._require_new(correction, parts)
            self._store(correction, parts)

    async def corrections(self, briefing_id: str) -> list[Briefing]:
        """Return the corrections of a briefing, oldest first."""
        return [briefing for briefing in self._briefings.values() if briefing.corrects == briefing_id]

    async def skip(self, slot: Slot, reason: str) -> bool:  # noqa: ARG002 - nothing in memory reads the reason
        """Mark a slot as passed over; False when it is taken."""
        return self._take(slot)

    def _take(self, slot: Slot) -> bool:
        if self._audiences.place(slot.audience_id) is None:
            raise unknown("audience", slot.audience_id)
        instant = (slot.audience_id, slot.kind, slot.scheduled_at)
        if instant in self._slots:
            return False
        self._slots.add(instant)
        return True

    async def taken_slots(self, audience_id: str, since: datetime) -> set[datetime]:
        """Return the scheduled instants at or after `since` that are filled or skipped."""
        return {at for owner, _kind, at in self._slots if owner == audience_id and at >= since}

    async def briefing(self, briefing_id: str) -> Briefing | None:
        """Return a stored briefing or None."""
        return self._briefings.get(briefing_id)

    async def latest_briefing(self, audience_id: str) -> Briefing | None:
        """Return the newest briefing of an audience, or None."""
        mine = [
            briefing
            for briefing in await self.briefings()
            if briefing.audience_id == audience_id and not briefing.corrects
        ]
        return mine[-1] if mine else None

    async def briefings(self) -> list[Briefing]:
        """Return every stored briefing, oldest first."""
        return sorted(self._briefings.values(), key=lambda briefing: briefing.created_at)

    async def lease_due(
        self, now: datetime, lease_seconds: float, limit: int, *, platform: Platform | None = None
    ) -> list[Delivery]:
        """Lease pending deliveries that are due, oldest first, at most one a place."""
        until = now + timedelta(seconds=lease_seconds)
        busy = {delivery.place for delivery in self._deliveries.values() if _has_lease(delivery, now)}
        leased: dict[Place, Delivery] = {}
        for delivery in self._deliveries.values():
            if len(leased) == limit:
                break
            place = delivery.place
            elsewhere = platform is not None and place.platform is not platform
            if elsewhere or place in busy or place in leased or not self._is_due(delivery, now):
                continue
            leased[place] = replace(
                delivery, attempts=delivery.attempts + 1, fence=delivery.fence + 1, leased_until_at=until
            )
        self._deliveries |= {delivery.id: delivery for delivery in leased.values()}
        return list(leased.values())

    def _is_due(self, delivery: Delivery, now: datetime) -> bool:
        waits = delivery.state is not DeliveryState.PENDING or delivery.next_attempt_at > now
        return not waits and (delivery.part == 0 or self._parent(delivery) is not None)

    def _parent(self, delivery: Delivery) -> Delivery | None:
        wanted = (delivery.briefing_id, delivery.place, 0, DeliveryState.SENT)
        held = self._deliveries.values()
        return next((one for one in held if (one.briefing_id, one.place, one.part, one.state) == wanted), None)

    async def end_leases(self, next_attempt_at: datetime) -> int:
        """End every lease of a pending delivery; returns how many there were."""
        leased = [
            delivery
            for delivery in self._deliveries.values()
            if delivery.state is DeliveryState.PENDING and delivery.leased_until_at is not None
        ]
        for delivery in leased:
            self._settle(replace(delivery, next_attempt_at=next_attempt_at))
        return len(leased)

    async def settle_sent(self, delivery: Delivery, receipt: Receipt, at: datetime) -> None:
        """Store the receipt; a sent part 0 of a slot's briefing moves the audience's content window."""
        stored = self._ours(delivery)
        self._settle(replace(stored, state=DeliveryState.SENT, receipt=receipt.message_id, sent_at=at, last_error=None))
        briefing = self._briefings[stored.briefing_id]
        if stored.part == 0 and briefing.slot_at is not None:
            self._audiences.move_window(stored.audience_id, briefing.window_end_at, at)

    async def settle_retry(self, delivery: Delivery, error: str, next_attempt_at: datetime) -> None:
        """Give the lease back and try again later."""
        self._settle(replace(self._ours(delivery), next_attempt_at=next_attempt_at, last_error=error))

    async def settle_failed(self, delivery: Delivery, error: str) -> None:
        """Give up: an operator has to act."""
        self._settle(replace(self._ours(delivery), state=DeliveryState.FAILED, last_error=error))

    async def settle_unknown(self, delivery: Delivery, error: str) -> None:
        """Perhaps sent, and history cannot tell."""
        self._settle(replace(self._ours(delivery), state=DeliveryState.UNKNOWN, last_error=error))

    def _ours(self, delivery: Delivery) -> Delivery:
        stored = self._deliveries.get(delivery.id)
        leased = stored is not None and stored.state is DeliveryState.PENDING and stored.leased_until_at is not None
        if stored is None or not leased or stored.fence != delivery.fence:
            message = f"delivery {delivery.id}: lease {delivery.fence} has moved on; its outcome is not recorded"
            raise StaleLeaseError(message)
        return stored

    def _settle(self, delivery: Delivery) -> None:
        self._deliveries[delivery.id] = replace(delivery, leased_until_at=None)

    async def parent_receipt(self, delivery: Delivery) -> Receipt | None:
        """Return the receipt of part 0 of the same briefing at the same place, or None."""
        parent = self._parent(delivery)
        return Receipt(message_id=parent.receipt) if parent is not None and parent.receipt is not None else None

    async def sent(self, briefing_id: str) -> list[Delivery]:
        """Return the sent deliveries of a briefing, in the order of their parts."""
        held = self._deliveries.values()
        sent = [one for one in held if one.briefing_id == briefing_id and one.state is DeliveryState.SENT]
        return sorted(sent, key=lambda one: one.part)

    async def deliveries(self, limit: int) -> list[Delivery]:
        """Return the newest deliveries, newest first."""
        return list(reversed(self._deliveries.values()))[:limit]


def _has_lease(delivery: Delivery, now: datetime) -> bool:
    until = delivery.leased_until_at
    return delivery.state is DeliveryState.PENDING and until is not None and until > now
