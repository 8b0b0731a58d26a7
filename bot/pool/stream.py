"""One task over many items, results in the order of the items, a bounded number in flight.

The processes belong to a thread of their own. Ctrl-C is raised in the main thread wherever it stands, also between
taking a lock and the block under it, and that lock then stays taken for ever
(https://github.com/python/cpython/issues/74174): with the pool in the main thread a Ctrl-C at 24 of 189 places hung the
program. Here the main thread waits for queues written in C and takes no lock that others wait for.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from functools import partial
from queue import SimpleQueue
from threading import Thread

from pebble import ProcessExpired, ProcessPool

from bot.errors import PoolError
from bot.pool import child
from bot.pool.children import end, living
from bot.pool.interrupts import interrupts_kept_off

IN_FLIGHT_PER_JOB = 4  # keeps every child busy while the oldest result is awaited
STOP_SECONDS = 5.0  # then children are killed: nothing may keep a stopped program

Order = tuple[int, object]


def map_ordered(task: str, items: Iterable[object], *, jobs: int, memory_bytes: int) -> Iterator[object]:
    """Yield the result of `task` for each item, or the exception it raised, in the order of the items.

    With one job the task runs in this process and each result is yielded before the next item is read. A caller that
    leaves early, or is interrupted, has the children stopped; what they were doing is lost.

    Args:
        task: "package.module:function" with one picklable argument.
        items: Read lazily, at most a few ahead of the results.
        jobs: Number of processes.
        memory_bytes: Address space of each child.
    """
    if jobs == 1:
        child.collect_seldom()
        for item in items:
            yield _attempt(task, item)
        return
    crew = _Crew(task, jobs=jobs, memory_bytes=memory_bytes)
    try:
        with interrupts_kept_off():
            crew.start()
        given = taken = 0
        for given, item in enumerate(items, start=1):
            crew.orders.put((given, item))
            if given - taken >= jobs * IN_FLIGHT_PER_JOB:
                taken += 1
                yield crew.result(taken)
        while taken < given:
            taken += 1
            yield crew.result(taken)
    finally:
        crew.end()


class _Crew(Thread):
    """Runs a pool of processes; numbered items go in by `orders`."""

    def __init__(self, task: str, *, jobs: int, memory_bytes: int) -> None:
        super().__init__(name="crew", daemon=True)
        self.orders: SimpleQueue[Order | None] = SimpleQueue()
        self._results: SimpleQueue[tuple[int, object]] = SimpleQueue()
        self._early: dict[int, object] = {}
        self._task = task
        self._jobs = jobs
        self._memory_bytes = memory_bytes
        self._others = living()

    def result(self, number: int) -> object:
        """Return the result of an item, waiting for it."""
        while number not in self._early:
            found, value = self._results.get()
            self._early[found] = value
        return self._early.pop(number)

    def end(self) -> None:
        """Stop the children, those that do not end in time by force."""
        self.orders.put(None)
        if self.ident is not None:
            self.join(STOP_SECONDS)
        if self.is_alive():
            for process in living(besides=self._others):
                process.kill()

    def run(self) -> None:
        """Give orders to the children until there are no more."""
        pool = ProcessPool(
            max_workers=self._jobs,
            initializer=child.enter,
            initargs=(self._memory_bytes,),
            context=multiprocessing.get_context("forkserver"),
        )
        while (order := self.orders.get()) is not None:
            number, item = order
            try:
                future = pool.schedule(_attempt, args=(self._task, item))
            except RuntimeError as error:  # the pool is broken, its children are lost
                self._results.put((number, PoolError(f"its process was lost ({error})")))
            else:
                future.add_done_callback(partial(self._take, number))
        end(pool, besides=self._others)

    def _take(self, number: int, future: Future[object]) -> None:
        if future.cancelled():
            return
        error = future.exception()
        lost = PoolError(f"its process was lost ({error})") if isinstance(error, ProcessExpired) else error
        self._results.put((number, lost or future.result()))


def _attempt(task: str, item: object) -> object:
    try:
        return child.perform(task, (item,))
    except Exception as error:  # noqa: BLE001 - the caller gets it as a value and reports the item
        return error
