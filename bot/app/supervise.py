"""Parts of the running program: each starts, fails and comes back alone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from bot.errors import CounterpointError

log = structlog.get_logger(__name__)

OK, STARTING, CONNECTING = "ok", "starting", "connecting"
RESTART_SECONDS = 60.0  # after a failure; a revoked token is looked at again, not hammered

Start = Callable[[asyncio.Event], Awaitable[None]]


@dataclass(slots=True)
class Parts:
    """What each part is doing, for /readyz and the log: a word, or one line with cause and fix."""

    states: dict[str, str] = field(default_factory=dict)
    _told: dict[str, str] = field(default_factory=dict)

    def report(self, name: str, state: str) -> None:
        """Record a part's state. A trouble is logged when it begins or changes, not again at every new attempt."""
        self.states[name] = state
        told = self._told.get(name, STARTING)
        attempt = state == STARTING or (state == CONNECTING and told not in {STARTING, OK})
        if attempt or state == told:
            return
        self._told[name] = state
        if state == OK:
            log.info("working", part=name)
        elif state == CONNECTING:
            log.info("connecting", part=name)
        else:
            log.error("not working", part=name, cause=state)


async def keep_running(
    name: str, start: Start, stop: asyncio.Event, parts: Parts, *, restart_seconds: float = RESTART_SECONDS
) -> None:
    """Run a part until `stop`; when it fails, say why and start it again after a pause.

    Args:
        name: What the operator calls it.
        start: Runs the part until the event is set; it reports "ok" itself once it serves.
        stop: Set when the program ends.
        parts: Where states are reported.
        restart_seconds: The pause.
    """
    while not stop.is_set():
        parts.report(name, parts.states.get(name, STARTING))
        try:
            await start(stop)
        except CounterpointError as error:
            parts.report(name, error.message)
        except Exception as error:
            log.exception("a fault of the program", part=name)
            parts.report(name, f"{type(error).__name__}: see the log; restarting")
        await wait(stop, restart_seconds)


async def wait(stop: asyncio.Event, seconds: float) -> None:
    """Return when `stop` is set or after `seconds`, whichever comes first."""
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
