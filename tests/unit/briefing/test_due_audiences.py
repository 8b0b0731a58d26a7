"""Which audiences get a briefing when one of them cannot."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.domain.audience import MissedRuns
from bot.errors import PoolError, SettingsError
from bot.schedule.plan import DuePlan, plan_slots
from bot.store.memory import memory_stores
from tests.builders.briefers import briefer_of
from tests.contract.samples import NOW, audience, slot

NAMES = ("first", "second", "third")


@pytest.fixture
async def stores():
    opened = memory_stores()
    for name in NAMES:
        await opened.audiences.save(audience(name))
    return opened


def numbered():
    """Return a mint whose ids differ."""
    count = iter(range(1000))
    return lambda prefix: f"{prefix}_{next(count)}"


@pytest.mark.parametrize("error", [PoolError("the summary's process was lost"), KeyError("a fault of the program")])
async def test_an_audience_that_cannot_be_briefed_keeps_no_other_waiting(stores, error):
    first, *others = await stores.audiences.all()

    def plan(one, _taken, _now):
        if one == first:
            raise error
        return DuePlan(brief=(slot(audience_id=one.id),))

    done = await briefer_of(stores, mint=numbered()).brief_due(plan, NOW)
    assert [made.audience_id for made in done.made] == [one.id for one in others]
    assert done.failed == (error,)


async def test_a_stored_schedule_that_is_not_valid_any_more_is_told_with_its_audience(stores):
    await stores.audiences.save(audience("second", schedule="once upon a time", missed=MissedRuns.ALL))
    done = await briefer_of(stores, mint=numbered()).brief_due(plan_slots, NOW)
    (error,) = done.failed
    assert isinstance(error, SettingsError)
    assert "gets no briefings" in error.message
    assert "once upon a time" in error.message


class Meeting:
    """Gathers nothing, and lets nobody go before so many have come."""

    def __init__(self, parties):
        self._barrier = asyncio.Barrier(parties)

    async def gather(self, _stories):
        await self._barrier.wait()
        return []


async def test_audiences_due_at_once_are_briefed_side_by_side(stores):
    def plan(one, _taken, _now):
        return DuePlan(brief=(slot(audience_id=one.id),))

    async with asyncio.timeout(20):
        done = await briefer_of(stores, Meeting(len(NAMES)), mint=numbered()).brief_due(plan, NOW)
    assert [made.audience_id for made in done.made] == [one.id for one in await stores.audiences.all()]


async def test_after_a_clock_that_was_ahead_a_window_is_a_first_one(stores):
    await stores.audiences.save(audience("first", delivered_until_at=NOW + timedelta(days=400)))
    one = next(one for one in await stores.audiences.all() if one.name == "first")
    made = await briefer_of(stores).scheduled(one, slot(audience_id=one.id), NOW)
    assert (made.window_start_at, made.window_end_at) == (NOW - timedelta(days=1), NOW)
