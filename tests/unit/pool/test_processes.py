"""The pool keeps its promises with real child processes."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import ParseError, PoolError
from bot.pool.child import resolve
from bot.pool.processes import ForkserverPool

TASKS = "tests.unit.pool.tasks"


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
    first = await pool.run(f"{TASKS}:process_id")
    while pool._pool is not None:
        await asyncio.sleep(0)
    assert await pool.run(f"{TASKS}:process_id") != first


def test_an_unknown_task_is_a_loud_programming_error():
    with pytest.raises(LookupError, match="no pool task"):
        resolve("bot.pool.child:nothing")
