"""One message a second and channel, in the order of asking (https://docs.slack.dev/apis/web-api/rate-limits).

slack_sdk does not queue: of six parallel posts five fail.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.errors import RetrySendError


@dataclass(slots=True)
class _Lane:
    """A channel's queue: `free_at` is when the next message may go, by the pace's own clock."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    queued: int = 0
    free_at: float = 0.0


class Pace:
    """A queue for each channel.

    Args:
        interval_seconds: The least time between two messages of one channel.
        patience_seconds: Who would wait longer is told to come again instead, so that no lease runs out in the queue.
        monotonic: Seconds that only grow.
        sleep: Waits the given seconds.
    """

    def __init__(
        self,
        *,
        interval_seconds: float,
        patience_seconds: float,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._interval_seconds = interval_seconds
        self._patience_seconds = patience_seconds
        self._monotonic = monotonic
        self._sleep = sleep
        self._lanes: defaultdict[str, _Lane] = defaultdict(_Lane)

    @asynccontextmanager
    async def turn(self, channel_id: str) -> AsyncIterator[None]:
        """Hold the channel for one message.

        Raises:
            RetrySendError: The queue is longer than anybody's patience; nothing was sent.
        """
        lane = self._lanes[channel_id]
        wait = max(0.0, lane.free_at - self._monotonic()) + lane.queued * self._interval_seconds
        if wait > self._patience_seconds:
            raise RetrySendError(f"{channel_id} has a queue of {wait:.0f} s", retry_after_seconds=wait)
        lane.queued += 1
        try:
            async with lane.turn:
                await self._sleep(max(0.0, lane.free_at - self._monotonic()))
                try:
                    yield
                finally:
                    lane.free_at = max(lane.free_at, self._monotonic() + self._interval_seconds)
        finally:
            lane.queued -= 1

    def hold(self, channel_id: str, seconds: float) -> None:
        """Keep a channel quiet for the time Slack asked for."""
        lane = self._lanes[channel_id]
        lane.free_at = max(lane.free_at, self._monotonic() + seconds)
