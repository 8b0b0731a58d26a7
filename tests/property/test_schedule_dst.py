"""A daily schedule against brute force: every minute of every day around the DST changes of many zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.schedule.plan import next_fire, parse_schedule

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
YEARS = (2025, 2026, 2027)

# Gaps of an hour and of half an hour, at 02:00, 01:00 and midnight, both hemispheres, negative DST, and none at all.
ZONES = (
    "Europe/Berlin",
    "Europe/Dublin",
    "Europe/London",
    "America/New_York",
    "America/St_Johns",
    "America/Havana",
    "America/Santiago",
    "America/Asuncion",
    "Atlantic/Azores",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Asia/Beirut",
    "Asia/Jerusalem",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Pacific/Chatham",
)


@cache
def changes(zone: str) -> list[date]:
    """Return the local dates on which the clocks change."""
    hours = (datetime(YEARS[0], 1, 1, tzinfo=UTC) + HOUR * n for n in range(24 * 365 * len(YEARS)))
    local = ((hour.astimezone(ZoneInfo(zone)), (hour + HOUR).astimezone(ZoneInfo(zone))) for hour in hours)
    return sorted({after.date() for before, after in local if before.utcoffset() != after.utcoffset()})


def first_instant(zone: ZoneInfo, day: date, at: time) -> datetime:
    """Return the first minute of a local date whose wall time is not before `at`: by looking at every minute."""
    minute = datetime.combine(day, time(), tzinfo=UTC) - 16 * HOUR
    while True:
        local = minute.astimezone(zone)
        if local.date() == day and local.time() >= at:
            return minute
        assert local.date() <= day, "the date has no such time"
        minute += MINUTE


def near_a_change() -> st.SearchStrategy[tuple[str, date]]:
    def days(zone: str) -> st.SearchStrategy[tuple[str, date]]:
        known = changes(zone) or [date(2026, 3, 29)]
        shifted = st.builds(lambda day, by: day + by * DAY, st.sampled_from(known), st.integers(-1, 1))
        return st.tuples(st.just(zone), shifted)

    return st.sampled_from(ZONES).flatmap(days)


# Most changes happen between 23:00 and 04:00; other times of day are rarely interesting.
TIMES = st.builds(time, st.sampled_from([0, 0, 1, 1, 2, 2, 3, 4, 8, 12, 22, 23]), st.integers(0, 59))


@given(near=near_a_change(), at=TIMES)
@settings(max_examples=300, deadline=None)
def test_a_daily_time_comes_exactly_once_a_day(near: tuple[str, date], at: time) -> None:
    """A time that is skipped comes when the clocks have been moved, a repeated one comes the first time."""
    name, day = near
    zone = ZoneInfo(name)
    expected = [first_instant(zone, day + n * DAY, at) for n in range(3)]
    schedule = parse_schedule(f"daily {at:%H:%M}")
    found = [next_fire(schedule, zone, expected[0] - MINUTE)]
    while len(found) < len(expected):
        found.append(next_fire(schedule, zone, found[-1]))
    assert found == expected


@given(near=near_a_change(), at=TIMES, minutes=st.integers(-30, 120))
@settings(max_examples=300, deadline=None)
def test_wherever_one_looks_from_the_next_time_is_the_same(near: tuple[str, date], at: time, minutes: int) -> None:
    """Also from within the second pass of a repeated hour, and from either side of a skipped one."""
    name, day = near
    zone = ZoneInfo(name)
    expected = [first_instant(zone, day + n * DAY, at) for n in range(-1, 3)]
    after = first_instant(zone, day, at) + minutes * MINUTE
    assert next_fire(parse_schedule(f"daily {at:%H:%M}"), zone, after) == min(at for at in expected if at > after)


@pytest.mark.parametrize("zone", ZONES)
def test_hourly_comes_every_hour_of_real_time(zone: str) -> None:
    """The offsets of some zones are no whole hours, so the minute may differ, but never the distance."""
    for day in changes(zone)[:4]:
        at = datetime.combine(day, time(), tzinfo=UTC) - 12 * HOUR
        fires = [next_fire(parse_schedule("hourly"), ZoneInfo(zone), at)]
        for _ in range(36):
            fires.append(next_fire(parse_schedule("hourly"), ZoneInfo(zone), fires[-1]))
        whole_hour_changes = zone != "Australia/Lord_Howe"
        assert {later - earlier for earlier, later in pairwise(fires)} <= (
            {HOUR} if whole_hour_changes else {HOUR / 2, HOUR, HOUR * 1.5}
        )
