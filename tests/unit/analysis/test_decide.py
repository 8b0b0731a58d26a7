"""Editors' orders: cleaned, checked, and refused with what to do instead."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.analysis.decide import MOST_NAME_CHARS, Decider
from bot.domain.audience import Platform
from bot.domain.decision import REASON_CHARS, Decision, DecisionKind, Editor, Order
from bot.domain.stores import DisputeIntent, RetireDispute, SaveDispute
from bot.errors import CommandError, StoreError
from bot.ingest.normalise import clean_title
from bot.store.memory import memory_stores
from bot.store.memory.disputes import MemoryDisputeStore
from bot.store.stores import Stores
from tests.contract.samples import NOW, article, dispute, revision, span, story

MARA = Editor(platform=Platform.CONSOLE, workspace_id="", user_id="mara", name="Mara\u202e Lind")
LATER = NOW + timedelta(days=1)


async def newsroom() -> Stores:
    """Return stores with two disputes of one story and a third of another; d2 has an answer more."""
    stores = memory_stores()
    await stores.articles.add(article(), revision())
    for name in ("st1", "st2"):
        await stores.stories.open_story(story(name))
    (pair,) = dispute().pairs
    other = replace(pair, response=replace(pair.response, span=span(4, 9), speaker="The council"))
    saves = [dispute("d1"), dispute("d2", pairs=(pair, other)), dispute("d3", story_id="st2")]
    await stores.disputes.apply([SaveDispute(dispute=one) for one in saves])
    return stores


def desk(stores: Stores) -> Decider:
    numbers = itertools.count(1)
    return Decider(
        articles=stores.articles,
        disputes=stores.disputes,
        clean=clean_title,
        mint=lambda prefix: f"{prefix}_{next(numbers)}",
    )


def order(kind: DecisionKind, dispute_id: str = "d1", **changes: object) -> Order:
    return Order(**{"kind": kind, "dispute_id": dispute_id, "why": "Two bridges."} | changes)


async def test_why_and_name_are_cleaned_like_all_outside_text() -> None:
    stores = await newsroom()
    wanted = order(DecisionKind.DISMISS, why=" Two\u202e\n bridges,\x00 \ud800 not one. ")
    made = await desk(stores).decide(wanted, by=MARA, now=LATER)
    assert made.why == "Two bridges, \ufffd not one."
    assert made.by == replace(MARA, name="Mara Lind")
    found = await stores.disputes.get("d1")
    assert found is not None
    assert found.history[-1].note == "flag dismissed by an editor (Mara Lind): Two bridges, \ufffd not one."


async def test_who_has_no_name_is_known_by_their_user_id() -> None:
    made = await desk(await newsroom()).decide(order(DecisionKind.CONFIRM), by=replace(MARA, name="\u200b"), now=LATER)
    assert made.by.name == "mara"


async def test_a_name_that_would_push_the_dispute_out_of_its_message_is_refused() -> None:
    stores = await newsroom()
    with pytest.raises(CommandError, match=f"{MOST_NAME_CHARS} characters at most"):
        await desk(stores).decide(order(DecisionKind.CONFIRM), by=replace(MARA, name="n" * 81), now=LATER)
    assert await stores.disputes.decisions() == []


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (order(DecisionKind.CONFIRM, why=" \u200b "), "Say why"),
        (order(DecisionKind.CONFIRM, why="x" * (REASON_CHARS + 1)), f"{REASON_CHARS} characters at most"),
        (order(DecisionKind.CONFIRM, "d9"), "no dispute d9"),
        (order(DecisionKind.MERGE), "Merge it with which dispute"),
        (order(DecisionKind.MERGE, other_id="d9"), "no dispute d9"),
        (order(DecisionKind.MERGE, other_id="d3"), "d3 is of another story"),
        (order(DecisionKind.MERGE, other_id="d1"), "one dispute already"),
        (order(DecisionKind.SPLIT), "Split off which statements"),
        (order(DecisionKind.SPLIT, statements=(0,)), "numbers from 1 to 2"),
        (order(DecisionKind.SPLIT, statements=(1,)), "left on both sides"),
        (order(DecisionKind.UNDO), "nothing to undo"),
    ],
)
async def test_what_cannot_be_carried_out_is_told_with_what_to_do_instead(wanted: Order, told: str) -> None:
    stores = await newsroom()
    with pytest.raises(CommandError, match=told):
        await desk(stores).decide(wanted, by=MARA, now=LATER)
    assert await stores.disputes.decisions() == []


async def test_a_split_makes_two_of_one_and_its_undo_one_of_two() -> None:
    stores = await newsroom()
    editor = desk(stores)
    before = await stores.disputes.get("d2")
    made = await editor.decide(order(DecisionKind.SPLIT, "d2", statements=(3,)), by=MARA, now=LATER)
    whole, part = await stores.disputes.get("d2"), await stores.disputes.get(made.other_id or "")
    assert before is not None
    assert whole is not None
    assert part is not None
    assert (*whole.pairs, *part.pairs) == before.pairs
    assert part.pairs[0].response.speaker == "The council"
    assert part.history[0].note == "split off d2 by an editor (Mara Lind): Two bridges."
    await editor.decide(order(DecisionKind.UNDO, "d2"), by=MARA, now=LATER)
    again = await stores.disputes.get(part.id)
    assert again is not None
    assert (again.id, set(again.pairs)) == ("d2", set(before.pairs))


async def test_an_undo_takes_back_the_latest_decision_and_then_the_one_before() -> None:
    stores = await newsroom()
    editor = desk(stores)
    first = await editor.decide(order(DecisionKind.CONFIRM), by=MARA, now=LATER)
    second = await editor.decide(order(DecisionKind.DISMISS), by=MARA, now=LATER)
    undone = [(await editor.decide(order(DecisionKind.UNDO), by=MARA, now=LATER)).undoes for _ in range(2)]
    assert undone == [second.id, first.id]
    with pytest.raises(CommandError, match="nothing to undo"):
        await editor.decide(order(DecisionKind.UNDO), by=MARA, now=LATER)


async def test_a_decision_on_which_a_later_one_rests_is_not_undone_before_it() -> None:
    stores = await newsroom()
    editor = desk(stores)
    split = await editor.decide(order(DecisionKind.SPLIT, "d2", statements=(3,)), by=MARA, now=LATER)
    part = split.other_id
    await editor.decide(order(DecisionKind.MERGE, part or "", other_id="d1"), by=MARA, now=LATER)
    with pytest.raises(CommandError, match=f"later decision about {part} first"):
        await editor.decide(order(DecisionKind.UNDO, "d2"), by=MARA, now=LATER)


class Overtaken(MemoryDisputeStore):
    """A store into which an analysis writes between an editor's reading and writing, once."""

    overtaken = False

    async def decide(self, decision: Decision, intents: Sequence[DisputeIntent]) -> None:
        if not self.overtaken:
            self.overtaken = True
            await self.apply([RetireDispute(dispute_id="d1", at=LATER, note="no longer found")])
        await super().decide(decision, intents)


async def test_an_analysis_in_between_costs_the_editor_nothing_and_keeps_its_line() -> None:
    stores = await newsroom()
    disputes = Overtaken(stores.stories)
    await disputes.apply([SaveDispute(dispute=one) for one in await stores.disputes.of_story("st1")])
    await desk(replace(stores, disputes=disputes)).decide(order(DecisionKind.DISMISS), by=MARA, now=LATER)
    found = await disputes.get("d1")
    assert found is not None
    assert [line.note.partition(" by")[0] for line in found.history[-2:]] == ["no longer found", "flag dismissed"]
    assert len(await disputes.decisions()) == 1


async def test_twin_that_never_tries_again_loses_the_decision() -> None:
    stores = await newsroom()
    disputes = Overtaken(stores.stories)
    await disputes.apply([SaveDispute(dispute=one) for one in await stores.disputes.of_story("st1")])
    editor = desk(replace(stores, disputes=disputes))
    with pytest.raises(StoreError, match="history only grows"):
        await editor._decided(order(DecisionKind.DISMISS), MARA, LATER)
