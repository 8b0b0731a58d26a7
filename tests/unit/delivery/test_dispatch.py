"""The outbox: every message once, whatever happens between sending and remembering that it was sent."""

from __future__ import annotations

import asyncio
from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.delivery.dispatch import (
    FIRST_RETRY_SECONDS,
    LONGEST_RETRY_SECONDS,
    MOST_ATTEMPTS,
    Dispatcher,
    retry_seconds,
)
from bot.domain.audience import Platform
from bot.domain.delivery import DeliveryState, Receipt
from bot.domain.document import Document
from bot.errors import RefusedSendError, RetrySendError, SendError, UnknownSendError
from bot.store.memory import memory_stores
from bot.store.memory.articles import MemoryArticleStore
from bot.store.memory.audiences import MemoryAudienceStore
from bot.store.memory.deliveries import MemoryDeliveryStore
from bot.store.memory.disputes import MemoryDisputeStore
from bot.store.memory.stories import MemoryStoryStore
from tests.contract.samples import NOW, audience, briefing, delivery, place
from tests.fakes.clock import FakeClock
from tests.unit.delivery.fake_messenger import FakeMessenger, Fault

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.delivery import Delivery
    from bot.domain.stores import DeliveryStore

SLACK, DISCORD = Platform.SLACK, Platform.DISCORD


class Desk:
    """An outbox with one briefing in it, and what is needed to dispatch it."""

    def __init__(self, store: DeliveryStore | None = None, *faults: Fault | SendError) -> None:
        self.store = store or memory_stores().deliveries
        self.clock = FakeClock(NOW)
        self.messenger = FakeMessenger(faults=deque(faults))

    def dispatcher(self, platform: Platform = SLACK, **options: float) -> Dispatcher:
        """Return a fresh worker: a process that starts anew knows only the store."""
        return Dispatcher(platform=platform, messenger=self.messenger, store=self.store, clock=self.clock, **options)

    async def remember(self, *deliveries: Delivery, name: str = "b1") -> None:
        await self.store.remember(briefing(name, slot_at=None), deliveries or [delivery(name)], None)

    async def state(self) -> DeliveryState:
        [newest] = await self.store.deliveries(1)
        return newest.state

    async def dispatch_for(self, minutes: int) -> None:
        """Dispatch every minute for so long."""
        for _ in range(minutes):
            await self.dispatcher().dispatch()
            self.clock.advance(minutes=1)


async def test_a_due_delivery_is_posted_and_its_receipt_kept() -> None:
    desk = Desk()
    await desk.remember()
    [outcome] = await desk.dispatcher().dispatch()
    assert (outcome.state, outcome.error, outcome.delivery.id) == (DeliveryState.SENT, None, delivery().id)
    [post] = desk.messenger.posts
    assert (post.place, post.key, post.document, post.parent) == (place(), delivery().key, briefing().overview, None)
    [stored] = await desk.store.deliveries(1)
    assert (stored.receipt, stored.sent_at) == ("1", NOW)
    assert await desk.dispatcher().dispatch() == []
    assert desk.messenger.searches == 0


async def test_details_follow_into_the_thread_of_the_overview() -> None:
    desk = Desk()
    await desk.remember(delivery(), delivery(part=1))
    await desk.dispatch_for(minutes=2)
    assert [post.parent for post in desk.messenger.posts] == [None, Receipt(message_id="1")]
    assert desk.messenger.posts[1].document == briefing().details[0]


async def check_that_a_crash_after_sending_posts_nothing_twice(
    store: DeliveryStore, messenger: FakeMessenger | None = None
) -> None:
    """Kill the worker between the post and its settlement; another takes over when the lease has run out."""
    desk = Desk(store)
    desk.messenger = messenger or desk.messenger
    desk.messenger.faults.append(Fault.HANG)
    await desk.remember()
    worker = asyncio.create_task(desk.dispatcher().dispatch())
    await desk.messenger.sending.wait()
    worker.cancel()
    await asyncio.wait([worker])
    await desk.dispatch_for(minutes=10)
    assert [post.key for post in desk.messenger.posts] == [delivery().key]
    assert desk.messenger.searches == 1
    assert await desk.state() is DeliveryState.SENT


async def test_a_crash_after_sending_posts_nothing_twice() -> None:
    await check_that_a_crash_after_sending_posts_nothing_twice(memory_stores().deliveries)


async def test_twin_a_store_that_sends_before_remembering_is_caught() -> None:
    class Forgetful(MemoryDeliveryStore):
        async def lease_due(
            self, now: datetime, lease_seconds: float, limit: int, *, platform: Platform | None = None
        ) -> list[Delivery]:
            before = dict(self._deliveries)
            leased = await super().lease_due(now, lease_seconds, limit, platform=platform)
            self._deliveries = before
            return leased

    with pytest.raises(AssertionError):
        await check_that_a_crash_after_sending_posts_nothing_twice(
            Forgetful(MemoryAudienceStore(), MemoryArticleStore(), MemoryDisputeStore(MemoryStoryStore()))
        )


async def test_twin_a_messenger_that_never_searches_is_caught() -> None:
    class Blind(FakeMessenger):
        async def send(self, **options: Any) -> Receipt:
            return await super().send(**options | {"search_first": False})

    with pytest.raises(AssertionError):
        await check_that_a_crash_after_sending_posts_nothing_twice(memory_stores().deliveries, Blind())


async def test_a_crash_before_sending_loses_nothing() -> None:
    desk = Desk(None, Fault.HANG_BEFORE)
    await desk.remember()
    worker = asyncio.create_task(desk.dispatcher().dispatch())
    await desk.messenger.sending.wait()
    worker.cancel()
    await asyncio.wait([worker])
    await desk.dispatch_for(minutes=10)
    assert len(desk.messenger.posts) == 1
    assert await desk.state() is DeliveryState.SENT


async def test_a_lost_answer_is_looked_up_and_not_posted_again() -> None:
    desk = Desk(None, Fault.LOSE_ANSWER)
    await desk.remember()
    [outcome] = await desk.dispatcher().dispatch()
    assert (outcome.state, outcome.error) == (DeliveryState.PENDING, "the answer was lost")
    await desk.dispatch_for(minutes=5)
    assert len(desk.messenger.posts) == 1
    assert await desk.state() is DeliveryState.SENT


async def test_an_answer_that_takes_too_long_is_lost() -> None:
    desk = Desk(None, Fault.HANG)
    await desk.remember()
    [outcome] = await desk.dispatcher(send_seconds=0.001).dispatch()
    assert outcome.error == "no answer within 0.001 s: perhaps sent"
    await desk.dispatch_for(minutes=5)
    assert len(desk.messenger.posts) == 1
    assert await desk.state() is DeliveryState.SENT


async def test_a_doubt_that_history_cannot_settle_is_shown_and_never_reposted() -> None:
    desk = Desk(None, Fault.LOSE_ANSWER)
    desk.messenger.readable = False
    await desk.remember()
    await desk.dispatch_for(minutes=60)
    [stored] = await desk.store.deliveries(1)
    assert (stored.state, stored.last_error) == (
        DeliveryState.UNKNOWN,
        "history cannot be read: grant the permission",
    )
    assert len(desk.messenger.posts) == 1


async def test_a_refusal_is_final_and_names_its_fix() -> None:
    desk = Desk(None, RefusedSendError("not_in_channel: invite the bot"))
    await desk.remember()
    [outcome] = await desk.dispatcher().dispatch()
    assert (outcome.state, outcome.error) == (DeliveryState.FAILED, "not_in_channel: invite the bot")
    await desk.dispatch_for(minutes=60)
    assert desk.messenger.posts == []


async def test_a_retry_waits_as_long_as_the_platform_wishes() -> None:
    desk = Desk(None, RetrySendError("429", retry_after_seconds=120.0))
    await desk.remember()
    [outcome] = await desk.dispatcher().dispatch()
    assert outcome.state is DeliveryState.PENDING
    [stored] = await desk.store.deliveries(1)
    assert stored.next_attempt_at == NOW + timedelta(seconds=120)
    desk.clock.advance(seconds=119)
    assert await desk.dispatcher().dispatch() == []
    desk.clock.advance(seconds=1)
    assert [outcome.state for outcome in await desk.dispatcher().dispatch()] == [DeliveryState.SENT]


def test_waits_double_up_to_a_bound_and_respect_a_longer_wish() -> None:
    waits = [retry_seconds(attempts) for attempts in range(1, 40)]
    assert waits[:3] == [FIRST_RETRY_SECONDS, 2 * FIRST_RETRY_SECONDS, 4 * FIRST_RETRY_SECONDS]
    assert waits[-1] == LONGEST_RETRY_SECONDS
    assert retry_seconds(1, 3600.0) == 3600.0


async def test_a_platform_that_stays_down_is_given_up_with_its_last_error() -> None:
    desk = Desk(None, *(RetrySendError("503") for _ in range(2 * MOST_ATTEMPTS)))
    await desk.remember()
    for _ in range(MOST_ATTEMPTS + 5):
        await desk.dispatcher().dispatch()
        desk.clock.advance(seconds=LONGEST_RETRY_SECONDS)
    [stored] = await desk.store.deliveries(1)
    assert (stored.state, stored.last_error) == (DeliveryState.FAILED, f"given up after {MOST_ATTEMPTS} attempts: 503")


async def test_a_channel_that_hangs_and_one_that_is_refused_do_not_stop_a_third() -> None:
    desk = Desk(None, Fault.HANG_BEFORE, RefusedSendError("gone"))
    for number in range(3):
        await desk.remember(delivery(f"b{number}", place=place(f"C{number}")), name=f"b{number}")
    outcomes = await desk.dispatcher(send_seconds=0.001).dispatch()
    assert [outcome.state for outcome in outcomes] == [
        DeliveryState.PENDING,
        DeliveryState.FAILED,
        DeliveryState.SENT,
    ]


async def test_a_platform_sends_its_own_while_the_other_hangs() -> None:
    desk = Desk(None, Fault.HANG_BEFORE)
    await desk.remember()
    await desk.remember(delivery("b2", place=place("C1", DISCORD)), name="b2")
    hanging = asyncio.create_task(desk.dispatcher(SLACK).dispatch())
    await desk.messenger.sending.wait()
    assert [outcome.state for outcome in await desk.dispatcher(DISCORD).dispatch()] == [DeliveryState.SENT]
    assert not hanging.done()
    hanging.cancel()


async def test_an_outcome_that_comes_after_another_worker_took_over_is_told_and_not_stored() -> None:
    desk = Desk()
    await desk.remember()
    [lent] = await desk.store.lease_due(NOW, 1.0, 1)
    desk.clock.advance(seconds=2)
    [outcome] = await desk.dispatcher().dispatch()
    assert outcome.state is DeliveryState.SENT
    late = await desk.dispatcher()._attempt(lent)
    assert late.error is not None
    assert "has moved on" in late.error
    assert len(desk.messenger.posts) == 2  # a worker that outlives its lease: why SEND_SECONDS is shorter


async def test_a_part_that_the_briefing_lacks_is_refused() -> None:
    desk = Desk()
    await desk.remember(delivery(), delivery(part=5))
    await desk.dispatch_for(minutes=2)
    [stored] = await desk.store.deliveries(1)
    assert (stored.state, stored.last_error) == (DeliveryState.FAILED, "briefing b1 has no part 5")


async def test_a_fault_of_the_program_is_raised_after_the_others_were_sent() -> None:
    desk = Desk(None, UnknownSendError("x"))

    class Broken(FakeMessenger):
        async def send(self, **options: Any) -> Receipt:
            if options["key"] == delivery("b0").key:
                raise ZeroDivisionError
            return await super().send(**options)

    desk.messenger = Broken()
    for number in range(2):
        await desk.remember(delivery(f"b{number}", place=place(f"C{number}")), name=f"b{number}")
    with pytest.raises(ZeroDivisionError):
        await desk.dispatcher().dispatch()
    assert [post.key for post in desk.messenger.posts] == [delivery("b1").key]
    assert await desk.state() is DeliveryState.SENT


def test_an_attempt_may_not_outlive_its_lease() -> None:
    with pytest.raises(ValueError, match="outlive its lease"):
        Desk().dispatcher(send_seconds=60.0, lease_seconds=60.0)


async def test_a_sent_scheduled_overview_moves_the_content_window() -> None:
    stores = memory_stores()
    await stores.audiences.save(audience())
    desk = Desk(stores.deliveries)
    await desk.store.remember(briefing(), [delivery()], None)
    await desk.dispatcher().dispatch()
    assert await stores.audiences.get("aud_news") == audience(delivered_until_at=NOW)


ORIGINAL = (delivery(), delivery(part=1))


async def correct(desk: Desk, name: str, *, edits: tuple[int, ...] = (0,)) -> None:
    """Remember a correction of "b1" that replaces some of its messages."""
    says = tuple(Document(title=f"{name} of part {part}", blocks=()) for part in edits)
    made = briefing(
        name, slot_at=None, overview=Document(title=name, blocks=()), details=says, corrects="b1", edits=edits
    )
    parts = [delivery(name, part=part) for part in range(len(made.documents))]
    await desk.store.remember(made, parts, None)


async def test_a_correction_goes_into_the_thread_and_then_the_messages_say_so() -> None:
    desk = Desk()
    await desk.remember(*ORIGINAL)
    await desk.dispatch_for(minutes=2)
    await correct(desk, "c1", edits=(0, 1))
    await desk.dispatch_for(minutes=3)
    assert [post.document.title for post in desk.messenger.posts] == ["c1 of part 0", "c1 of part 1", "c1"]
    assert [post.key for post in desk.messenger.posts] == [delivery().key, delivery(part=1).key, delivery("c1").key]
    assert [post.parent for post in desk.messenger.posts] == [None, Receipt(message_id="1"), Receipt(message_id="1")]
    assert {one.state for one in await desk.store.deliveries(9)} == {DeliveryState.SENT}


async def test_an_edit_that_comes_late_does_not_take_back_a_later_notice() -> None:
    desk = Desk()
    await desk.remember(delivery())
    await desk.dispatch_for(minutes=1)
    await correct(desk, "c1")
    await desk.dispatch_for(minutes=1)
    desk.messenger.faults.append(RetrySendError("slow", retry_after_seconds=600))
    await desk.dispatch_for(minutes=1)
    await correct(desk, "c2")
    await desk.dispatch_for(minutes=20)
    assert [one.document.title for one in desk.messenger.edits] == ["c2 of part 0", "c2 of part 0"]


async def test_a_crash_after_posting_a_correction_posts_it_once() -> None:
    desk = Desk()
    await desk.remember(delivery())
    await desk.dispatch_for(minutes=1)
    await correct(desk, "c1")
    desk.messenger.sending.clear()
    desk.messenger.faults.append(Fault.HANG)
    worker = asyncio.create_task(desk.dispatcher().dispatch())
    await desk.messenger.sending.wait()
    worker.cancel()
    await asyncio.wait([worker])
    await desk.dispatch_for(minutes=10)
    assert [post.key for post in desk.messenger.posts] == [delivery().key, delivery("c1").key]
    assert len(desk.messenger.edits) == 1


async def test_a_correction_of_what_was_not_sent_is_refused() -> None:
    desk = Desk()
    await desk.remember(delivery(state=DeliveryState.FAILED))
    await correct(desk, "c1")
    [outcome] = await desk.dispatcher().dispatch()
    assert (outcome.state, desk.messenger.posts) == (DeliveryState.FAILED, [])
