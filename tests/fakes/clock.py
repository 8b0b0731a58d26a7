"""A clock that stands still until it is told to move: implements bot.domain.ports.Clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)  # a Monday


class FakeClock:
    """Tells `start` until `advance` or `set` moves it."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def advance(self, **duration: float) -> datetime:
        """Move on by `timedelta(**duration)` and return the new instant."""
        self._now += timedelta(**duration)
        return self._now

    def set(self, now: datetime) -> None:
        """Step to any instant, as an operator who corrects the machine's clock."""
        self._now = now
