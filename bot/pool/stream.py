"""One task over many items, results in the order of the items, a bounded number in flight."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from bot.errors import PoolError
from bot.pool import child

IN_FLIGHT_PER_JOB = 4  # keeps every child busy while the oldest result is awaited


def map_ordered(task: str, items: Iterable[object], *, jobs: int, memory_bytes: int) -> Iterator[object]:
    """Yield the result of `task` for each item, or the exception it raised, in the order of the items.

    With one job the task runs in this process and each result is yielded before the next item is read.

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
    pool = ProcessPool(
        max_workers=jobs,
        initializer=child.enter,
        initargs=(memory_bytes,),
        context=multiprocessing.get_context("forkserver"),
    )
    waiting: deque[ProcessFuture[object]] = deque()
    with pool:
        for item in items:
            waiting.append(pool.schedule(_attempt, args=(task, item)))
            if len(waiting) >= jobs * IN_FLIGHT_PER_JOB:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())


def _attempt(task: str, item: object) -> object:
    try:
        return child.perform(task, (item,))
    except Exception as error:  # noqa: BLE001 - the caller gets it as a value and reports the item
        return error


def _result(future: ProcessFuture[object]) -> object:
    try:
        return future.result()
    except ProcessExpired as error:
        return PoolError(f"its process was lost ({error})")
