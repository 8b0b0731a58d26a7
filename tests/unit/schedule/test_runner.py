"""The runner wakes lanes, at heartbeats and at the times of schedules."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.domain.audience import Audience, Place, Platform
from bot.schedule.plan import parse_schedule
from bot.schedule.runner import PlanTrigger, Runner
from tests.fakes.clock import FakeClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

LANES = ("poll", "analyse", "brief", "dispatch")
NEVER = 3600.0


class Lanes:
    """Counts wake-ups."""

    def __init__(self) -> None:
        self.woken: Counter[str] = Counter()
        self._changed = asyncio.Event()

    def wake(self, lane: str) -> None:
        self.woken[lane] += 1
        self._changed.set()

    async def until(self, lane: str, count: int) -> None:
        while self.woken[lane] < count:
            self._changed.clear()
            await self._changed.wait()


def audience(name: str = "news", schedule: str = "daily 08:00", **changes: object) -> Audience:
    values: dict[str, object] = {
        "id": f"aud_{name}",
        "place": Place(platform=Platform.SLACK, workspace_id="T1", channel_id="C1"),
        "name": name,
        "schedule": schedule,
        "zone": "Europe/Berlin",
        "schedule_since_at": datetime(2026, 1, 1, tzinfo=UTC),
    }
    return Audience(**values | changes)


@pytest.fixture
def lanes() -> Lanes:
    return Lanes()


@pytest.fixture
async def begin(lanes: Lanes) -> AsyncIterator[Callable[..., Runner]]:
    started: list[Runner] = []

    def start(clock: FakeClock | None = None, heartbeat_seconds: float = NEVER) -> Runner:
        started.append(
            Runner(wake=lanes.wake, clock=clock or FakeClock(), lanes=LANES, heartbeat_seconds=heartbeat_seconds)
        )
        started[-1].start()
        return started[-1]

    yield start
    for runner in started:
        runner.stop()


def planned(runner: Runner) -> dict[str, datetime]:
    return {job.id: job.next_run_time for job in runner._scheduler.get_jobs()}


async def test_every_lane_is_woken_at_every_heartbeat(begin: Callable[..., Runner], lanes: Lanes) -> None:
    begin(heartbeat_seconds=0.001)
    for lane in LANES:
        await lanes.until(lane, 3)
    assert all(lanes.woken[lane] >= 3 for lane in LANES)


async def test_the_times_of_audiences_wake_the_briefing_lane(begin: Callable[..., Runner], lanes: Lanes) -> None:
    runner = begin()
    assert lanes.woken == dict.fromkeys(LANES, 1)
    runner.follow([audience()])
    [job] = runner._scheduler.get_jobs()
    job.modify(next_run_time=datetime.now(UTC))  # as if it were eight o'clock
    await lanes.until("brief", 2)
    assert lanes.woken == dict.fromkeys(LANES, 1) | {"brief": 2}


async def test_only_the_last_named_audiences_are_followed_and_no_paused_one(begin: Callable[..., Runner]) -> None:
    runner = begin()
    runner.follow([audience("one"), audience("two", paused=True)])
    assert planned(runner).keys() == {"aud_one"}
    runner.follow([audience("three")])
    assert planned(runner).keys() == {"aud_three"}


async def test_an_audience_without_a_valid_schedule_is_told_and_left_out(
    begin: Callable[..., Runner], caplog: pytest.LogCaptureFixture
) -> None:
    runner = begin()
    runner.follow([audience("bad", "sometimes"), audience("lost", zone="Berlin"), audience("good")])
    assert planned(runner).keys() == {"aud_good"}
    assert 'audience bad gets no briefings: "sometimes" is not a schedule' in caplog.text
    assert 'did you mean "Europe/Berlin"?' in caplog.text


@pytest.mark.parametrize("step", [timedelta(hours=-1), timedelta(hours=1), timedelta(seconds=-3)])
async def test_a_step_of_the_clock_is_noticed_and_the_times_planned_anew(
    begin: Callable[..., Runner], lanes: Lanes, step: timedelta
) -> None:
    """A job's timer sleeps by monotonic time, so after a step it would ring at the wrong wall time."""
    clock = FakeClock(datetime.now(UTC))
    runner = begin(clock, heartbeat_seconds=0.001)
    runner.follow([audience()])
    right = planned(runner)
    [job] = runner._scheduler.get_jobs()
    job.modify(next_run_time=datetime.now(UTC) + timedelta(days=9))
    clock.advance(seconds=step.total_seconds())
    await lanes.until("poll", lanes.woken["poll"] + 2)
    assert planned(runner) == right


async def test_a_steady_clock_replans_nothing(begin: Callable[..., Runner], lanes: Lanes) -> None:
    runner = begin(FakeClock(datetime.now(UTC)), heartbeat_seconds=0.001)
    runner.follow([audience()])
    [job] = runner._scheduler.get_jobs()
    wrong = datetime.now(UTC) + timedelta(days=9)
    job.modify(next_run_time=wrong)
    await lanes.until("poll", 5)
    assert planned(runner) == {"aud_news": wrong}


async def test_a_stopped_runner_wakes_nothing(begin: Callable[..., Runner], lanes: Lanes) -> None:
    runner = Runner(wake=lanes.wake, clock=FakeClock(), lanes=LANES, heartbeat_seconds=0.001)
    runner.start()
    await lanes.until("poll", 2)
    runner.stop()
    woken = lanes.woken.copy()
    begin(heartbeat_seconds=NEVER)  # wakes each lane once
    await lanes.until("poll", woken["poll"] + 1)
    await asyncio.sleep(0)
    assert lanes.woken == woken + Counter(LANES)


def test_the_trigger_follows_the_plan_across_a_clock_change() -> None:
    trigger = PlanTrigger(parse_schedule("daily 00:30"), ZoneInfo("America/Havana"))
    fires = [trigger.get_next_fire_time(None, datetime(2026, 3, 7, 12, tzinfo=UTC))]
    for _ in range(2):  # 2026-03-08: midnight is skipped; APScheduler's own trigger loses the day after
        fires.append(trigger.get_next_fire_time(fires[-1], fires[-1]))
    assert [f"{fire.astimezone(trigger.zone):%d %H:%M}" for fire in fires] == ["08 01:00", "09 00:30", "10 00:30"]
