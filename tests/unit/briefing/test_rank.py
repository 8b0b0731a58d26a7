"""Why a story stands where it stands: points with reasons, kept with the briefing and shown by why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.briefing.explainer import Explainer
from bot.briefing.material import StoryMaterial
from bot.briefing.rank import GRADES, Standpoint, reasons, weight
from bot.briefing.select import select
from bot.domain.article import Source, SourceKind
from bot.domain.audience import Audience, Place, Platform
from bot.domain.document import Listing, StoryCard
from bot.store.codec import decode, encode
from bot.store.memory import memory_stores
from tests.builders.articles import NOON, stored, story
from tests.builders.briefers import briefer_of, gatherer_of

LATER = NOON + timedelta(hours=6)
RIVER = "The Elm river rose by 2 metres on Monday, and the mayor of Riverton closed the schools."
FIRE = "A fire in the paper mill of Oakham was put out by noon, the brigade said; nobody was hurt."
OTHER = "Forty people were brought to safety on Tuesday, fire chief Omar Reed told our reporter at the bridge."


def article(name, body, *, source="src_1", at=NOON, **form):
    one = stored(name, body, **form)
    return replace(one, article=replace(one.article, source_id=source), revision=replace(one.revision, fetched_at=at))


def material(name, *articles, updated_at=NOON):
    return StoryMaterial(story=story(name, *articles, updated_at=updated_at), articles=articles)


def points(of, **standpoint):
    return {reason.name: reason.points for reason in reasons(of, Standpoint(now=LATER, **standpoint))}


def told(of, name, **standpoint):
    return next(reason.told for reason in reasons(of, Standpoint(now=LATER, **standpoint)) if reason.name == name)


def order(*candidates, **standpoint):
    chosen = select(candidates, topics=(), length=9, standpoint=Standpoint(now=LATER, **standpoint)).chosen
    return [one.story.id for one in chosen]


ONE = material("one", article("river", RIVER))
TWO = material("two", article("fire", FIRE, source="src_2"))


def test_a_weight_is_the_sum_of_its_reasons_and_a_choice_keeps_them():
    chosen = select([ONE], topics=(), length=1, standpoint=Standpoint(now=LATER)).chosen[0]
    assert chosen.reasons == reasons(ONE, Standpoint(now=LATER))
    assert weight(chosen.reasons) == pytest.approx(1 + 0.5 - 0.25)


def test_the_better_source_comes_first_and_an_unreliable_one_last():
    grades = {"src_1": "E", "src_2": "B"}
    assert order(ONE, TWO, grades=grades) == ["sto_two", "sto_one"]
    assert order(ONE, TWO, grades={"src_1": "A", "src_2": "B"}) == ["sto_one", "sto_two"]
    assert order(ONE, TWO) == ["sto_one", "sto_two"]


def test_what_cannot_be_judged_speaks_neither_for_nor_against():
    assert GRADES["F"] == GRADES["C"] == 0
    assert "reliability" not in points(ONE, grades={"src_1": "F"})
    assert points(ONE, grades={"src_1": "D"})["reliability"] < 0 < points(ONE, grades={"src_1": "A"})["reliability"]


def test_a_story_has_the_grade_of_its_best_source():
    both = material("both", article("river", RIVER), article("fire", FIRE, source="src_2", publisher="Quayside"))
    assert points(both, grades={"src_1": "E", "src_2": "A"})["reliability"] == GRADES["A"]
    assert told(both, "reliability", grades={"src_1": "E", "src_2": "A"}) == "its best source is graded A: Quayside"
    assert told(both, "reliability", grades={"src_1": "E"}) == "its best source is not graded"


def test_a_story_told_before_falls_behind_by_what_was_told():
    grown = material("grown", article("river", RIVER), article("people", OTHER, at=LATER))
    assert points(ONE, told={"sto_one": NOON})["told before"] == -1
    assert points(grown, told={"sto_grown": NOON})["told before"] == -0.5
    assert told(grown, "told before", told={"sto_grown": NOON}) == "1 of 2 texts had come before the last briefing"
    assert order(ONE, TWO, told={"sto_one": NOON}) == ["sto_two", "sto_one"]


def test_a_later_copy_of_a_text_that_was_told_is_not_new():
    copied = material("copied", article("river", RIVER), article("copy", f"{RIVER} More follows.", at=LATER))
    assert points(copied, told={"sto_copied": NOON})["told before"] == -1


def test_older_news_weighs_less_by_the_day():
    old = material("old", article("river", RIVER), updated_at=LATER - timedelta(days=2))
    assert points(old)["age"] == -2
    assert told(old, "age") == "last news 2 days before"


def audience(delivered_until_at=None):
    place = Place(platform=Platform.SLACK, workspace_id="T1", channel_id="C1")
    return Audience(
        id="aud_desk",
        place=place,
        name="Desk",
        schedule="daily 08:00",
        zone="UTC",
        schedule_since_at=NOON,
        delivered_until_at=delivered_until_at,
    )


async def newsroom():
    """Return stores with a graded source and a story, whose first briefing was delivered."""
    stores = memory_stores()
    source = Source(
        id="src_1", kind=SourceKind.FEED, location="https://a.example", name="Post", publisher="Harbour Post"
    )
    await stores.sources.import_sources([replace(source, reliability="B")])
    (one,) = ONE.articles
    await stores.articles.add(one.article, one.revision)
    await stores.stories.open_story(ONE.story)
    briefer = briefer_of(stores)
    first = await briefer.make(audience(), topics=(), start=None, slot_at=NOON, now=NOON)
    await stores.deliveries.remember(first, (), None)
    return stores, briefer, first


async def test_a_briefing_keeps_the_reasons_of_its_order():
    _, _, first = await newsroom()
    (card,) = (block for block in first.overview.blocks if isinstance(block, StoryCard))
    assert {reason.name: reason.points for reason in card.reasons}["reliability"] == GRADES["B"]
    assert decode(StoryCard, encode(StoryCard, card)) == card


async def test_briefings_stored_before_there_were_reasons_can_be_read():
    _, _, first = await newsroom()
    (card,) = (block for block in first.overview.blocks if isinstance(block, StoryCard))
    former = encode(StoryCard, replace(card, reasons=())).replace('"reasons":[],', "")
    assert "reasons" not in former
    assert decode(StoryCard, former).reasons == ()


async def test_why_shows_the_points_of_the_last_briefing_as_stored_and_those_of_the_next():
    stores, briefer, first = await newsroom()
    added = article("people", OTHER, at=LATER)
    await stores.articles.add(added.article, added.revision)
    await stores.stories.join("sto_one", added.article.id, LATER)
    explainer = Explainer(
        stories=stores.stories, disputes=stores.disputes, gatherer=gatherer_of(stores), briefer=briefer
    )
    document = await explainer.explain("sto_one", audiences=[audience(NOON)], zone="UTC", now=LATER)
    *_, listing = (block for block in document.blocks if isinstance(block, Listing))
    names = [name for name, _ in listing.rows]
    last, following = names.index("last briefing"), names.index("next briefing")
    (card,) = (block for block in first.overview.blocks if isinstance(block, StoryCard))
    assert listing.rows[last + 1 : following] == (
        *((reason.name, f"{reason.points:+.2f}, {reason.told}") for reason in card.reasons),
        ("together", f"{weight(card.reasons):+.2f}"),
    )
    assert ("told before", "-0.50, 1 of 2 texts had come before the last briefing") in listing.rows[following:]
    assert ("reliability", "+0.25, its best source is graded B: Harbour Post") in listing.rows[following:]
