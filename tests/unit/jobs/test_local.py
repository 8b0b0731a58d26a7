"""Lanes run when woken and at heartbeats, apart from one another, and stop when asked."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import pytest

from bot.errors import StoreError
from bot.jobs.local import LocalTaskQueue

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from bot.jobs.local import Handler

NEVER = 3600.0


class Work:
    """A handler that counts its runs and can be made to wait, to fail or to find more."""

    def __init__(self) -> None:
        self.runs = 0
        self.ran = asyncio.Condition()
        self.gate = asyncio.Event()
        self.gate.set()
        self.errors: list[BaseException | None] = []
        self.more = 0

    async def __call__(self) -> bool:
        async with self.ran:
            self.runs += 1
            self.ran.notify_all()
        await self.gate.wait()
        error = self.errors.pop(0) if self.errors else None
        if error:
            raise error
        self.more -= 1
        return self.more >= 0

    async def until(self, runs: int) -> None:
        async with self.ran:
            await self.ran.wait_for(lambda: self.runs >= runs)


async def idle() -> None:
    """Let everything run that needs no time to pass: a hundred rounds of the loop."""
    for _ in range(100):
        await asyncio.sleep(0)


@pytest.fixture
async def begin() -> AsyncIterator[Callable[..., LocalTaskQueue]]:
    started: list[LocalTaskQueue] = []

    def start(heartbeat_seconds: float = NEVER, **lanes: Sequence[Handler]) -> LocalTaskQueue:
        started.append(LocalTaskQueue(lanes, heartbeat_seconds=heartbeat_seconds))
        started[-1].start()
        return started[-1]

    yield start
    for queue in started:
        await queue.stop(limit_seconds=0)


async def test_a_lane_looks_for_work_at_the_start_and_when_woken(begin: Callable[..., LocalTaskQueue]) -> None:
    work = Work()
    queue = begin(poll=[work])
    await work.until(1)
    queue.wake("poll")
    await work.until(2)
    assert work.runs == 2


async def test_a_lane_looks_for_work_at_every_heartbeat(begin: Callable[..., LocalTaskQueue]) -> None:
    work = Work()
    begin(heartbeat_seconds=0.001, poll=[work])
    await work.until(4)
    assert work.runs >= 4


async def test_wake_ups_during_a_run_are_one_run_more(begin: Callable[..., LocalTaskQueue]) -> None:
    work = Work()
    work.gate.clear()
    queue = begin(poll=[work])
    await work.until(1)
    for _ in range(5):
        queue.wake("poll")
    work.gate.set()
    await idle()
    assert work.runs == 2


async def test_a_lane_that_finds_more_goes_on_at_once(begin: Callable[..., LocalTaskQueue]) -> None:
    work = Work()
    work.more = 3
    begin(poll=[work])
    await work.until(4)
    await idle()
    assert work.runs == 4


async def test_waking_an_unknown_lane_is_a_fault() -> None:
    with pytest.raises(KeyError):
        LocalTaskQueue({}).wake("pole")


async def test_a_lane_that_hangs_or_fails_stops_no_other(begin: Callable[..., LocalTaskQueue]) -> None:
    hangs, fails, works, sister = Work(), Work(), Work(), Work()
    hangs.gate.clear()
    fails.errors = [ZeroDivisionError("oops")]
    queue = begin(poll=[fails], brief=[works], dispatch=[hangs, sister])
    for work in (hangs, fails, works, sister):
        await work.until(1)
    for lane in ("poll", "brief", "dispatch"):
        queue.wake(lane)
    for work in (fails, works, sister):
        await work.until(2)
    assert hangs.runs == 1


async def test_a_handler_that_is_cancelled_from_within_stops_nothing(begin: Callable[..., LocalTaskQueue]) -> None:
    work = Work()
    work.errors = [asyncio.CancelledError()]
    queue = begin(poll=[work])
    await work.until(1)
    queue.wake("poll")
    await work.until(2)
    assert work.runs == 2


async def test_an_error_is_told_when_it_begins_changes_and_ends(
    begin: Callable[..., LocalTaskQueue], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="bot.jobs.local")
    locked, gone = StoreError("the database is locked"), StoreError("the disk is full")
    work = Work()
    work.errors = [None, locked, locked, gone, gone, None, None]
    queue = begin(poll=[work])
    for run in range(1, 9):
        await work.until(run)
        queue.wake("poll")
    await work.until(9)
    assert [record.getMessage() for record in caplog.records] == [
        "lane poll: the database is locked",
        "lane poll: the disk is full",
        "lane poll works again",
    ]


async def test_a_fault_of_the_program_is_told_with_its_trace(
    begin: Callable[..., LocalTaskQueue], caplog: pytest.LogCaptureFixture
) -> None:
    work = Work()
    work.errors = [ZeroDivisionError("oops")]
    queue = begin(poll=[work])
    await work.until(1)
    queue.wake("poll")
    await work.until(2)
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert record.getMessage() == "lane poll: a fault of the program: ZeroDivisionError: oops"
    assert record.exc_info is not None


async def test_stopping_lets_a_run_end_and_begins_none(begin: Callable[..., LocalTaskQueue]) -> None:
    work = Work()
    work.more = 9
    work.gate.clear()
    queue = begin(poll=[work])
    await work.until(1)
    stopping = asyncio.create_task(queue.stop(limit_seconds=NEVER))
    await idle()
    assert not stopping.done()
    work.gate.set()
    await stopping
    assert work.runs == 1


async def test_stopping_cancels_what_takes_too_long(
    begin: Callable[..., LocalTaskQueue], caplog: pytest.LogCaptureFixture
) -> None:
    began, ended = asyncio.Event(), asyncio.Event()

    async def hang() -> None:
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    queue = begin(poll=[hang])
    await began.wait()
    await queue.stop(limit_seconds=0.001)
    await ended.wait()
    assert "lane poll did not end within 0.001 s" in caplog.text


async def test_stopping_what_never_started_is_fine() -> None:
    work = Work()
    await LocalTaskQueue({"poll": [work]}).stop(limit_seconds=1)
    assert work.runs == 0


async def test_the_errors_are_those_of_the_lanes_that_failed_when_they_ran_last(begin):
    broken, sound = Work(), Work()
    broken.errors = [StoreError("the disk is full"), None]
    queue = begin(broken=[broken], sound=[sound])
    await idle()
    assert [str(error) for error in queue.errors()] == ["the disk is full"]
    queue.wake("broken")
    await broken.until(2)
    await idle()
    assert queue.errors() == []
