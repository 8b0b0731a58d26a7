"""Disputes with their history, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.claim import Dispute
from bot.domain.decision import Decision
from bot.domain.stores import DisputeIntent, RetireDispute
from bot.errors import StoreError
from bot.store.memory.stories import MemoryStoryStore
from bot.store.rules import added_history, retired, unknown


class MemoryDisputeStore:
    """Implements bot.domain.ports.DisputeStore; knows from the stories which ones were merged."""

    def __init__(self, stories: MemoryStoryStore) -> None:
        self._stories = stories
        self._disputes: dict[str, Dispute] = {}
        self._decisions: dict[str, Decision] = {}  # in the order of storing

    async def of_story(self, story_id: str) -> list[Dispute]:
        """Return the disputes of a story and of those merged into it, oldest first."""
        ids = self._stories.same_story(story_id)
        found = (dispute for dispute in self._disputes.values() if dispute.story_id in ids)
        return sorted(found, key=lambda dispute: (dispute.first_seen_at, dispute.id))

    async def apply(self, intents: Sequence[DisputeIntent]) -> None:
        """Carry out reconcile's intents, all or none."""
        self._disputes = self._after(intents)

    def _after(self, intents: Sequence[DisputeIntent]) -> dict[str, Dispute]:
        """Return the disputes as intents leave them."""
        disputes = dict(self._disputes)
        for intent in intents:
            if isinstance(intent, RetireDispute):
                stored = disputes.get(intent.dispute_id)
                if stored is None:
                    raise unknown("dispute", intent.dispute_id)
                disputes[stored.id] = retired(stored, intent)
            else:
                stored = disputes.get(intent.dispute.id)
                added_history(stored.history if stored else (), intent.dispute.history, intent.dispute.id)
                disputes[intent.dispute.id] = intent.dispute
        return disputes

    async def get(self, dispute_id: str) -> Dispute | None:
        """Return a dispute, following merges, or None."""
        found = self._disputes.get(dispute_id)
        while found is not None and found.merged_into is not None:
            found = self._disputes.get(found.merged_into)
        return found

    async def recent(self, limit: int) -> list[Dispute]:
        """Return live disputes, the most recently updated first."""
        live = (dispute for dispute in self._disputes.values() if dispute.live and dispute.merged_into is None)
        by_id = sorted(live, key=lambda dispute: dispute.id)
        return sorted(by_id, key=lambda dispute: dispute.updated_at, reverse=True)[:limit]

    async def decide(self, decision: Decision, intents: Sequence[DisputeIntent]) -> None:
        """Store an editor's decision and carry out what follows from it, all or none."""
        disputes = self._after(intents)
        for name in (decision.dispute_id, decision.other_id):
            if name is not None and name not in disputes:
                raise unknown("dispute", name)
        undone = {one.undoes for one in self._decisions.values() if one.undoes}
        known = decision.undoes is None or decision.undoes in self._decisions
        if decision.id in self._decisions or decision.undoes in undone or not known:
            message = f"decision {decision.id} is stored already, or undoes one that is unknown or undone"
            raise StoreError(message)
        self._disputes = disputes
        self._decisions[decision.id] = decision

    async def decisions(self, dispute_ids: Iterable[str] | None = None) -> list[Decision]:
        """Return the decisions that name any of the disputes (None: all), in the order in which they were stored."""
        named = None if dispute_ids is None else set(dispute_ids)
        held = self._decisions.values()
        return [one for one in held if named is None or named & {one.dispute_id, one.other_id}]

    def newest_decision(self, dispute_id: str) -> Decision | None:
        """Return the newest decision about a dispute or the one that it was merged into."""
        held = self._disputes.get(dispute_id)
        names = {dispute_id, held.merged_into if held else None}
        about = (one for one in reversed(self._decisions.values()) if one.dispute_id in names)
        return next(about, None)
