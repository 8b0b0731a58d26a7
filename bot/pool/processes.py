"""The process pool: forkserver children under pebble, so that a killed child loses only its own task.

Why not concurrent.futures: one killed child cost ProcessPoolExecutor 8 of 16 tasks, pebble none, and pebble stops a
spinning task at its time-out (docs/decisions/0003-process-pool.md). Fork is unsafe beside threads; a fork server
with the text libraries preloaded makes children cheap.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool

from pebble import ProcessExpired

from bot.errors import CounterpointError, PoolError
from bot.pool import child
from bot.pool.children import Children, lost


class ForkserverPool:
    """Implements the Pool port with child processes.

    Children start on the first task and are retired after `idle_seconds` without one.

    Args:
        workers: Number of children at most.
        preload: Modules the fork server imports once, before any child; children share their memory.
        memory_bytes: Address space of a child (RLIMIT_AS); a task that needs more fails alone.
        timeout_seconds: Time limit of a task that names none.
        idle_seconds: Retire the children after this long without work.
    """

    def __init__(
        self,
        *,
        workers: int,
        preload: Sequence[str] = (),
        memory_bytes: int,
        timeout_seconds: float,
        idle_seconds: float,
    ) -> None:
        self._workers = workers
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([__name__, *preload])
        self._memory_bytes = memory_bytes
        self._timeout_seconds = timeout_seconds
        self._idle_seconds = idle_seconds
        self._closed = False
        self._children: Children | None = None
        self._ending: set[asyncio.Task[None]] = set()
        self._starting = asyncio.Lock()
        self._running = 0
        self._retirement: asyncio.TimerHandle | None = None

    async def run(self, task: str, /, *args: object, timeout_seconds: float | None = None) -> object:
        """Run a task in a child; see the port for errors."""
        limit = timeout_seconds or self._timeout_seconds
        self._running += 1
        self._keep()
        try:
            children = await self._started(task)
            return await asyncio.wrap_future(children.give(task, args, timeout_seconds=limit))
        except CounterpointError:
            raise
        except TimeoutError as error:
            message = f"{task} passed its limit of {limit:g} s and was stopped; raise pool.timeout_seconds"
            raise PoolError(message) from error
        except (ProcessExpired, MemoryError) as error:
            message = f"{task} lost its process ({error}); other tasks go on. Perhaps pool.memory_bytes is too low"
            raise PoolError(message) from error
        except (CancelledError, BrokenProcessPool) as error:
            raise lost(task) from error
        finally:
            self._running -= 1
            self._retire_later()

    async def close(self) -> None:
        """Stop the children; tasks still running fail with PoolError."""
        self._closed = True
        self._keep()
        async with self._starting:  # children that are stopped in the midst of their start would go on
            self._end_children()
        await self._ended()

    async def _ended(self) -> None:
        """Wait for children that are being ended; who is cancelled meanwhile takes no end back, as `gather` would."""
        if self._ending:
            await asyncio.wait(self._ending)

    async def _started(self, task: str) -> Children:
        """Return children that work. Starting waits for the fork server's imports (2 s): a thread does the waiting."""
        async with self._starting:
            if self._children is not None and not self._children.work:
                self._end_children()
            await self._ended()  # which ends all children that it finds
            if self._closed:
                raise lost(task)
            if (children := self._children) is None:
                self._children = children = Children(self._workers, self._context, memory_bytes=self._memory_bytes)
                await asyncio.to_thread(children.start)
            return children

    def _end_children(self) -> None:
        """Let the children take no more tasks, and end them in a thread."""
        children, self._children = self._children, None
        if children is None:
            return
        children.stop()
        ending = asyncio.get_running_loop().create_task(asyncio.to_thread(children.end))
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)

    def _keep(self) -> None:
        if self._retirement is not None:
            self._retirement.cancel()
            self._retirement = None

    def _retire_later(self) -> None:
        if self._running == 0 and self._children is not None:
            self._retirement = asyncio.get_running_loop().call_later(self._idle_seconds, self._end_children)


class InlinePool:
    """Implements the Pool port in this process, for tests and for those who build on the parts.

    Time and memory limits do not apply, so it is never used on input from the network.
    """

    async def run(self, task: str, /, *args: object, timeout_seconds: float | None = None) -> object:
        """Run a task in a thread of this process."""
        del timeout_seconds
        return await asyncio.to_thread(child.perform, task, args)
