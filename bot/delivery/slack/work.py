"""Work that goes on after an acknowledgement, and is finished before the program stops.

Bolt cancels what it runs itself when its connection closes; a command acknowledged a moment before would be lost.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import TypeVar

T = TypeVar("T")

log = logging.getLogger(__name__)

Failed = Callable[[], Coroutine[object, object, None]]


class Work:
    """A set of running tasks."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, coroutine: Coroutine[object, object, None], *, failed: Failed | None = None) -> None:
        """Run a coroutine as a task of its own.

        Should it raise, that is logged with its traceback, and `failed` makes what runs next: an apology.
        """
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._finish(done, failed))

    def _finish(self, task: asyncio.Task[None], failed: Failed | None) -> None:
        self._tasks.discard(task)
        if task.cancelled() or (error := task.exception()) is None:
            return
        log.error("a Slack command failed", exc_info=error)
        if failed is not None:
            self.start(failed())

    async def drain(self, seconds: float) -> int:
        """Wait for everything that runs; return how many tasks had to be cancelled when the time was over."""
        try:
            async with asyncio.timeout(seconds):
                while self._tasks:
                    await asyncio.wait(self._tasks)
        except TimeoutError:
            pass
        late = list(self._tasks)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return len(late)


async def stopped_within(stop: asyncio.Event, seconds: float) -> bool:
    """Wait at most `seconds` for the stop event and return whether it is set."""
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return False
    return True


async def unless_stopped(stop: asyncio.Event, coroutine: Coroutine[object, object, T]) -> T | None:
    """Return what a coroutine returns, or None when the stop event was set first; the coroutine is then cancelled."""
    task = asyncio.get_running_loop().create_task(coroutine)
    stopping = asyncio.get_running_loop().create_task(stop.wait())
    try:
        await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        stopping.cancel()
        task.cancel()
        await asyncio.gather(task, stopping, return_exceptions=True)
