"""Subscriptions to hubs (WebSub, https://www.w3.org/TR/websub/) and what hubs pushed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

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
