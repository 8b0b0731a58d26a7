"""The contract of DeliveryStore."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.audience import Platform
from bot.domain.delivery import DeliveryState, Receipt, Watch
from bot.errors import StaleLeaseError, StoreError
from bot.store.memory import memory_stores
from bot.store.memory.articles import MemoryArticleStore
from bot.store.memory.deliveries import MemoryDeliveryStore
from bot.store.memory.disputes import MemoryDisputeStore
from bot.store.memory.stories import MemoryStoryStore
from tests.contract.samples import NOW, article, audience, briefing, delivery, minutes, place, revision, slot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.briefing import Briefing
    from bot.domain.delivery import Delivery
    from bot.domain.stores import DeliveryStore
    from bot.store import Stores

LEASE_SECONDS = 60.0
RECEIPT = Receipt(message_id="1772438400.000100")


@pytest.fixture
async def outbox(stores: Stores) -> DeliveryStore:
    """Return the store, with the audience that the samples belong to."""
    await stores.audiences.save(audience())
    return stores.deliveries


async def remember(outbox: DeliveryStore, *deliveries: Delivery, name: str = "b1") -> None:
    """Store a briefing that fills no slot, and its deliveries."""
    assert await outbox.remember(briefing(name, slot_at=None), deliveries or [delivery(name)], None)


async def lease(outbox: DeliveryStore, now: datetime = NOW) -> list[Delivery]:
    return await outbox.lease_due(now, LEASE_SECONDS, 10)


class TestRemember:
    async def test_a_briefing_comes_back_as_given(self, outbox: DeliveryStore) -> None:
        assert await outbox.remember(briefing(), [delivery(), delivery(part=1)], slot())
        assert await outbox.briefing("b1") == briefing()
        assert await outbox.briefings() == [briefing()]
        assert await outbox.deliveries(9) == [delivery(part=1), delivery()]
        assert await outbox.taken_slots("aud_news", NOW) == {NOW}
        assert await outbox.briefing("b9") is None

    async def test_a_taken_slot_stores_nothing(self, outbox: DeliveryStore) -> None:
        assert await outbox.remember(briefing(), [delivery()], slot())
        assert not await outbox.remember(briefing("b2"), [delivery("b2")], slot())
        assert [found.id for found in await outbox.briefings()] == ["b1"]
        assert [found.id for found in await outbox.deliveries(9)] == [delivery().id]

    async def test_of_four_schedulers_one_fills_the_slot(self, outbox: DeliveryStore) -> None:
        names = [f"b{number}" for number in range(4)]
        filled = await asyncio.gather(*(outbox.remember(briefing(n), [delivery(n)], slot()) for n in names))
        assert sorted(filled) == [False, False, False, True]
        assert [found.id for found in await outbox.briefings()] == [names[filled.index(True)]]
        assert len(await outbox.deliveries(9)) == 1

    async def test_a_key_is_used_once_and_the_refused_briefing_leaves_the_slot_free(
        self, outbox: DeliveryStore
    ) -> None:
        await remember(outbox)
        with pytest.raises(StoreError):
            await outbox.remember(briefing("b2"), [delivery("b2", key=delivery().key)], slot())
        assert await outbox.briefing("b2") is None
        assert await outbox.taken_slots("aud_news", NOW) == set()

    async def test_a_slot_needs_its_audience(self, outbox: DeliveryStore) -> None:
        with pytest.raises(StoreError, match="aud_gone"):
            await outbox.remember(briefing(), [], slot(audience_id="aud_gone"))

    async def test_a_skipped_slot_is_taken(self, outbox: DeliveryStore) -> None:
        assert await outbox.skip(slot(), "down at the time")
        assert not await outbox.skip(slot(), "again")
        assert not await outbox.remember(briefing(), [delivery()], slot())
        assert await outbox.remember(briefing(), [delivery()], slot(minutes(5)))
        assert await outbox.taken_slots("aud_news", NOW) == {NOW, minutes(5)}
        assert await outbox.taken_slots("aud_news", minutes(1)) == {minutes(5)}
        assert await outbox.taken_slots("aud_other", NOW) == set()

    async def test_the_newest_briefing_of_an_audience(self, outbox: DeliveryStore) -> None:
        for number in (2, 1):
            await outbox.remember(briefing(f"b{number}", created_at=minutes(number)), [], None)
        await outbox.remember(briefing("b9", audience_id="aud_other", created_at=minutes(9)), [], None)
        assert await outbox.latest_briefing("aud_news") == briefing("b2", created_at=minutes(2))
        assert await outbox.latest_briefing("aud_gone") is None
        assert [found.id for found in await outbox.briefings()] == ["b1", "b2", "b9"]

    async def test_history_outlives_the_audience(self, outbox: DeliveryStore, stores: Stores) -> None:
        await outbox.remember(briefing(), [delivery()], slot())
        await stores.audiences.remove("aud_news")
        assert await outbox.briefing("b1") == briefing()
        [leased] = await lease(outbox)
        await outbox.settle_sent(leased, RECEIPT, NOW)


async def check_that_a_lease_is_stored_before_it_is_returned(outbox: DeliveryStore) -> None:
    """Remember, then send: whoever asks next must see the attempt even if the first asker died."""
    await remember(outbox)
    [leased] = await lease(outbox)
    assert leased == replace(delivery(), attempts=1, fence=1, leased_until_at=minutes(1))
    assert await outbox.deliveries(1) == [leased]
    assert await lease(outbox) == []
    [again] = await lease(outbox, minutes(2))
    assert (again.attempts, again.fence) == (2, 2)


class TestLease:
    async def test_a_lease_is_stored_before_it_is_returned(self, outbox: DeliveryStore) -> None:
        await check_that_a_lease_is_stored_before_it_is_returned(outbox)

    async def test_only_what_is_due_is_leased(self, outbox: DeliveryStore) -> None:
        await remember(outbox, delivery(next_attempt_at=minutes(1)))
        await remember(outbox, delivery("b2", state=DeliveryState.FAILED), name="b2")
        assert await lease(outbox) == []
        assert len(await lease(outbox, minutes(1))) == 1

    async def test_places_are_leased_side_by_side_oldest_first_one_each(self, outbox: DeliveryStore) -> None:
        places = [place("C1"), place("C2"), place("C1", Platform.DISCORD), place("C1")]
        for number, where in enumerate(places):
            await remember(outbox, delivery(f"b{number}", place=where), name=f"b{number}")
        leased = await lease(outbox)
        assert [found.briefing_id for found in leased] == ["b0", "b1", "b2"]
        assert await lease(outbox) == []  # b3 waits for its place
        await outbox.settle_sent(leased[0], RECEIPT, NOW)
        assert [found.briefing_id for found in await lease(outbox)] == ["b3"]

    async def test_no_more_than_the_limit_is_leased(self, outbox: DeliveryStore) -> None:
        for number in range(3):
            await remember(outbox, delivery(f"b{number}", place=place(f"C{number}")), name=f"b{number}")
        assert [found.briefing_id for found in await outbox.lease_due(NOW, LEASE_SECONDS, 2)] == ["b0", "b1"]

    async def test_a_worker_of_one_platform_leases_its_own_only(self, outbox: DeliveryStore) -> None:
        await remember(outbox)
        await remember(outbox, delivery("b2", place=place("C1", Platform.DISCORD)), name="b2")
        leased = await outbox.lease_due(NOW, LEASE_SECONDS, 10, platform=Platform.DISCORD)
        assert [found.briefing_id for found in leased] == ["b2"]

    async def test_details_wait_for_the_overview(self, outbox: DeliveryStore) -> None:
        await remember(outbox, delivery(part=1), delivery(), delivery(part=2))
        [overview] = await lease(outbox)
        assert overview.part == 0
        assert await outbox.parent_receipt(replace(delivery(part=1))) is None
        await outbox.settle_sent(overview, RECEIPT, NOW)
        [detail] = await lease(outbox)
        assert detail.part == 1
        assert await outbox.parent_receipt(detail) == RECEIPT

    @pytest.mark.parametrize("settle", ["settle_failed", "settle_unknown"])
    async def test_details_of_an_overview_that_was_not_sent_are_not_leased(
        self, outbox: DeliveryStore, settle: str
    ) -> None:
        await remember(outbox, delivery(), delivery(part=1))
        [overview] = await lease(outbox)
        await getattr(outbox, settle)(overview, "no")
        assert await lease(outbox, minutes(99)) == []

    async def test_four_workers_never_lease_the_same_or_two_of_one_place(self, outbox: DeliveryStore) -> None:
        for number in range(6):
            where = place(f"C{number % 3}")
            await remember(outbox, delivery(f"b{number}", place=where), name=f"b{number}")
        leased = [found for batch in await asyncio.gather(*(lease(outbox) for _ in range(4))) for found in batch]
        assert sorted(found.briefing_id for found in leased) == ["b0", "b1", "b2"]


class TestEndLeases:
    async def test_a_dead_workers_delivery_is_due_again_and_known_as_begun(self, outbox: DeliveryStore) -> None:
        await remember(outbox)
        [dead] = await lease(outbox)
        assert await outbox.end_leases(minutes(0.1)) == 1
        assert await lease(outbox) == []
        [taken] = await lease(outbox, minutes(0.1))
        assert (taken.id, taken.attempts, taken.fence) == (dead.id, 2, dead.fence + 1)

    async def test_a_worker_that_was_not_dead_is_refused(self, outbox: DeliveryStore) -> None:
        await remember(outbox)
        [alive] = await lease(outbox)
        await outbox.end_leases(minutes(0.1))
        with pytest.raises(StaleLeaseError):
            await outbox.settle_sent(alive, RECEIPT, minutes(0.05))
        await lease(outbox, minutes(0.1))
        with pytest.raises(StaleLeaseError):
            await outbox.settle_sent(alive, RECEIPT, minutes(0.2))

    async def test_what_nobody_holds_is_left_alone(self, outbox: DeliveryStore) -> None:
        await remember(outbox, delivery(), delivery(part=1))
        [leased] = await lease(outbox)
        await outbox.settle_sent(leased, RECEIPT, minutes(0.1))
        before = await outbox.deliveries(9)
        assert await outbox.end_leases(minutes(5)) == 0
        assert await outbox.deliveries(9) == before


class TestSettle:
    async def test_sent_keeps_the_receipt(self, outbox: DeliveryStore) -> None:
        await remember(outbox)
        [leased] = await lease(outbox)
        await outbox.settle_sent(leased, RECEIPT, minutes(0.5))
        expected = replace(
            leased,
            state=DeliveryState.SENT,
            leased_until_at=None,
            receipt=RECEIPT.message_id,
            sent_at=minutes(0.5),
        )
        assert await outbox.deliveries(1) == [expected]
        assert await lease(outbox, minutes(99)) == []

    async def test_a_retry_waits_and_is_leased_again(self, outbox: DeliveryStore) -> None:
        await remember(outbox)
        [leased] = await lease(outbox)
        await outbox.settle_retry(leased, "429", minutes(3))
        [stored] = await outbox.deliveries(1)
        assert (stored.state, stored.last_error, stored.attempts) == (DeliveryState.PENDING, "429", 1)
        assert await lease(outbox, minutes(2)) == []
        assert [found.attempts for found in await lease(outbox, minutes(3))] == [2]

    @pytest.mark.parametrize(
        ("settle", "state"), [("settle_failed", DeliveryState.FAILED), ("settle_unknown", DeliveryState.UNKNOWN)]
    )
    async def test_giving_up_is_final_and_says_why(
        self, outbox: DeliveryStore, settle: str, state: DeliveryState
    ) -> None:
        await remember(outbox)
        [leased] = await lease(outbox)
        await getattr(outbox, settle)(leased, "not in channel: invite the bot")
        [stored] = await outbox.deliveries(1)
        assert (stored.state, stored.last_error) == (state, "not in channel: invite the bot")
        assert await lease(outbox, minutes(99)) == []

    async def test_a_stale_fence_is_refused_by_every_outcome(self, outbox: DeliveryStore) -> None:
        await remember(outbox)
        [stale] = await lease(outbox)
        [current] = await lease(outbox, minutes(2))
        for outcome in (
            lambda: outbox.settle_sent(stale, Receipt(message_id="2"), minutes(2)),
            lambda: outbox.settle_retry(stale, "late", minutes(2)),
            lambda: outbox.settle_failed(stale, "late"),
            lambda: outbox.settle_unknown(stale, "late"),
        ):
            with pytest.raises(StaleLeaseError):
                await outcome()
        assert await outbox.deliveries(1) == [current]

    async def test_a_late_outcome_counts_while_nobody_took_over(self, outbox: DeliveryStore) -> None:
        await remember(outbox)
        [leased] = await lease(outbox)
        await outbox.settle_sent(leased, RECEIPT, minutes(5))
        assert [found.state for found in await outbox.deliveries(1)] == [DeliveryState.SENT]

    async def test_nothing_is_settled_twice_or_without_a_lease(self, outbox: DeliveryStore) -> None:
        await remember(outbox)
        with pytest.raises(StaleLeaseError):
            await outbox.settle_sent(delivery(), RECEIPT, NOW)
        [leased] = await lease(outbox)
        await outbox.settle_retry(leased, "429", NOW)
        with pytest.raises(StaleLeaseError):
            await outbox.settle_sent(leased, RECEIPT, NOW)


class TestWindow:
    async def test_a_sent_overview_of_a_slot_moves_the_window(self, outbox: DeliveryStore, stores: Stores) -> None:
        await outbox.remember(briefing(window_end_at=minutes(1)), [delivery(), delivery(part=1)], slot())
        [leased] = await lease(outbox)
        assert (await stores.audiences.get("aud_news")) == audience()
        await outbox.settle_sent(leased, RECEIPT, minutes(2))
        assert await stores.audiences.get("aud_news") == audience(delivered_until_at=minutes(1))

    async def test_an_answer_without_slot_does_not(self, outbox: DeliveryStore, stores: Stores) -> None:
        await remember(outbox)
        [leased] = await lease(outbox)
        await outbox.settle_sent(leased, RECEIPT, minutes(2))
        assert await stores.audiences.get("aud_news") == audience()

    async def test_an_older_briefing_sent_late_does_not_move_it_back(
        self, outbox: DeliveryStore, stores: Stores
    ) -> None:
        await stores.audiences.save(audience(delivered_until_at=minutes(9)))
        await outbox.remember(briefing(), [delivery()], slot())
        [leased] = await lease(outbox)
        await outbox.settle_sent(leased, RECEIPT, minutes(10))
        assert await stores.audiences.get("aud_news") == audience(delivered_until_at=minutes(9))

    async def test_one_that_a_wrong_clock_moved_ahead_is_set_right(self, outbox: DeliveryStore, stores: Stores) -> None:
        await stores.audiences.save(audience(delivered_until_at=minutes(600_000)))
        await outbox.remember(briefing(window_end_at=minutes(1)), [delivery()], slot())
        [leased] = await lease(outbox)
        await outbox.settle_sent(leased, RECEIPT, minutes(2))
        assert await stores.audiences.get("aud_news") == audience(delivered_until_at=minutes(1))


WATCH = Watch(briefing_id="b1", article_id="a1", revision_id=revision().id)
NEWER = revision(number=2, body="Said later.")


async def posted(outbox: DeliveryStore, stores: Stores, *parts: Delivery) -> None:
    """Store an article, and a briefing that quotes it and is posted; then the article changes."""
    await stores.articles.add(article(), revision())
    await remember(outbox, *parts or (delivery(),))
    for _ in parts or [delivery()]:
        for leased in await lease(outbox):
            await outbox.settle_sent(leased, RECEIPT, NOW)
    await stores.articles.add(article(), NEWER)


def correction(name: str = "c1") -> Briefing:
    return briefing(name, slot_at=None, corrects="b1", edits=(1,))


async def check_that_a_correction_is_stored_once(outbox: DeliveryStore, stores: Stores) -> None:
    """Of two workers that see the same change, one stores its correction."""
    await posted(outbox, stores)
    names = ("c1", "c2")
    moved = await asyncio.gather(
        *(outbox.move_watch(WATCH, NEWER.id, correction(name), [delivery(name)]) for name in names)
    )
    assert sorted(moved) == [False, True]
    assert await outbox.corrections("b1") == [correction(names[moved.index(True)])]
    assert await outbox.due_watches(minutes(-1), 9) == []
    assert [found.briefing_id for found in await lease(outbox)] == [names[moved.index(True)]]


class TestCorrections:
    async def test_a_quoted_article_that_changes_is_due_once_the_briefing_stands(
        self, outbox: DeliveryStore, stores: Stores
    ) -> None:
        await stores.articles.add(article(), revision())
        await remember(outbox, delivery(), delivery(part=1))
        await stores.articles.add(article(), NEWER)
        for _ in range(2):
            assert await outbox.due_watches(minutes(-1), 9) == []
            [leased] = await lease(outbox)
            await outbox.settle_sent(leased, RECEIPT, NOW)
        assert await outbox.due_watches(minutes(-1), 9) == [WATCH]
        assert await outbox.due_watches(minutes(-1), 0) == []
        assert await outbox.due_watches(NOW, 9) == []

    async def test_what_was_never_posted_is_not_due(self, outbox: DeliveryStore, stores: Stores) -> None:
        await stores.articles.add(article(), revision())
        await remember(outbox)
        [leased] = await lease(outbox)
        await outbox.settle_failed(leased, "no")
        await stores.articles.add(article(), NEWER)
        assert await outbox.due_watches(minutes(-1), 9) == []

    async def test_an_answer_without_deliveries_is_not_watched(self, outbox: DeliveryStore, stores: Stores) -> None:
        await outbox.remember(briefing(slot_at=None), [], None)
        await stores.articles.add(article(), revision())
        await stores.articles.add(article(), NEWER)
        assert not await outbox.move_watch(WATCH, NEWER.id, None, [])

    async def test_an_unchanged_article_is_not_due(self, outbox: DeliveryStore, stores: Stores) -> None:
        await posted(outbox, stores)
        assert await outbox.move_watch(WATCH, NEWER.id, None, [])
        assert await outbox.due_watches(minutes(-1), 9) == []
        assert await outbox.corrections("b1") == []
        await stores.articles.add(article(), revision(number=3, body="Once more."))
        assert await outbox.due_watches(minutes(-1), 9) == [replace(WATCH, revision_id=NEWER.id)]

    async def test_a_correction_is_stored_once(self, outbox: DeliveryStore, stores: Stores) -> None:
        await check_that_a_correction_is_stored_once(outbox, stores)

    async def test_a_correction_that_cannot_be_stored_leaves_the_watch_due(
        self, outbox: DeliveryStore, stores: Stores
    ) -> None:
        await posted(outbox, stores)
        with pytest.raises(StoreError):
            await outbox.move_watch(WATCH, NEWER.id, correction(), [delivery("c1", key=delivery().key)])
        assert await outbox.due_watches(minutes(-1), 9) == [WATCH]
        assert await outbox.corrections("b1") == []

    async def test_a_correction_is_a_briefing_but_no_audiences_latest(
        self, outbox: DeliveryStore, stores: Stores
    ) -> None:
        await posted(outbox, stores)
        await outbox.move_watch(WATCH, NEWER.id, correction(), [delivery("c1")])
        assert await outbox.briefing("c1") == correction()
        assert [found.id for found in await outbox.briefings()] == ["b1", "c1"]
        latest = await outbox.latest_briefing("aud_news")
        assert latest is not None
        assert latest.id == "b1"

    async def test_sent_parts_come_in_their_order(self, outbox: DeliveryStore, stores: Stores) -> None:
        await posted(outbox, stores, delivery(part=1), delivery())
        assert [found.part for found in await outbox.sent("b1")] == [0, 1]
        assert await outbox.sent("b9") == []


class TestTwins:
    """Broken stores that the checks above must catch."""

    async def test_a_store_that_leases_without_storing_is_caught(self) -> None:
        class Forgetful(MemoryDeliveryStore):
            async def lease_due(
                self, now: datetime, lease_seconds: float, limit: int, *, platform: Platform | None = None
            ) -> list[Delivery]:
                before = dict(self._deliveries)
                leased = await super().lease_due(now, lease_seconds, limit, platform=platform)
                self._deliveries = before
                return leased

        with pytest.raises(AssertionError):
            await check_that_a_lease_is_stored_before_it_is_returned(await self.broken(Forgetful))

    async def test_a_store_that_ignores_the_fence_is_caught(self) -> None:
        class Unfenced(MemoryDeliveryStore):
            def _ours(self, delivery: Delivery) -> Delivery:
                return self._deliveries[delivery.id]

        with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
            await TestSettle().test_a_stale_fence_is_refused_by_every_outcome(await self.broken(Unfenced))

    async def test_a_store_that_fills_a_slot_twice_is_caught(self) -> None:
        class Doubling(MemoryDeliveryStore):
            def _take(self, slot: object) -> bool:
                return True

        with pytest.raises(AssertionError):
            await TestRemember().test_of_four_schedulers_one_fills_the_slot(await self.broken(Doubling))

    async def test_a_store_that_does_not_compare_the_watch_is_caught(self) -> None:
        class Hasty(MemoryDeliveryStore):
            async def move_watch(
                self, watch: Watch, revision_id: str, correction: Briefing | None, parts: Sequence[Delivery]
            ) -> bool:
                name = (watch.briefing_id, watch.article_id)
                return await super().move_watch(self._watches[name], revision_id, correction, parts)

        stores = memory_stores()
        with pytest.raises(AssertionError):
            await check_that_a_correction_is_stored_once(
                Hasty(stores.audiences, stores.articles, stores.disputes), stores
            )

    async def broken(self, kind: type[MemoryDeliveryStore]) -> DeliveryStore:
        audiences = memory_stores().audiences
        await audiences.save(audience())
        return kind(audiences, MemoryArticleStore(), MemoryDisputeStore(MemoryStoryStore()))
