"""Deliveries: one message to one channel, remembered before it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.article import require_utc
from bot.domain.audience import Place


class DeliveryState(StrEnum):
    """pending -> sent | unknown | failed. Unknown: perhaps sent, and history could not tell."""

    PENDING = "pending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One part of a briefing on its way to one place.

    `part` 0 is the overview; part n > 0 is details[n-1], sent into the overview's thread once that is sent.
    `key` (25 characters at most, Discord's nonce limit) is carried by the message so that history can be searched.
    `attempts` counts begun attempts: 0 means post at once, more means read history first. `fence` grows with every
    lease; a receipt with an older fence is refused. `receipt` is the platform's message id.
    """

    id: str
    briefing_id: str
    audience_id: str
    place: Place
    part: int
    key: str
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    next_attempt_at: datetime
    leased_until_at: datetime | None = None
    fence: int = 0
    receipt: str | None = None
    sent_at: datetime | None = None
    last_error: str | None = None

    def __post_init__(self) -> None:
        require_utc(next_attempt_at=self.next_attempt_at, leased_until_at=self.leased_until_at, sent_at=self.sent_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Proof of a message: the platform's message id (Slack ts, Discord snowflake)."""

    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """An article that a briefing quotes, and the revision with which its quotations were last compared (rule 13)."""

    briefing_id: str
    article_id: str
    revision_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDispute:
    """A dispute that a briefing shows, and the newest decision that was looked at for its readers (rule 15)."""

    briefing_id: str
    dispute_id: str
    decision_id: str | None = None
