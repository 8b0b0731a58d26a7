"""The second briefing on a story tells what is new since the first that was delivered. All people are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.audience import Audience, Place, Platform
from bot.domain.document import Prose, StoryCard
from bot.store.memory import memory_stores
from tests.builders.articles import NOON, dispute, mention, stored, story
from tests.builders.briefers import briefer_of, gatherer_of

FIRST = stored("one", "The Elm river rose by 2 metres on Monday. Mayor Ana Bell of Riverton closed the schools.")
REPEATED = stored("two", "On Monday the Elm river rose by 2 metres. In Riverton, the schools stay closed.")
ADDED = stored(
    "three",
    "The Elm river rose by 2 metres on Monday. Fire chief Omar Reed brought 40 people to safety on Tuesday.",
)
LATER = NOON + timedelta(hours=6)


def audience(delivered_until_at):
    return Audience(
        id="aud_desk",
        place=Place(platform=Platform.SLACK, workspace_id="T1", channel_id="C1"),
        name="Desk",
        schedule="daily 08:00",
        zone="Europe/Berlin",
        schedule_since_at=NOON,
        delivered_until_at=delivered_until_at,
    )


async def briefed_twice(added, *, delivered=True, slot=True):
    """Return the second briefing: the story had its first article at noon, and `added` came six hours later."""
    stores = memory_stores()
    await stores.articles.add(FIRST.article, FIRST.revision)
    await stores.stories.open_story(story("flood", FIRST))
    briefer = briefer_of(stores)
    first = await briefer.make(audience(None), topics=(), start=None, slot_at=NOON, now=NOON)
    await stores.deliveries.remember(first, (), None)
    await stores.articles.add(added.article, replace(added.revision, fetched_at=LATER))
    await stores.stories.join("sto_flood", added.article.id, LATER)
    reader = audience(NOON if delivered else None)
    return await briefer.make(reader, topics=(), start=NOON, slot_at=LATER if slot else None, now=LATER)


def lines(document):
    (card,) = (block for block in document.blocks if isinstance(block, StoryCard))
    return [line.text for line in card.lines]


def notes(document):
    return " ".join(block.text for block in document.blocks if isinstance(block, Prose))


async def test_a_story_told_before_shows_what_is_new_and_since_when():
    briefing = await briefed_twice(ADDED)
    for document in briefing.documents:
        assert lines(document) == ["Fire chief Omar Reed brought 40 people to safety on Tuesday."]
        assert "New since Tue 3 March 2026, 13:00 (Europe/Berlin)" in notes(document)


async def test_a_story_with_nothing_new_says_so_and_is_told_whole():
    briefing = await briefed_twice(REPEATED)
    assert any("Mayor Ana Bell" in line for line in lines(briefing.details[0]))
    assert "No new names, figures or dates since Tue 3 March 2026, 13:00" in notes(briefing.details[0])


async def test_who_never_got_the_first_briefing_or_asks_in_private_is_told_everything():
    for briefing in (await briefed_twice(ADDED, delivered=False), await briefed_twice(ADDED, slot=False)):
        assert any("Mayor Ana Bell" in line for line in lines(briefing.details[0]))
        assert "since" not in notes(briefing.details[0])


async def test_a_summary_shows_no_sentence_of_a_dispute_and_none_that_needs_it():
    one = stored("one", "Omar Reed runs the dam of Riverton. He opened its gates on Monday. He denies that.")
    found = dispute("one", mention(one, "He opened its gates on Monday.", None), mention(one, "He denies that.", None))
    stores = memory_stores()
    await stores.articles.add(one.article, one.revision)
    gatherer = gatherer_of(stores)
    (material,) = await gatherer.gather([story("bridge", one)])
    summarized = await gatherer.summarized(replace(material, disputes=(found,)))
    assert [line.text for line in summarized.summary] == ["Omar Reed runs the dam of Riverton."]
    assert summarized.lead == summarized.summary
