"""Subscriptions to hubs and what hubs pushed, in memory."""

from __future__ import annotations

from datetime import datetime

from bot.domain.subscription import Push, Subscription
from bot.store.rules import unknown


class MemorySubscriptionStore:
    """Implements bot.domain.stores.SubscriptionStore."""

    def __init__(self) -> None:
        self._subscriptions: dict[str, Subscription] = {}
        self._pushes: dict[str, Push] = {}

    async def save(self, subscription: Subscription) -> None:
        """Insert or replace one subscription."""
        self._subscriptions[subscription.token] = subscription

    async def get(self, token: str) -> Subscription | None:
        """Return a subscription, or None."""
        return self._subscriptions.get(token)

    async def of_source(self, source_id: str) -> list[Subscription]:
        """Return the subscriptions of a source."""
        return [one for one in await self.all() if one.source_id == source_id]

    async def all(self) -> list[Subscription]:
        """Return every subscription."""
        return [self._subscriptions[token] for token in sorted(self._subscriptions)]

    async def due(self, now: datetime, limit: int) -> list[Subscription]:
        """Return subscriptions that are due, the longest waiting first."""
        due = (one for one in self._subscriptions.values() if one.next_at <= now)
        return sorted(due, key=lambda one: (one.next_at, one.token))[:limit]

    async def remove(self, token: str) -> None:
        """Remove a subscription with what was pushed for it."""
        self._subscriptions.pop(token, None)
        self._pushes = {key: push for key, push in self._pushes.items() if push.token != token}

    async def add_push(self, push: Push, limit: int) -> bool:
        """Store a push, unless too many are waiting."""
        if push.token not in self._subscriptions:
            raise unknown("subscription", push.token)
        if sum(other.token == push.token for other in self._pushes.values()) >= limit:
            return False
        self._pushes[push.id] = push
        return True

    async def pushes(self, limit: int) -> list[Push]:
        """Return pushes that wait to be read, oldest first."""
        return list(self._pushes.values())[:limit]

    async def remove_push(self, push_id: str) -> None:
        """Remove a push."""
        self._pushes.pop(push_id, None)
