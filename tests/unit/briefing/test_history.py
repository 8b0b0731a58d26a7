"""A dispute as `/brief dispute` shows it: each side, then each change with its date, words and place."""

from __future__ import annotations

import dataclasses

import pytest

from bot.briefing.answers import ENDED, Answers
from bot.briefing.compose import detail
from bot.delivery import words
from bot.domain.claim import Status
from bot.domain.document import ChangeCard, DisputeCard, Prose
from bot.store.memory import memory_stores
from tests.builders.briefers import briefer_of, gatherer_of
from tests.golden.replay import an_analyst, arrivals, edited, replay

COPIED = "4 publishers, 3 independent, wire copy of Northwire among them"


@pytest.fixture
def stores():
    return memory_stores()


@pytest.fixture
def gatherer(stores):
    return gatherer_of(stores)


@pytest.fixture
def answers(stores, gatherer):
    briefer = briefer_of(stores, gatherer, mint=lambda prefix: prefix)
    return Answers(stories=stores.stories, disputes=stores.disputes, gatherer=gatherer, briefer=briefer)


async def test_each_change_is_shown_with_its_date_its_words_and_where_they_stand(stores, answers):
    await replay(stores, an_analyst(stores), arrivals())
    document = await answers.dispute("dsp_1")
    changes = [block for block in document.blocks if isinstance(block, ChangeCard)]
    assert [words.change(one).split(" · ")[1] for one in changes] == [
        "alleged",
        "denied",
        "partly confirmed by Brennmark River Inspectorate",
        "partly confirmed by Brennmark River Inspectorate and Halvick Dairies",
        "confirmed by county court",
    ]
    assert words.change(changes[0]) == "2 Mar 2026, 07:10 UTC · alleged · claim first seen"
    assert (
        changes[0].line.text
        == "The Ossel Trout Guild accuses Halvick Dairies of pumping whey into the river Ossel at night."
    )
    assert [one.line.citation.publisher for one in changes] == [
        "Ossel Lantern", "Brennmark Courier", "Ossel Lantern", "Brennmark Courier", "Brennmark Courier",
    ]  # fmt: skip


async def test_each_side_has_its_speaker_its_publishers_and_its_dates_and_none_a_half(stores, answers):
    """Wire copy counts once, the outlet of unknown owner not at all."""
    await replay(stores, an_analyst(stores), arrivals())
    (card,) = [block for block in (await answers.dispute("dsp_1")).blocks if isinstance(block, DisputeCard)]
    shown = [words.side(side) for side in card.sides]
    assert shown == [
        "Allegation · Ossel Trout Guild · 2 publishers, 2 independent · 2 Mar 2026 to 6 Mar 2026",
        f"Denial · Halvick Dairies · {COPIED} · 3 Mar 2026 to 4 Mar 2026",
        "Partial confirmation · Brennmark River Inspectorate · 1 publisher, 1 independent · 4 Mar 2026",
        "Partial confirmation · Halvick Dairies · 1 publisher, 1 independent · 5 Mar 2026",
        "Confirmation · County court · 1 publisher, 1 independent · 6 Mar 2026",
    ]
    assert words.status(card) == "confirmed by county court"
    assert "%" not in "".join(shown)


async def test_an_ended_dispute_shows_its_history(stores, answers):
    analyst, arriving = an_analyst(stores), arrivals()[:3]
    await replay(stores, analyst, arriving)
    await replay(stores, analyst, [edited(one, one.stored.revision.body, "Withdrawn.", one.at) for one in arriving])
    document = await answers.dispute("dsp_1")
    assert document.blocks[0] == Prose(text=ENDED)
    changes = [block for block in document.blocks if isinstance(block, ChangeCard)]
    assert [one.status for one in changes[:2]] == [Status.ALLEGED, Status.DENIED]
    assert [one.line is None for one in changes] == [False] * (len(changes) - 1) + [True]


async def test_a_dispute_below_the_operators_threshold_is_not_shown_by_its_id(stores, gatherer, answers):
    await replay(stores, an_analyst(stores), arrivals())
    strict = dataclasses.replace(gatherer, min_confidence=1.0)
    assert await dataclasses.replace(answers, gatherer=strict).dispute("dsp_1") is None
    assert await answers.dispute("dsp_9") is None


async def test_a_story_shows_every_dispute_with_all_its_sides(stores, gatherer):
    await replay(stores, an_analyst(stores), arrivals())
    (story,) = await stores.stories.recent(2)
    (material,) = await gatherer.gather([story])
    cards = [block for block in detail(material).blocks if isinstance(block, DisputeCard)]
    assert {words.status(card) for card in cards} == {"confirmed by county court", "retracted"}
