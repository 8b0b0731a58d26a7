"""What pausing and resuming leave in the store: nothing is due for the time between."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.call import Call
from bot.schedule.plan import plan_slots
from tests.unit.commands.desk import NOW, open_desk, place

HERE = place("C2")


def call(text: str) -> Call:
    return Call(text=text, place=HERE, user_id="U1", operator=True, zone="Europe/London")


async def test_a_paused_subscription_has_no_slots_and_a_resumed_one_none_of_the_time_between() -> None:
    desk = await open_desk()
    await desk.answer(call("subscribe world hourly"))
    (followed,) = await desk.stores.audiences.at_place(HERE)
    earlier = replace(followed, schedule_since_at=NOW - timedelta(hours=5), delivered_until_at=NOW - timedelta(hours=5))
    await desk.stores.audiences.save(earlier)
    assert plan_slots(earlier, [], NOW).brief  # the twin: what passed would be due

    await desk.answer(call("pause"))
    (paused,) = await desk.stores.audiences.at_place(HERE)
    assert paused.paused
    assert not plan_slots(paused, [], NOW).brief

    await desk.answer(call("resume world"))
    (resumed,) = await desk.stores.audiences.at_place(HERE)
    assert not plan_slots(resumed, [], NOW).brief
    assert plan_slots(resumed, [], NOW + timedelta(hours=1)).brief
    assert resumed.delivered_until_at == earlier.delivered_until_at  # the next one tells what is new since the last
