"""A story of five days in every store: the same ids and histories, replayed twice over and with an article edited."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.analysis import pipeline
from bot.claims.history import identity
from bot.claims.history import reconcile as module
from bot.claims.history.reconcile import NO_LONGER_FOUND, NO_LONGER_SAID
from bot.domain.claim import DisputeKind, Status
from bot.errors import StoreError
from tests.golden.replay import GOLDEN, an_analyst, arrivals, disputes_of, edited, replay, told

if TYPE_CHECKING:
    from bot.domain.claim import Dispute
    from bot.store import Stores
    from tests.golden.replay import Arrival

MEND = "the histories changed; if that is meant: python -m tests.golden.replay"
DENIAL = "Halvick Dairies denies the accusation, saying that its whey goes to a pig farm in Sollen."


def of_dairy(disputes: list[Dispute]) -> Dispute:
    """Return the dispute that the dairy denies."""
    return next(one for one in disputes if one.pairs[0].response.speaker == "Halvick Dairies")


def days(arriving: list[Arrival], until: int) -> list[Arrival]:
    """Return the articles of the first days."""
    first = arriving[0].at.date()
    return [one for one in arriving if one.at.date() < first + timedelta(days=until)]


async def test_five_days_give_the_golden_ids_and_histories(stores: Stores) -> None:
    await replay(stores, an_analyst(stores), arrivals())
    assert told(await disputes_of(stores)).splitlines() == GOLDEN.read_text("utf-8").splitlines(), MEND


async def test_each_day_only_adds_to_the_histories_of_the_day_before(stores: Stores) -> None:
    analyst, before = an_analyst(stores), {}
    for arrival in arrivals():
        await replay(stores, analyst, [arrival])
        after = {one.id: one.history for one in await disputes_of(stores)}
        assert before.keys() <= after.keys()
        assert all(after[name][: len(history)] == history for name, history in before.items())
        before = after


async def test_replayed_twice_over_changes_nothing(stores: Stores) -> None:
    """The same articles come again, every feed from its beginning, to a program that was started anew."""
    await replay(stores, an_analyst(stores), arrivals())
    before = await disputes_of(stores)
    await replay(stores, an_analyst(stores), arrivals())
    assert await disputes_of(stores) == before


async def test_analysing_every_article_again_changes_nothing(stores: Stores) -> None:
    """Each article gets a revision with words that no dispute cites: all spans are new, no id or history is."""
    analyst, arriving = an_analyst(stores), arrivals()
    await replay(stores, analyst, arriving)
    before = told(await disputes_of(stores))
    later = arriving[-1].at + timedelta(hours=1)
    await replay(stores, analyst, [edited(one, ".\n\n", ".\n\nIt rained.\n\n", later) for one in arriving])
    assert told(await disputes_of(stores)) == before
    live = [one for one in await disputes_of(stores) if one.live]
    assert {one.id for one in live} == {"dsp_1", "dsp_2"}
    assert all(pair.claim.span.revision_id.endswith("_2") for one in live for pair in one.pairs)


async def test_an_edited_article_keeps_the_ids_and_the_words_that_were_cited(stores: Stores) -> None:
    """The denial is written anew and longer: the same dispute, whose history still cites the first edition."""
    analyst, arriving = an_analyst(stores), arrivals()
    await replay(stores, analyst, days(arriving, 2))
    before = of_dairy(await disputes_of(stores))
    denying = next(one for one in arriving if DENIAL in one.stored.revision.body)
    new = "Halvick Dairies again denies the accusation and says that all of its whey goes to a farm in Sollen."
    await replay(stores, analyst, [edited(denying, DENIAL, new, arriving[-1].at)])
    after = of_dairy(await disputes_of(stores))
    assert (after.id, after.history) == (before.id, before.history)
    shown = await stores.articles.revisions({pair.response.span.revision_id for pair in after.pairs})
    assert new in {pair.response.span.slice(shown[pair.response.span.revision_id]) for pair in after.pairs}
    cited = after.history[1].evidence
    assert cited is not None
    assert cited.slice((await stores.articles.revisions([cited.revision_id]))[cited.revision_id]) == DENIAL


async def test_a_denial_taken_out_of_its_article_stays_in_the_history(stores: Stores) -> None:
    """Other outlets still carry it, so the dispute goes on; that these words are gone is told, with the words."""
    analyst, arriving = an_analyst(stores), arrivals()
    await replay(stores, analyst, days(arriving, 3))
    before = of_dairy(await disputes_of(stores))
    denying = next(one for one in arriving if DENIAL in one.stored.revision.body)
    await replay(stores, analyst, [edited(denying, DENIAL, "The dairy makes cheese.", arriving[-1].at)])
    after = of_dairy(await disputes_of(stores))
    assert (after.id, after.live, after.history[: len(before.history)]) == (before.id, True, before.history)
    gone = [line for line in after.history[len(before.history) :] if line.note == NO_LONGER_SAID]
    assert [line.evidence for line in gone] == [pair.response.span for pair in before.pairs[:1]]


async def test_a_dispute_whose_articles_are_emptied_ends_and_comes_back_under_its_id(stores: Stores) -> None:
    analyst, arriving = an_analyst(stores), arrivals()
    await replay(stores, analyst, days(arriving, 2))
    withdrawn = [edited(one, one.stored.revision.body, "Withdrawn.", arriving[-1].at) for one in days(arriving, 2)]
    await replay(stores, analyst, withdrawn)
    ended = await disputes_of(stores)
    assert {one.live for one in ended} == {False}
    assert {one.history[-1].note for one in ended} == {NO_LONGER_FOUND}
    restored = [
        edited(new, "Withdrawn.", old.stored.revision.body, new.at + timedelta(hours=1))
        for old, new in zip(arriving, withdrawn, strict=False)
    ]
    await replay(stores, analyst, restored)
    found = await disputes_of(stores)
    assert [(one.id, one.live) for one in found] == [(one.id, True) for one in ended]


async def test_articles_beyond_those_compared_at_once_keep_their_disputes(stores: Stores) -> None:
    """A long story is read by its newest articles; what the older ones say is not gone because nobody looked."""
    analyst = an_analyst(stores, compared_articles=5)
    await replay(stores, analyst, arrivals())
    disputes = await disputes_of(stores)
    live = {one.id for one in disputes if one.live}
    assert len(live) == 2
    assert {one.merged_into for one in disputes if not one.live} <= live  # none ended
    assert of_dairy(disputes).status is Status.CONFIRMED
    assert await stores.articles.unanalysed(10) == []


async def test_a_batch_larger_than_what_is_compared_at_once_is_analysed_in_rounds(stores: Stores) -> None:
    arriving = arrivals()
    for one in arriving:
        await stores.articles.add(one.stored.article, one.stored.revision)
    analyst = an_analyst(stores, compared_articles=4)
    rounds = 0
    while (await analyst.analyse_due(arriving[-1].at)).articles:
        rounds += 1
        assert rounds <= len(arriving)
    assert await stores.articles.unanalysed(10) == []


async def test_the_histories_cite_words_of_the_articles(stores: Stores) -> None:
    await replay(stores, an_analyst(stores), arrivals())
    dispute = of_dairy(await disputes_of(stores))
    cited = [line.evidence for line in dispute.history if line.evidence is not None]
    revisions = await stores.articles.revisions({span.revision_id for span in cited})
    assert len(cited) == len(dispute.history)
    assert all(
        "whey" in span.slice(revisions[span.revision_id]) or "denies" in span.slice(revisions[span.revision_id])
        for span in cited
    )
    assert {DisputeKind.DENIAL, DisputeKind.CONFIRMATION, DisputeKind.PARTIAL_CONFIRMATION} <= set(dispute.kinds)


async def test_twin_that_overwrites_history_is_refused(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check on histories can fail: a reconciler that keeps only the last line is stopped by the store."""
    honest = module.reconcile

    def forgetful(*args: object, **named: object) -> list[object]:
        return [
            replace(one, dispute=replace(one.dispute, history=one.dispute.history[-1:]))
            if hasattr(one, "dispute")
            else one
            for one in honest(*args, **named)
        ]

    monkeypatch.setattr(pipeline, "reconcile", forgetful)
    with pytest.raises(StoreError, match="history only grows"):
        await replay(stores, an_analyst(stores), arrivals())


async def test_twin_without_words_to_compare_an_edit_loses_the_id(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check on ids can fail: with no likeness at all every analysis mints anew."""
    monkeypatch.setattr(identity, "_likeness", lambda *_: identity.Likeness.NONE)
    await replay(stores, an_analyst(stores), arrivals())
    assert told(await disputes_of(stores)) != GOLDEN.read_text("utf-8")
