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

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from bot.errors import CounterpointError, PoolError
from bot.pool import child
from bot.pool.interrupts import interrupts_kept_off


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
        self._pool: ProcessPool | None = None
        self._starting = asyncio.Lock()
        self._running = 0
        self._retirement: asyncio.TimerHandle | None = None

    async def run(self, task: str, /, *args: object, timeout_seconds: float | None = None) -> object:
        """Run a task in a child; see the port for errors."""
        limit = timeout_seconds or self._timeout_seconds
        self._running += 1
        self._keep()
        try:
            pool = await self._started()
            return await asyncio.wrap_future(_schedule(pool, task, args, limit))
        except CounterpointError:
            raise
        except TimeoutError as error:
            message = f"{task} passed its limit of {limit:g} s and was stopped; raise pool.timeout_seconds"
            raise PoolError(message) from error
        except (ProcessExpired, MemoryError) as error:
            message = f"{task} lost its process ({error}); other tasks go on. Perhaps pool.memory_bytes is too low"
            raise PoolError(message) from error
        except CancelledError as error:
            raise _closing(task) from error
        finally:
            self._running -= 1
            self._retire_later()

    async def close(self) -> None:
        """Stop the children; tasks still running fail with PoolError."""
        self._keep()
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates only part of its methods
            await asyncio.to_thread(pool.join)

    async def _started(self) -> ProcessPool:
        """Return the running pool. Starting waits for the fork server's imports (2 s), so a thread does the waiting."""
        async with self._starting:
            if (pool := self._pool) is None:
                self._pool = pool = ProcessPool(
                    max_workers=self._workers,
                    initializer=child.enter,
                    initargs=(self._memory_bytes,),
                    context=self._context,
                )
                await asyncio.to_thread(_start, pool)
            return pool

    def _keep(self) -> None:
        if self._retirement is not None:
            self._retirement.cancel()
            self._retirement = None

    def _retire_later(self) -> None:
        if self._running == 0 and self._pool is not None:
            self._retirement = asyncio.get_running_loop().call_later(self._idle_seconds, self._retire)

    def _retire(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()  # type: ignore[no-untyped-call]  # no task is running: the children end by themselves


def _start(pool: ProcessPool) -> None:
    with interrupts_kept_off():
        _ = pool.active  # asking starts the children


def _schedule(pool: ProcessPool, task: str, args: tuple[object, ...], limit: float) -> ProcessFuture[object]:
    try:
        return pool.schedule(child.perform, args=(task, args), timeout=limit)
    except RuntimeError as error:  # closed while this task waited for it to start
        raise _closing(task) from error


def _closing(task: str) -> PoolError:
    return PoolError(f"{task} was cancelled because the pool is closing")


class InlinePool:
    """Implements the Pool port in this process, for tests and for those who build on the parts.

    Time and memory limits do not apply, so it is never used on input from the network.
    """

    async def run(self, task: str, /, *args: object, timeout_seconds: float | None = None) -> object:
        """Run a task in a thread of this process."""
        del timeout_seconds
        return await asyncio.to_thread(child.perform, task, args)
