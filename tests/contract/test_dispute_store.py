"""The contract of DisputeStore."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.claim import Pair, Status, StatusChange
from bot.domain.stores import RetireDispute, SaveDispute
from bot.errors import StoreError
from bot.store.codec import decode, encode
from tests.contract.samples import NOW, dispute, minutes, story

if TYPE_CHECKING:
    from bot.store import Stores

CHANGE = StatusChange(at=minutes(5), status=Status.CONFIRMED, evidence=None, note="confirmed by the court")


async def test_a_dispute_comes_back_as_given(stores: Stores) -> None:
    await stores.disputes.apply([SaveDispute(dispute=dispute())])
    assert await stores.disputes.get("d1") == dispute()
    assert await stores.disputes.of_story("st1") == [dispute()]
    assert await stores.disputes.of_story("st2") == []
    assert await stores.disputes.get("d2") is None


async def test_saving_replaces_and_history_grows(stores: Stores) -> None:
    grown = replace(dispute(), status=Status.CONFIRMED, history=(*dispute().history, CHANGE), updated_at=minutes(5))
    for given in (dispute(), grown, grown):
        await stores.disputes.apply([SaveDispute(dispute=given)])
    assert await stores.disputes.of_story("st1") == [grown]


@pytest.mark.parametrize("history", [(), (CHANGE,), (CHANGE, CHANGE)])
async def test_a_history_cannot_be_shortened_or_rewritten(stores: Stores, history: tuple[StatusChange, ...]) -> None:
    await stores.disputes.apply([SaveDispute(dispute=dispute())])
    with pytest.raises(StoreError, match="history only grows"):
        await stores.disputes.apply([SaveDispute(dispute=dispute("d2")), SaveDispute(dispute=dispute(history=history))])
    assert await stores.disputes.get("d1") == dispute()
    assert await stores.disputes.get("d2") is None  # one transaction


async def test_retiring_keeps_the_dispute_and_says_why(stores: Stores) -> None:
    await stores.disputes.apply([SaveDispute(dispute=dispute())])
    await stores.disputes.apply([RetireDispute(dispute_id="d1", at=minutes(7), note="the article was corrected")])
    found = await stores.disputes.get("d1")
    line = StatusChange(at=minutes(7), status=Status.DENIED, evidence=None, note="the article was corrected")
    assert found == dispute(live=False, updated_at=minutes(7), history=(*dispute().history, line))
    assert await stores.disputes.of_story("st1") == [found]
    assert await stores.disputes.recent(5) == []


async def test_an_unknown_dispute_cannot_be_retired(stores: Stores) -> None:
    with pytest.raises(StoreError, match="d9"):
        await stores.disputes.apply([RetireDispute(dispute_id="d9", at=NOW, note="")])


async def test_merged_ids_redirect(stores: Stores) -> None:
    chain = [dispute("d3"), dispute("d2", merged_into="d3"), dispute("d1", merged_into="d2")]
    await stores.disputes.apply([SaveDispute(dispute=given) for given in chain])
    assert await stores.disputes.get("d1") == dispute("d3")
    assert await stores.disputes.recent(5) == [dispute("d3")]


async def test_recent_are_live_and_the_last_updated_first(stores: Stores) -> None:
    given = [dispute(f"d{number}", updated_at=minutes(number)) for number in range(3)]
    await stores.disputes.apply([SaveDispute(dispute=each) for each in [*given, dispute("d9", live=False)]])
    assert [found.id for found in await stores.disputes.recent(2)] == ["d2", "d1"]


async def test_a_story_has_its_disputes_oldest_first_and_those_of_stories_merged_into_it(stores: Stores) -> None:
    for name in ("st1", "st2"):
        await stores.stories.open_story(story(name))
    younger, older = dispute("d1", first_seen_at=minutes(1)), dispute("d2", story_id="st2")
    await stores.disputes.apply([SaveDispute(dispute=younger), SaveDispute(dispute=older)])
    assert await stores.disputes.of_story("st1") == [younger]
    await stores.stories.merge("st2", "st1", minutes(2))
    assert await stores.disputes.of_story("st1") == [older, younger]
    assert await stores.disputes.of_story("st2") == [older, younger]


def test_pairs_stored_before_evidence_was_kept_are_read_without_it() -> None:
    stored = json.loads(encode(tuple[Pair, ...], dispute().pairs))
    assert stored[0].pop("evidence")
    assert decode(tuple[Pair, ...], json.dumps(stored)) == (replace(dispute().pairs[0], evidence=()),)
