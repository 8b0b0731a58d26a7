"""The children of a pool: one start, the tasks they are given, and an end after which nobody waits for them."""

from __future__ import annotations

import multiprocessing
from collections.abc import Set as AbstractSet
from concurrent.futures import Future
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess

from pebble import ProcessFuture, ProcessPool

from bot.errors import PoolError
from bot.pool import child
from bot.pool.interrupts import interrupts_kept_off


class Children:
    """Child processes that run tasks, for as long as they work: what is broken or at its end is not mended.

    Everything but `start` and `end` is called in one thread; tasks are forgotten in pebble's.

    Args:
        workers: Number of children.
        context: Starts them.
        memory_bytes: Address space of each.
    """

    def __init__(self, workers: int, context: BaseContext, *, memory_bytes: int) -> None:
        self._others = living()
        self._given: dict[Future[object], str] = {}
        self._pool = ProcessPool(
            max_workers=workers, initializer=child.enter, initargs=(memory_bytes,), context=context
        )

    def start(self) -> None:
        """Start the children; waits for the fork server."""
        with interrupts_kept_off():
            _ = self._pool.active  # asking starts them

    @property
    def work(self) -> bool:
        """Whether they take tasks. pebble gives its whole pool up when a child is lost that had no task."""
        return self._pool.active

    def give(self, task: str, arguments: tuple[object, ...], *, timeout_seconds: float) -> ProcessFuture[object]:
        """Have a child run a task.

        Raises:
            PoolError: They take no tasks.
        """
        try:
            future = self._pool.schedule(child.perform, args=(task, arguments), timeout=timeout_seconds)
        except RuntimeError as error:
            raise lost(task) from error
        self._given[future] = task
        future.add_done_callback(self._forget)
        return future

    def stop(self) -> None:
        """Take no more tasks; `end` must follow."""
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates only part of its methods

    def end(self) -> None:
        """Wait until the children have ended; what they were doing, and what waited for them, fails with PoolError."""
        end(self._pool, besides=self._others)
        for future, task in list(self._given.items()):  # pebble leaves them as they are, and who waits would wait on
            if not future.done():
                future.set_exception(lost(task))

    def _forget(self, future: Future[object]) -> None:
        self._given.pop(future, None)


def lost(task: str) -> PoolError:
    """Return the error for a task whose pool was closed or broke."""
    return PoolError(f"{task} was cancelled because its processes ended")


def living(*, besides: AbstractSet[BaseProcess] = frozenset()) -> set[BaseProcess]:
    """Return the living children of this process, those `besides` left out."""
    return set(multiprocessing.active_children()) - besides


def end(pool: ProcessPool, *, besides: AbstractSet[BaseProcess]) -> None:
    """Stop a pool and wait until its children have ended.

    pebble takes the locks of the children away before it ends them, and one that is still starting would print a
    traceback: so they are ended first.

    Args:
        pool: What to stop.
        besides: The children of this process that are not the pool's.
    """
    pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates only part of its methods
    for process in living(besides=besides):
        process.terminate()
    pool.join()
