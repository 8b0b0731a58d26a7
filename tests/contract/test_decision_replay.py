"""Editors decide while a story of five days comes in, in every store: replayed in any number of repeats, it stands."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.analysis.convert import revisions_of
from bot.analysis.decide import Decider
from bot.claims.history import reconcile as module
from bot.claims.history.rulings import news_since, rulings, statements_of
from bot.domain.audience import Platform
from bot.domain.claim import Status
from bot.domain.decision import DecisionKind, Editor, Order
from bot.errors import CommandError
from bot.ingest.normalise import clean_title
from bot.store.memory import memory_stores
from tests.golden.replay import an_analyst, arrivals, disputes_of, edited, replay

if TYPE_CHECKING:
    from bot.domain.claim import Dispute, Mention
    from bot.domain.decision import Decision
    from bot.store import Stores

MARA = Editor(platform=Platform.SLACK, workspace_id="T1", user_id="U1", name="Mara Lind")
CONFIRM, DISMISS, MERGE, SPLIT, UNDO = DecisionKind


def decider(stores: Stores) -> Decider:
    numbers = itertools.count(1)
    return Decider(
        articles=stores.articles,
        disputes=stores.disputes,
        clean=clean_title,
        mint=lambda prefix: f"{prefix}_by_hand_{next(numbers)}",
    )


async def decide(stores: Stores, desk: Decider, kind: DecisionKind, dispute_id: str, **more: object) -> Decision:
    """Decide an hour after the newest change of any dispute."""
    newest = max(line.at for one in await disputes_of(stores) for line in one.history)
    order = Order(kind=kind, dispute_id=dispute_id, why="They are not about one thing.", **more)
    return await desk.decide(order, by=MARA, now=newest + timedelta(hours=1))


async def by_id(stores: Stores) -> dict[str, Dispute]:
    return {one.id: one for one in await disputes_of(stores)}


async def undecided() -> dict[str, Dispute]:
    """Return the disputes of the whole story when nobody decides anything."""
    stores = memory_stores()
    await replay(stores, an_analyst(stores), arrivals())
    return await by_id(stores)


async def news(stores: Stores, dispute_id: str) -> list[Mention]:
    """Return what was said since a dispute was judged."""
    dispute = (await by_id(stores))[dispute_id]
    judged = rulings(await stores.disputes.decisions([dispute_id])).judged[dispute_id]
    known = await stores.articles.revisions(revisions_of([dispute], [judged]))
    return news_since(judged, dispute, lambda span: span.slice(known[span.revision_id]))


def split_up(arriving: list, *, day: int) -> tuple[list, list]:
    """Return the arrivals until the end of a day, and those after it."""
    end = arriving[0].at.replace(hour=0, minute=0) + timedelta(days=day)
    return [one for one in arriving if one.at < end], [one for one in arriving if one.at >= end]


@pytest.mark.parametrize("kind", [CONFIRM, DISMISS])
async def test_a_judgement_outlives_edits_new_articles_and_repeats(stores: Stores, kind: DecisionKind) -> None:
    """Neither lost nor doubled: one decision, one line in the history, whatever comes in again and again."""
    arriving = arrivals()
    early, late = split_up(arriving, day=2)
    analyst = an_analyst(stores)
    await replay(stores, analyst, early)
    made = await decide(stores, decider(stores), kind, "dsp_1")
    await replay(stores, analyst, late)
    again = [edited(one, ".\n\n", ".\n\nIt rained.\n\n", arriving[-1].at + timedelta(days=1)) for one in arriving]
    await replay(stores, analyst, again)
    for _ in range(3):
        await replay(stores, an_analyst(stores), again)
    assert await stores.disputes.decisions() == [made]
    dispute = (await by_id(stores))["dsp_1"]
    assert [line.note for line in dispute.history if "by an editor" in line.note] == [
        f"flag {kind}ed by an editor (Mara Lind): They are not about one thing."
    ]
    assert rulings(await stores.disputes.decisions()).kind("dsp_1") is kind
    assert dispute.status is Status.CONFIRMED  # where the claim stands is told by what was said, not by editors
    assert set(await by_id(stores)) == set(await undecided())


async def test_what_was_said_since_a_dismissal_is_known_and_an_edit_of_known_words_is_none(stores: Stores) -> None:
    early, late = split_up(arrivals(), day=2)
    analyst = an_analyst(stores)
    await replay(stores, analyst, early)
    await decide(stores, decider(stores), DISMISS, "dsp_1")
    assert await news(stores, "dsp_1") == []
    at = early[-1].at + timedelta(hours=1)
    await replay(stores, analyst, [edited(one, ".\n\n", ".\n\nIt rained.\n\n", at) for one in early])
    assert await news(stores, "dsp_1") == []
    await replay(stores, analyst, late)
    speakers = {mention.speaker for mention in await news(stores, "dsp_1")}
    assert "Brennmark River Inspectorate" in speakers
    await decide(stores, decider(stores), DISMISS, "dsp_1")  # having seen it
    assert await news(stores, "dsp_1") == []


async def test_merged_disputes_stay_one_and_the_old_id_redirects(stores: Stores) -> None:
    early, late = split_up(arrivals(), day=2)
    analyst = an_analyst(stores)
    await replay(stores, analyst, early)
    await decide(stores, decider(stores), MERGE, "dsp_2", other_id="dsp_1")
    await replay(stores, analyst, late)
    for _ in range(2):
        await replay(stores, an_analyst(stores), arrivals())
    found = await stores.disputes.get("dsp_2")
    assert found is not None
    assert found.id == "dsp_1"
    assert {"Jorun Aske", "Halvick Dairies"} <= {pair.response.speaker for pair in found.pairs}
    after = await by_id(stores)
    assert (after["dsp_1"].live, after["dsp_2"].live) == (True, False)
    assert set(after) == set(await undecided())
    assert sum("by an editor" in line.note for line in found.history) == 1


async def test_a_merge_undone_gives_both_back_and_the_next_article_finds_them_apart(stores: Stores) -> None:
    early, late = split_up(arrivals(), day=2)
    analyst, desk = an_analyst(stores), decider(stores)
    await replay(stores, analyst, early)
    before = {name: Counter(one.pairs) for name, one in (await by_id(stores)).items()}
    await decide(stores, desk, MERGE, "dsp_2", other_id="dsp_1")
    await decide(stores, desk, UNDO, "dsp_2")
    assert {name: Counter(one.pairs) for name, one in (await by_id(stores)).items()} == before
    await replay(stores, analyst, late)
    statuses = {name: one.status for name, one in (await by_id(stores)).items()}
    assert statuses == {name: one.status for name, one in (await undecided()).items()}


@pytest.mark.parametrize("side", ["claim", "response"])
async def test_a_split_keeps_its_two_identities_over_days(stores: Stores, side: str) -> None:
    """Whichever side a statement is on, what is split off stays apart; undone, it is one again under the first id."""
    early, late = split_up(arrivals(), day=3)
    analyst, desk = an_analyst(stores), decider(stores)
    await replay(stores, analyst, early)
    dispute = (await by_id(stores))["dsp_1"]
    core = [getattr(pair, side) for pair in dispute.pairs if pair.rule.startswith("deny")]
    statements = statements_of(dispute)
    for out in dict.fromkeys(core):
        try:
            made = await decide(stores, desk, SPLIT, "dsp_1", statements=(statements.index(out) + 1,))
            break
        except CommandError:
            continue
    assert made.mentions == (out,)
    part = made.other_id
    await replay(stores, analyst, late)
    at = late[-1].at + timedelta(days=1)
    again = [edited(one, ".\n\n", ".\n\nIt rained.\n\n", at) for one in arrivals()]
    await replay(stores, analyst, again)
    after = await by_id(stores)
    assert (after["dsp_1"].live, after[part].live) == (True, True)
    ends = [(getattr(pair, side).article_id) for pair in after[part].pairs]
    assert out.article_id in ends
    assert out.article_id not in [getattr(pair, side).article_id for pair in after["dsp_1"].pairs]
    await decide(stores, desk, UNDO, part)
    await replay(stores, analyst, [edited(one, ".\n\n", ".\n\nIt snowed.\n\n", at) for one in again])
    whole = await stores.disputes.get(part)
    assert whole is not None
    assert whole.id == "dsp_1"


async def test_twin_that_forgets_decisions_finds_the_merged_dispute_apart_again(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = module.rulings
    monkeypatch.setattr(module, "rulings", lambda _: honest(()))
    early, late = split_up(arrivals(), day=2)
    analyst = an_analyst(stores)
    await replay(stores, analyst, early)
    await decide(stores, decider(stores), MERGE, "dsp_2", other_id="dsp_1")
    await replay(stores, analyst, late)
    assert len(await disputes_of(stores)) > 2
