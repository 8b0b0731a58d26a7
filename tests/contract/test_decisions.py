"""The contract of DisputeStore for what editors decide (EDITORIAL rule 15)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.audience import Platform
from bot.domain.decision import Decision, DecisionKind, Editor
from bot.domain.stores import RetireDispute, SaveDispute
from bot.errors import StoreError
from tests.contract.samples import NOW, dispute, minutes

if TYPE_CHECKING:
    from bot.store import Stores

MARA = Editor(platform=Platform.SLACK, workspace_id="T1", user_id="U1", name="Mara Lind")


def decision(name: str = "dec_1", **changes: Any) -> Decision:
    values: dict[str, Any] = {
        "id": name,
        "kind": DecisionKind.DISMISS,
        "dispute_id": "d1",
        "by": MARA,
        "why": "Two ferries, not one.",
        "at": minutes(3),
        "mentions": (dispute().pairs[0].claim, dispute().pairs[0].response),
    }
    return Decision(**values | changes)


async def store_two(stores: Stores) -> None:
    await stores.disputes.apply([SaveDispute(dispute=dispute("d1")), SaveDispute(dispute=dispute("d2"))])


async def test_a_decision_comes_back_as_given(stores: Stores) -> None:
    await store_two(stores)
    await stores.disputes.decide(decision(), [])
    assert await stores.disputes.decisions() == [decision()]
    assert await stores.disputes.decisions(["d1"]) == [decision()]
    assert await stores.disputes.decisions(["d2"]) == await stores.disputes.decisions([]) == []


async def test_decisions_come_in_the_order_of_storing_and_by_either_dispute(stores: Stores) -> None:
    await store_two(stores)
    merge = decision("dec_2", kind=DecisionKind.MERGE, other_id="d2", at=minutes(1))
    undo = decision("dec_3", kind=DecisionKind.UNDO, other_id="d2", undoes="dec_2", mentions=())
    for one in (decision(), merge, undo):
        await stores.disputes.decide(one, [])
    assert await stores.disputes.decisions(["d2"]) == [merge, undo]
    assert await stores.disputes.decisions(["d1", "d2"]) == [decision(), merge, undo]


async def test_a_decision_and_what_follows_from_it_are_one_transaction(stores: Stores) -> None:
    await store_two(stores)
    changed = replace(dispute("d2"), history=(*dispute().history, *dispute().history))
    with pytest.raises(StoreError, match="d9"):
        await stores.disputes.decide(
            decision(), [SaveDispute(dispute=changed), RetireDispute(dispute_id="d9", at=NOW, note="")]
        )
    assert await stores.disputes.decisions() == []
    assert await stores.disputes.get("d2") == dispute("d2")
    await stores.disputes.decide(decision(), [SaveDispute(dispute=changed)])
    assert await stores.disputes.get("d2") == changed
    assert await stores.disputes.decisions() == [decision()]


@pytest.mark.parametrize(
    "wrong",
    [
        decision("dec_2", dispute_id="d9"),
        decision("dec_2", other_id="d9"),
        decision("dec_1", why="again"),
        decision("dec_2", kind=DecisionKind.UNDO, undoes="dec_9"),
        decision("dec_3", kind=DecisionKind.UNDO, undoes="dec_1"),
    ],
    ids=["unknown dispute", "unknown other", "id taken", "unknown undone", "undone twice"],
)
async def test_a_decision_that_does_not_fit_is_refused_and_nothing_is_stored(stores: Stores, wrong: Decision) -> None:
    await store_two(stores)
    await stores.disputes.decide(decision(), [])
    undo = decision("dec_2u", kind=DecisionKind.UNDO, undoes="dec_1")
    if wrong.id == "dec_3":
        await stores.disputes.decide(undo, [])
    before = await stores.disputes.decisions()
    with pytest.raises(StoreError):
        await stores.disputes.decide(wrong, [RetireDispute(dispute_id="d1", at=NOW, note="")])
    assert await stores.disputes.decisions() == before
    assert await stores.disputes.get("d1") == dispute("d1")


def test_a_decision_without_a_reason_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="needs a reason"):
        decision(why=" ")


@pytest.mark.parametrize("changes", [{"kind": DecisionKind.UNDO}, {"undoes": "dec_0"}])
def test_an_undo_and_nothing_else_names_what_it_undoes(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="names what it undoes"):
        decision(**changes)
