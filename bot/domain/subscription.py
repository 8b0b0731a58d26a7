"""Subscriptions to hubs (WebSub, https://www.w3.org/TR/websub/), what hubs pushed, and the store of both."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.domain.article import require_utc


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One subscription of a source. `token` is the unguessable end of its callback, `secret` signs what is pushed.

    `callback` is its whole address as the hub knows it. `leaving`: it is to end. `next_at` is when the hub is asked
    again (for the first time, to renew, or to end it), `attempts` how often it was asked without a verification since.
    `verified_at` is when the hub's first verification came, `lease_until_at` when the hub forgets us, `pushed_at` the
    last push, `missed_at` the last poll that found what no push had brought. `error` is one line, cause and fix.
    """

    token: str = field(repr=False)
    source_id: str
    hub: str
    topic: str
    callback: str = field(repr=False)
    secret: str = field(repr=False)
    next_at: datetime
    leaving: bool = False
    attempts: int = 0
    verified_at: datetime | None = None
    lease_until_at: datetime | None = None
    pushed_at: datetime | None = None
    missed_at: datetime | None = None
    error: str | None = None

    def __post_init__(self) -> None:
        require_utc(
            next_at=self.next_at,
            verified_at=self.verified_at,
            lease_until_at=self.lease_until_at,
            pushed_at=self.pushed_at,
            missed_at=self.missed_at,
        )

    def active(self, now: datetime) -> bool:
        """Say whether the hub has promised to push."""
        return not self.leaving and self.lease_until_at is not None and self.lease_until_at > now

    def fresh(self, now: datetime) -> bool:
        """Say whether the hub may be relied on: it has promised, and not missed anything since its last push."""
        if not self.active(now):
            return False
        return self.missed_at is None or (self.pushed_at is not None and self.pushed_at > self.missed_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """What a hub pushed for a subscription, as it arrived and not read yet. `id` is minted once ("psh_" + 16 hex)."""

    id: str
    token: str
    content_type: str
    body: bytes
    received_at: datetime

    def __post_init__(self) -> None:
        require_utc(received_at=self.received_at)


class SubscriptionStore(Protocol):
    """Subscriptions to hubs, and what hubs pushed until it is read."""

    async def save(self, subscription: Subscription) -> None:
        """Insert or replace one subscription by its token."""
        ...

    async def get(self, token: str) -> Subscription | None:
        """Return a subscription, or None."""
        ...

    async def of_source(self, source_id: str) -> list[Subscription]:
        """Return the subscriptions of a source, ordered by token."""
        ...

    async def all(self) -> list[Subscription]:
        """Return every subscription, ordered by token."""
        ...

    async def due(self, now: datetime, limit: int) -> list[Subscription]:
        """Return subscriptions whose `next_at` is at or before `now`, the longest waiting first."""
        ...

    async def remove(self, token: str) -> None:
        """Remove a subscription with what was pushed for it; an unknown token changes nothing."""
        ...

    async def add_push(self, push: Push, limit: int) -> bool:
        """Store a push, unless `limit` of its subscription are waiting already. Returns whether it was stored.

        Raises:
            StoreError: The subscription is not stored.
        """
        ...

    async def pushes(self, limit: int) -> list[Push]:
        """Return pushes that wait to be read, oldest first."""
        ...

    async def remove_push(self, push_id: str) -> None:
        """Remove a push: it is read. Idempotent."""
        ...
