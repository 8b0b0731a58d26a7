"""Lanes of one process: each looks for due work when woken and at every heartbeat.

A wake-up carries nothing and may be lost; due work is a query (docs/decisions/0066). Heartbeats follow the loop's
monotonic time, so a stepped wall clock delays none.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.errors import CounterpointError

HEARTBEAT_SECONDS = 5.0

Handler = Callable[[], Awaitable[object]]
"""Does some due work; a true answer means that more may be due at once."""

_log = logging.getLogger(__name__)


class LocalTaskQueue:
    """Implements bot.domain.ports.TaskQueue.

    Args:
        lanes: The handlers of each lane. Those of one lane are woken together and run side by side: one that hangs
            (a chat platform) does not hold up its sisters.
        heartbeat_seconds: The longest a handler waits without being woken.
    """

    def __init__(self, lanes: Mapping[str, Sequence[Handler]], *, heartbeat_seconds: float = HEARTBEAT_SECONDS) -> None:
        self._lanes = {
            name: [_Lane(name, handler, heartbeat_seconds) for handler in handlers] for name, handlers in lanes.items()
        }
        self._tasks: list[asyncio.Task[None]] = []

    def wake(self, lane: str) -> None:
        """Let a lane look for due work now; several wake-ups before it comes to it are one."""
        for one in self._lanes[lane]:
            one.wake()

    def errors(self) -> list[BaseException]:
        """Return what the handlers raised that failed when they ran last."""
        return [one.error for lanes in self._lanes.values() for one in lanes if one.error is not None]

    def start(self) -> None:
        """Run all lanes as tasks of the present loop; each looks for due work at once."""
        self._tasks = [
            asyncio.create_task(one.run(), name=f"lane {name}") for name, lanes in self._lanes.items() for one in lanes
        ]

    async def stop(self, *, limit_seconds: float) -> None:
        """Take no new work, let handlers end for so long, then cancel them; what they left is still due."""
        for one in (one for lanes in self._lanes.values() for one in lanes):
            one.stop()
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=limit_seconds)
        for task in late:
            _log.warning("%s did not end within %g s and is cancelled", task.get_name(), limit_seconds)
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []


class _Lane:
    """One handler, run again and again; what it raises is told when it changes and stops nothing."""

    def __init__(self, name: str, handler: Handler, heartbeat_seconds: float) -> None:
        self._name = name
        self._handler = handler
        self._heartbeat_seconds = heartbeat_seconds
        self._wanted = asyncio.Event()
        self._stopping = False
        self._trouble = ""
        self.error: BaseException | None = None

    def wake(self) -> None:
        self._wanted.set()

    def stop(self) -> None:
        self._stopping = True
        self._wanted.set()

    async def run(self) -> None:
        while not self._stopping:
            self._wanted.clear()
            if not await self._work():
                await self._rest()

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(self._heartbeat_seconds):
                await self._wanted.wait()
        except TimeoutError:
            pass  # the heartbeat

    async def _work(self) -> bool:
        """Run the handler once, as a task of its own: a task's exception is a value, whatever its class."""
        task = asyncio.ensure_future(self._handler())
        try:
            await asyncio.wait([task])
        finally:
            task.cancel()  # when this lane is cancelled; an ended task does not mind
        self.error = error = None if task.cancelled() else task.exception()
        self._tell(error)
        return error is None and not task.cancelled() and bool(task.result())

    def _tell(self, error: BaseException | None) -> None:
        """Log an error when it begins, when it changes and when it is over."""
        trouble = f"{type(error).__name__}: {error}" if error else ""
        if trouble == self._trouble:
            return
        self._trouble = trouble
        if error is None:
            _log.info("lane %s works again", self._name)
        elif isinstance(error, CounterpointError):
            _log.error("lane %s: %s", self._name, error.message)
        else:
            _log.error("lane %s: a fault of the program: %s", self._name, trouble, exc_info=error)
