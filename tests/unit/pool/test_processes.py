"""The pool keeps its promises with real child processes."""

from __future__ import annotations

import asyncio
import multiprocessing
import threading

import pytest

from bot.errors import ParseError, PoolError
from bot.pool.child import resolve
from bot.pool.processes import ForkserverPool

TASKS = "tests.unit.pool.tasks"


async def outcome(task):
    """Return what a task returns or raises."""
    (result,) = await asyncio.gather(task, return_exceptions=True)
    return result


@pytest.fixture
async def pool():
    pool = ForkserverPool(workers=2, preload=(), memory_bytes=2_000_000_000, timeout_seconds=20, idle_seconds=0.2)
    yield pool
    await pool.close()


async def test_a_task_returns_its_result(pool):
    assert await pool.run(f"{TASKS}:double", 21) == 42


async def test_a_killed_child_loses_only_its_own_task(pool):
    results = await asyncio.gather(
        *(pool.run(f"{TASKS}:double", n) for n in range(6)),
        pool.run(f"{TASKS}:die"),
        return_exceptions=True,
    )
    assert results[:6] == [0, 2, 4, 6, 8, 10]
    assert isinstance(results[6], PoolError)


async def test_a_spinning_task_is_stopped_at_its_limit_and_the_next_one_runs(pool):
    with pytest.raises(PoolError, match=r"passed its limit of 0\.5 s"):
        await pool.run(f"{TASKS}:spin", timeout_seconds=0.5)
    assert await pool.run(f"{TASKS}:double", 1) == 2


async def test_a_task_that_wants_too_much_memory_fails_alone(pool):
    with pytest.raises(PoolError, match="memory"):
        await pool.run(f"{TASKS}:hoard", 3_000_000_000)
    assert await pool.run(f"{TASKS}:double", 1) == 2


async def test_an_error_of_ours_travels_through_unchanged(pool):
    with pytest.raises(ParseError, match="not a feed"):
        await pool.run(f"{TASKS}:refuse")


async def test_children_are_retired_when_idle_and_started_again(pool):
    threads = threading.active_count()
    for _ in range(2):
        assert await pool.run(f"{TASKS}:double", 1) == 2
        while multiprocessing.active_children() or threading.active_count() > threads + 1:  # the loop's own executor
            await asyncio.sleep(0.01)


async def test_the_pool_goes_on_when_children_without_a_task_are_killed(pool):
    await pool.run(f"{TASKS}:double", 1)
    for idle in multiprocessing.active_children():
        idle.kill()
        idle.join()
    results = await asyncio.gather(*(pool.run(f"{TASKS}:double", n) for n in range(9)), return_exceptions=True)
    assert all(isinstance(result, PoolError) or result == 2 * n for n, result in enumerate(results))
    while isinstance(await outcome(pool.run(f"{TASKS}:double", 1)), PoolError):
        await asyncio.sleep(0.01)  # the loss is found every tenth of a second


async def test_nobody_waits_for_a_task_of_a_closed_pool(pool):
    waiting = [asyncio.create_task(pool.run(f"{TASKS}:spin")) for _ in range(9)]
    while len(multiprocessing.active_children()) < 2:
        await asyncio.sleep(0.01)
    await pool.close()
    for task in waiting:
        assert isinstance(await outcome(task), PoolError)


def test_an_unknown_task_is_a_loud_programming_error():
    with pytest.raises(LookupError, match="no pool task"):
        resolve("bot.pool.child:nothing")
