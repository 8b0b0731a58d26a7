"""What the Slack conversations share: the program's side of the wire, pointed at a fake workspace."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.delivery.slack.messenger import SlackMessenger
from bot.domain.audience import Place, Platform
from tests.fakes.slack import FakeSlack

NEWS = Place(platform=Platform.SLACK, workspace_id="T0TEAM", channel_id="C0NEWS")


class SystemClock:
    """The real time: the fake's message stamps are real too."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class HandClock:
    """Seconds that pass only when somebody sleeps; remembers each wait."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.waits: list[float] = []

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.seconds += seconds


def messenger_of(slack: FakeSlack, **options: object) -> SlackMessenger:
    """Return a messenger that does not wait between messages unless told to."""
    return SlackMessenger(
        **{"token": slack.world.bot_token, "clock": SystemClock(), "base_url": slack.api_url, "interval_seconds": 0.0}
        | options
    )


def at(channel: str) -> Place:
    """Return a channel of the fake workspace."""
    return Place(platform=Platform.SLACK, workspace_id="T0TEAM", channel_id=channel)
