"""Schedules are read strictly, and open slots follow the audience's policy."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.audience import Audience, MissedRuns, Place, Platform, Slot
from bot.schedule.plan import DuePlan, next_fire, next_run, parse_schedule, parse_zone, plan_slots

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)  # 08:00 in Berlin
DAY = timedelta(days=1)
AUDIENCE = Audience(
    id="aud_1",
    place=Place(platform=Platform.SLACK, workspace_id="T1", channel_id="C1"),
    name="news",
    schedule="daily 08:00",
    zone="Europe/Berlin",
    schedule_since_at=MONDAY - DAY / 2,
)


@pytest.mark.parametrize(
    ("text", "cron"),
    [
        ("weekdays 08:00", "0 8 * * 1-5"),
        ("  Daily   7:30 ", "30 7 * * *"),
        ("weekends 10.15", "15 10 * * 6,7"),
        ("mon,thu 18:15", "15 18 * * 1,4"),
        ("Monday-fri 00:00", "0 0 * * 1-5"),
        ("sun 23:59", "59 23 * * 7"),
        ("hourly", "0 * * * *"),
        ("0 8 * * 1-5", "0 8 * * 1-5"),
        ("*/15 9-17 * * MON-FRI", "*/15 9-17 * * mon-fri"),
        ("0 0 29 2 *", "0 0 29 2 *"),
    ],
)
def test_words_and_cron_lines_are_read(text: str, cron: str) -> None:
    assert parse_schedule(text).cron == cron


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", '"" is not a schedule: write "weekdays 08:00"'),
        ("sometimes", '"sometimes" is not a schedule'),
        ("daily 25:00", '"25:00" in "daily 25:00" is not a time of day: write it as 08:00'),
        ("daily 8am", "is not a time of day"),
        ("fre 08:00", '"fre" in "fre 08:00" is not a day'),
        ("mo 08:00", '"mo" in "mo 08:00" is not a day'),
        ("fri-mon 08:00", "runs backwards: write the days in order"),
        ("0 8 32 * *", "is not a cron line, bad day-of-month"),
        ("0 8 * *", "is not a schedule"),
        ("0 0 8 * * 1", "is not a schedule"),  # seconds
        ("0 0 30 2 *", "is not a cron line, bad day-of-month"),
    ],
)
def test_what_is_no_schedule_is_told_with_its_fix(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)) as caught:
        parse_schedule(text)
    assert "write" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Berlin", '"Berlin" is no time zone; did you mean "Europe/Berlin"?'),
        ("new york", 'did you mean "America/New_York"?'),
        ("", "is no time zone"),
        ("../zone", "is no time zone"),
    ],
)
def test_what_is_no_zone_is_told_with_the_nearest_name(name: str, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        parse_zone(name)


def test_the_next_time_is_after_the_given_instant() -> None:
    daily = parse_schedule("daily 08:00")
    assert next_fire(daily, BERLIN, MONDAY - timedelta(microseconds=1)) == MONDAY
    assert next_fire(daily, BERLIN, MONDAY) == MONDAY + DAY
    assert next_fire(parse_schedule("sat 08:00"), BERLIN, MONDAY) == MONDAY + 5 * DAY


def test_the_next_run_of_what_is_written() -> None:
    assert next_run("daily 08:00", "Europe/Berlin", MONDAY) == MONDAY + DAY


def due_slots(audience: Audience, taken: list[datetime], now: datetime) -> list[Slot]:
    return list(plan_slots(audience, taken, now).brief)


def test_nothing_is_due_before_the_schedule_began_or_while_paused() -> None:
    assert due_slots(replace(AUDIENCE, schedule_since_at=MONDAY), [], MONDAY + DAY / 2) == []
    assert plan_slots(replace(AUDIENCE, paused=True), [], MONDAY) == DuePlan()


def test_a_slot_is_due_from_its_instant_until_it_is_taken() -> None:
    slot = Slot(
        audience_id="aud_1",
        kind="briefing",
        scheduled_at=MONDAY,
        local_time="2026-03-02T08:00",
        zone="Europe/Berlin",
        fold=0,
    )
    assert due_slots(AUDIENCE, [], MONDAY - timedelta(seconds=1)) == []
    assert due_slots(AUDIENCE, [], MONDAY) == [slot]
    assert due_slots(AUDIENCE, [MONDAY], MONDAY) == []


@pytest.mark.parametrize(
    ("missed", "brief", "skip"),
    [
        (MissedRuns.LATEST, [3], [0, 1, 2]),
        (MissedRuns.ALL, [0, 1, 2, 3], []),
        (MissedRuns.SKIP, [], [0, 1, 2, 3]),
    ],
)
def test_missed_slots_follow_the_policy(missed: MissedRuns, brief: list[int], skip: list[int]) -> None:
    plan = plan_slots(replace(AUDIENCE, missed=missed), [], MONDAY + 3.5 * DAY)
    assert [slot.scheduled_at for slot in plan.brief] == [MONDAY + days * DAY for days in brief]
    assert [slot.scheduled_at for slot in plan.skip] == [MONDAY + days * DAY for days in skip]


def test_skipping_misses_keeps_the_slot_of_a_program_that_is_merely_busy() -> None:
    audience = replace(AUDIENCE, missed=MissedRuns.SKIP)
    assert [slot.scheduled_at for slot in due_slots(audience, [], MONDAY + timedelta(minutes=5))] == [MONDAY]
    assert due_slots(audience, [], MONDAY + timedelta(minutes=6)) == []


def test_slots_before_the_newest_taken_one_are_settled_except_under_all() -> None:
    now = MONDAY + 2.5 * DAY
    assert plan_slots(AUDIENCE, [MONDAY + 2 * DAY], now) == DuePlan()
    everything = replace(AUDIENCE, missed=MissedRuns.ALL)
    assert [slot.scheduled_at for slot in due_slots(everything, [MONDAY + 2 * DAY], now)] == [MONDAY, MONDAY + DAY]


def test_what_nobody_filled_for_a_month_is_history() -> None:
    audience = replace(AUDIENCE, missed=MissedRuns.ALL)
    found = due_slots(audience, [], MONDAY + 100 * DAY)
    assert len(found) == 31
    assert found[0].scheduled_at > MONDAY + 69 * DAY


def test_the_second_pass_of_a_repeated_hour_is_told_apart() -> None:
    hourly = replace(AUDIENCE, schedule="hourly", missed=MissedRuns.ALL, schedule_since_at=MONDAY)
    start = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
    slots = due_slots(replace(hourly, schedule_since_at=start), [], start + timedelta(hours=2))
    assert [(slot.local_time, slot.fold) for slot in slots] == [("2026-10-25T02:00", 0), ("2026-10-25T02:00", 1)]


def test_seen_from_within_the_second_pass_a_repeated_time_is_over() -> None:
    second_pass = datetime(2026, 10, 25, 1, 15, tzinfo=UTC)  # 02:15 for the second time
    assert next_fire(parse_schedule("daily 02:30"), BERLIN, second_pass) == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)


def test_two_times_within_a_skipped_hour_come_once() -> None:
    before = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # 01:30; at 02:00 it is 03:00
    both = parse_schedule("0,30 2 * * *")
    moved = next_fire(both, BERLIN, before)
    assert moved == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert next_fire(both, BERLIN, moved) == datetime(2026, 3, 30, 0, 0, tzinfo=UTC)
    assert due_slots(
        replace(AUDIENCE, schedule="0,30 2 * * *", missed=MissedRuns.ALL, schedule_since_at=before),
        [],
        moved + timedelta(hours=1),
    ) == due_slots(replace(AUDIENCE, schedule="0 2 * * *", schedule_since_at=before), [], moved)


def test_a_slot_taken_by_a_clock_that_was_ahead_settles_no_other() -> None:
    plan = plan_slots(AUDIENCE, {MONDAY + 400 * DAY}, MONDAY)
    assert [slot.scheduled_at for slot in plan.brief] == [MONDAY]
