"""Audiences: who gets a briefing, where and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.article import require_utc

OPERATORS = "operators"
"""Whose briefings tell operators about the program itself, in the place of an audience's id: no reader gets them."""


class Platform(StrEnum):
    """Where a channel lives. CONSOLE prints to the terminal."""

    SLACK = "slack"
    DISCORD = "discord"
    CONSOLE = "console"


class MissedRuns(StrEnum):
    """What happens to slots that passed while the program was down."""

    SKIP = "skip"
    LATEST = "latest"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A channel of a workspace (Slack team or Discord guild) on a platform: the tenancy key."""

    platform: Platform
    workspace_id: str
    channel_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """A channel with topics, length, schedule and time zone.

    `schedule` is a five-field cron line or "weekdays 08:00" style words (bot.schedule.plan reads both); `zone` an
    IANA name. Only instants after `schedule_since_at` are due. `length` is the number of stories. `topics` empty
    means everything. `delivered_until_at` is where the next content window begins: the instant of the last
    delivered scheduled briefing, or None. `origin`: "file" rows are read-only in chat.
    """

    id: str
    place: Place
    name: str
    schedule: str
    zone: str
    topics: tuple[str, ...] = ()
    length: int = 5
    lang: str = "en"
    missed: MissedRuns = MissedRuns.LATEST
    schedule_since_at: datetime
    delivered_until_at: datetime | None = None
    origin: str = "file"
    paused: bool = False

    def __post_init__(self) -> None:
        require_utc(schedule_since_at=self.schedule_since_at, delivered_until_at=self.delivered_until_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One scheduled instant of an audience; (audience_id, kind, scheduled_at) is unique in the database.

    Local time, zone and fold are kept beside the instant so that history reads right across DST changes.
    """

    audience_id: str
    kind: str
    scheduled_at: datetime
    local_time: str
    zone: str
    fold: int = 0

    def __post_init__(self) -> None:
        require_utc(scheduled_at=self.scheduled_at)
