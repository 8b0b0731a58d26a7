"""Wakes lanes at the times of schedules and at every heartbeat: the only importer of APScheduler.

https://apscheduler.readthedocs.io/en/3.x/. It is a waker and nothing else (docs/decisions/0065): no work runs in its
jobs, nothing is stored, and a wake-up it loses costs one heartbeat.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from bot.domain.audience import Audience
from bot.domain.ports import Clock
from bot.schedule.plan import Schedule, next_fire, parse_schedule, parse_zone

HEARTBEAT_SECONDS = 5.0
_log = logging.getLogger(__name__)

STEP = timedelta(seconds=2)
"""Wall and monotonic time that drift apart by more than this between two heartbeats: the clock was set."""


class PlanTrigger(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Fires at the times of a plan. APScheduler's CronTrigger skips and doubles days around DST changes."""

    def __init__(self, schedule: Schedule, zone: ZoneInfo) -> None:
        self.schedule = schedule
        self.zone = zone

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """Return the next instant after the previous one, or after `now`."""
        return next_fire(self.schedule, self.zone, (previous_fire_time or now).astimezone(UTC))


class Runner:
    """Calls `wake(lane)`.

    Args:
        wake: Of a TaskQueue.
        clock: The wall clock, watched for steps.
        brief: The lane woken at the times of schedules.
        lanes: The lanes woken at every heartbeat.
        heartbeat_seconds: How soon a step of the wall clock is noticed.
    """

    def __init__(
        self,
        *,
        wake: Callable[[str], None],
        clock: Clock,
        brief: str = "brief",
        lanes: Sequence[str] = ("poll", "analyse", "brief", "dispatch"),
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
    ) -> None:
        self._wake = wake
        self._clock = clock
        self._brief = brief
        self._lanes = tuple(lanes)
        self._heartbeat_seconds = heartbeat_seconds
        self._audiences: tuple[Audience, ...] = ()
        self._beat: asyncio.TimerHandle | None = None
        self._ahead = timedelta()
        # A wake-up is never too late, and many missed ones are one.
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            jobstores={"default": MemoryJobStore()},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def start(self) -> None:
        """Begin to wake lanes; needs a running loop."""
        self._scheduler.start()
        self._ahead = self._drift()
        self._heartbeat()

    def follow(self, audiences: Iterable[Audience]) -> None:
        """Wake the briefing lane at the times of these audiences, and of no others.

        One whose stored schedule or zone is not valid (any more) is told in the log and left out.
        """
        self._audiences = tuple(audiences)
        self._scheduler.remove_all_jobs()
        for audience in self._audiences:
            if not audience.paused:
                self._follow(audience)

    def _follow(self, audience: Audience) -> None:
        try:
            trigger = PlanTrigger(parse_schedule(audience.schedule), parse_zone(audience.zone))
        except ValueError as error:
            _log.error("audience %s gets no briefings: %s", audience.name, error)
            return
        self._scheduler.add_job(self._wake, trigger, args=(self._brief,), id=audience.id)

    def stop(self) -> None:
        """Wake nothing any more."""
        if self._beat is not None:
            self._beat.cancel()
        self._scheduler.shutdown(wait=False)

    def _heartbeat(self) -> None:
        """Wake every lane, and plan anew when the wall clock was set: timers sleep by monotonic time."""
        ahead = self._drift()
        if abs(ahead - self._ahead) > STEP:
            self.follow(self._audiences)
        self._ahead = ahead
        for lane in self._lanes:
            self._wake(lane)
        self._beat = asyncio.get_running_loop().call_later(self._heartbeat_seconds, self._heartbeat)

    def _drift(self) -> timedelta:
        """Return how far the wall clock is ahead of the loop's."""
        since_epoch = self._clock.now() - datetime.fromtimestamp(0, UTC)
        return since_epoch - timedelta(seconds=asyncio.get_running_loop().time())
