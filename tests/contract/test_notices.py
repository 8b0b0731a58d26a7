"""The contract of DeliveryStore for disputes that posted briefings show (EDITORIAL rule 15)."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.decision import DecisionKind
from bot.domain.delivery import Receipt, ShownDispute
from bot.domain.stores import SaveDispute
from bot.errors import StoreError
from tests.contract.samples import NOW, article, audience, briefing, delivery, dispute, minutes, revision, slot
from tests.contract.test_decisions import decision

if TYPE_CHECKING:
    from bot.domain.briefing import Briefing
    from bot.store import Stores

SHOWN = ShownDispute(briefing_id="b1", dispute_id="d1")


async def post(stores: Stores, *, sent: int = 2) -> None:
    """Post a briefing of two parts that show dispute d1; of them so many are sent."""
    await stores.audiences.save(audience())
    await stores.articles.add(article(), revision())
    await stores.disputes.apply([SaveDispute(dispute=dispute("d1")), SaveDispute(dispute=dispute("d2"))])
    await stores.deliveries.remember(briefing(), [delivery(), delivery(part=1)], slot())
    for _ in range(sent):
        for leased in await stores.deliveries.lease_due(NOW, 60, 9):
            await stores.deliveries.settle_sent(leased, Receipt(message_id=leased.key), NOW)


def notice(name: str = "n1") -> Briefing:
    return briefing(name, slot_at=None, corrects="b1", edits=(1,))


async def test_a_decision_makes_the_posted_dispute_due_until_it_was_looked_at(stores: Stores) -> None:
    await post(stores)
    due = stores.deliveries.due_notices
    assert await due(minutes(-1), 9) == []
    await stores.disputes.decide(decision(at=minutes(1)), [])
    assert await due(minutes(-1), 9) == [SHOWN]
    assert await due(minutes(-1), 0) == await due(NOW, 9) == []
    assert await stores.deliveries.move_notice(SHOWN, "dec_1", None, [])
    assert await due(minutes(-1), 9) == []
    await stores.disputes.decide(decision("dec_2", kind=DecisionKind.UNDO, undoes="dec_1", at=minutes(2)), [])
    assert await due(minutes(-1), 9) == [replace(SHOWN, decision_id="dec_1")]


async def test_what_was_decided_before_the_briefing_was_made_is_no_news(stores: Stores) -> None:
    await post(stores)
    await stores.disputes.decide(decision(at=minutes(-2)), [])
    assert await stores.deliveries.due_notices(minutes(-1), 9) == []


@pytest.mark.parametrize("sent", [0, 1])
async def test_what_is_on_its_way_is_noticed_once_it_stands(stores: Stores, sent: int) -> None:
    await post(stores, sent=sent)
    await stores.disputes.decide(decision(at=minutes(1)), [])
    assert await stores.deliveries.due_notices(minutes(-1), 9) == []


async def test_an_answer_without_deliveries_needs_no_notice(stores: Stores) -> None:
    await stores.disputes.apply([SaveDispute(dispute=dispute("d1"))])
    await stores.deliveries.remember(briefing(), [], None)
    await stores.disputes.decide(decision(at=minutes(1)), [])
    assert await stores.deliveries.due_notices(minutes(-1), 9) == []


async def test_a_decision_about_the_dispute_that_a_shown_one_was_merged_into_counts(stores: Stores) -> None:
    await post(stores)
    await stores.disputes.apply([SaveDispute(dispute=dispute("d1", live=False, merged_into="d2"))])
    await stores.disputes.decide(decision(dispute_id="d2", at=minutes(1)), [])
    assert await stores.deliveries.due_notices(minutes(-1), 9) == [SHOWN]


async def test_of_two_workers_one_stores_the_notice(stores: Stores) -> None:
    await post(stores)
    await stores.disputes.decide(decision(at=minutes(1)), [])
    moves = (stores.deliveries.move_notice(SHOWN, "dec_1", notice(name), [delivery(name)]) for name in ("n1", "n2"))
    assert sorted(await asyncio.gather(*moves)) == [False, True]
    assert len(await stores.deliveries.corrections("b1")) == 1


async def test_a_notice_that_cannot_be_stored_leaves_the_dispute_due(stores: Stores) -> None:
    await post(stores)
    await stores.disputes.decide(decision(at=minutes(1)), [])
    with pytest.raises(StoreError):
        await stores.deliveries.move_notice(SHOWN, "dec_1", notice(), [delivery("n1", key=delivery().key)])
    assert await stores.deliveries.due_notices(minutes(-1), 9) == [SHOWN]
    assert await stores.deliveries.corrections("b1") == []
