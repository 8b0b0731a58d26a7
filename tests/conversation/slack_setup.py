"""What the Slack conversations share: the program's side of the wire, pointed at a fake workspace."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.delivery.slack.connection import Connection
from bot.delivery.slack.gateway import SlackGateway
from bot.delivery.slack.messenger import SlackMessenger
from bot.domain.audience import Place, Platform
from bot.domain.call import Call
from bot.domain.document import Document, Prose
from tests.fakes.slack import FakeSlack
from tests.unit.delivery.slack.documents import document

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


class Desk:
    """Answers calls in place of the commands: remembers them, waits when `slow`, fails when told to."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.failure: Exception | None = None

    async def answer(self, call: Call) -> Document:
        self.calls.append(call)
        await self.go_on.wait()
        if self.failure is not None:
            raise self.failure
        return document(Prose(text=f"You asked: {call.text}"), title="Answer")


class RunningGateway:
    """A gateway of the program, connected to a fake workspace."""

    def __init__(self, slack: FakeSlack, desk: Desk, **options: object) -> None:
        self.desk = desk
        self.stop = asyncio.Event()
        self.gateway = SlackGateway(
            **{
                "token": slack.world.bot_token,
                "app_token": slack.world.app_token,
                "answer": desk.answer,
                "base_url": slack.api_url,
                "connection": quick_connection,
            }
            | options
        )
        self.task = asyncio.create_task(self.gateway.run(self.stop))
        self._slack = slack

    async def connected(self) -> None:
        """Return once envelopes reach the program; raises what ended it before."""
        waiting = asyncio.create_task(self._slack.world.until(lambda: bool(self._slack.sockets.connections)))
        await asyncio.wait({waiting, self.task}, return_when=asyncio.FIRST_COMPLETED)
        if self.task.done():
            waiting.cancel()
            self.task.result()
        await waiting

    async def close(self) -> None:
        """Stop it as SIGTERM would."""
        self.stop.set()
        await self.task


def quick_connection(**options: object) -> Connection:
    """Return a connection whose watchdog looks often and waits little."""
    return Connection(
        **{"watch_seconds": 0.05, "stale_seconds": 0.5, "ping_seconds": 0.1, "first_backoff_seconds": 0.05} | options
    )


@asynccontextmanager
async def serving(slack: FakeSlack, desk: Desk | None = None, **options: object) -> AsyncIterator[RunningGateway]:
    """Run a gateway for the length of a block."""
    running = RunningGateway(slack, desk or Desk(), **options)
    try:
        await running.connected()
        yield running
    finally:
        await running.close()
