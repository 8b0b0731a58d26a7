"""What a topic would bring: the stories it means, by which terms, and those it just misses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.briefing.preview import SHOWN_STORIES, Previewer
from bot.briefing.topical import marks, matches
from bot.delivery import words
from bot.domain.article import Source, SourceKind
from bot.domain.document import Heading, HitCard, Listing, Prose, lines_of
from bot.domain.topic import TopicError, parse_topic
from bot.store.memory import memory_stores
from tests.builders.articles import NOON, story
from tests.builders.articles import stored as english

NOW = NOON + timedelta(hours=1)


def stored(name, body, *, lang="en", **form):
    one = english(name, body, **form)
    return replace(one, revision=replace(one.revision, lang=lang))


FLOODING = stored("river", "Flooding closed two roads.", title="River rises")
FLOOD = stored("flood", "The flood reached the old town.", publisher="Esk Radio", topics=("World",))
MATCH = stored("match", "The flood of goals went on.", title="Cup final", topics=("sport",))
GERMAN = stored("hoch", "Das Hochwasser steigt. Kein flood.", lang="de", publisher="Tarn Post")


async def previewed(rule, *articles, days=7):
    stores = memory_stores()
    radio = {"name": "Esk Radio", "publisher": "Esk Radio", "topics": ("World",)}
    source = Source(id="src_1", kind=SourceKind.FEED, location="https://a.example", **radio)
    await stores.sources.import_sources([source])
    for number, one in enumerate(articles):
        await stores.articles.add(one.article, one.revision)
        await stores.stories.open_story(story(one.article.key, one, updated_at=NOON - timedelta(minutes=number)))
    previewer = Previewer(sources=stores.sources, stories=stores.stories, articles=stores.articles)
    return await previewer.preview(rule, now=NOW, days=days)


def split(document):
    """Return the cards before and behind the heading "Nearly"."""
    at = next((n for n, block in enumerate(document.blocks) if isinstance(block, Heading)), len(document.blocks))
    groups = document.blocks[:at], document.blocks[at:]
    return [[block for block in group if isinstance(block, HitCard)] for group in groups]


def told(document):
    rows = [f"{name} {text}" for block in document.blocks if isinstance(block, Listing) for name, text in block.rows]
    return "\n".join([block.text for block in document.blocks if isinstance(block, Prose)] + rows)


async def test_a_match_says_by_which_terms_and_shows_them_where_they_stand():
    document = await previewed("flood AND NOT topic:sport", FLOOD, MATCH)
    (met,), (near,) = split(document)
    assert (met.story_id, met.note) == ("sto_flood", "By “flood”.")
    (passage,) = (line for line in met.lines if "reached" in line.text)
    assert [piece for piece, marked in words.hit_pieces(met, passage) if marked] == ["flood"]
    assert (near.story_id, near.note) == ("sto_match", "Kept out by NOT topic:sport.")
    assert "1 story of 2 in the last 7 days by 1 article of 2. Nothing was stored or sent." in told(document)
    assert "Read as: “flood” AND NOT topic:sport" in told(document)
    assert lines_of(document)


@pytest.mark.parametrize(
    ("rule", "article", "reason"),
    [
        ("flood", FLOODING, "“Flooding” stands there, “flood” does not."),
        ("old flood", FLOOD, "“old, flood” stands there, “old flood” does not."),
        ("flood lang:de", FLOOD, "Missing: lang:de, it is en."),
        ("flood source:gazette", FLOOD, "Missing: source:gazette, it is Esk Radio."),
        ("flood topic:nature", FLOOD, "Missing: topic:nature, it is World."),
        ("flood AND storm", FLOOD, "Missing: “storm”."),
    ],
)
async def test_a_near_miss_says_what_is_missing(rule, article, reason):
    met, (near,) = split(await previewed(rule, article))
    assert not met
    assert near.note == reason


@pytest.mark.parametrize("rule", ["storm", "storm OR wind", "storm lang:en", "source:radio AND storm"])
async def test_what_has_nothing_in_common_is_no_near_miss(rule):
    assert split(await previewed(rule, FLOOD)) == [[], []]


async def test_a_term_that_nothing_meets_is_named_with_what_may_be_meant():
    shown = told(await previewed("source:wrld OR topic:wrld", FLOOD))
    assert "source:wrld met by 0 articles; did you mean World?" in shown


async def test_a_name_of_a_topic_or_publisher_is_enough():
    for name in ("world", "ESK RADIO"):
        (met,), _ = split(await previewed(name, FLOOD, GERMAN))
        assert met.story_id == "sto_flood"


async def test_only_the_last_days_count():
    old = replace(FLOOD, revision=replace(FLOOD.revision, published_at=NOON - timedelta(days=3)))
    assert split(await previewed("flood", old, days=2)) == [[], []]
    assert len(split(await previewed("flood", old, days=4))[0]) == 1


async def test_many_matches_are_counted_and_the_newest_shown():
    many = [stored(f"n{number}", "A flood.") for number in range(SHOWN_STORIES + 2)]
    document = await previewed("flood", *many)
    assert [card.story_id for card in split(document)[0]] == [f"sto_n{number}" for number in range(SHOWN_STORIES)]
    assert "2 more stories match, older than these." in told(document)
    assert document.actions[0].command == "now flood"


# "𐐨" is one letter and two UTF-16 units, in which platforms count.
@pytest.mark.parametrize(
    ("word", "carried"), [("o" * 77, True), ("o" * 78, False), ("𐐨" * 38, True), ("𐐨" * 39, False)]
)
async def test_a_topic_that_a_button_cannot_carry_has_none(word, carried):
    document = await previewed(f"flood OR {word}", FLOOD)
    assert bool(document.actions) is carried


async def test_a_rule_that_cannot_be_read_is_refused():
    with pytest.raises(TopicError, match="At character 10"):
        await previewed("flood AND", FLOOD)


@pytest.mark.parametrize(
    ("topic", "article", "expected"),
    [
        ("flood AND lang:en", FLOOD, True),
        ("flood AND lang:en", GERMAN, False),
        ("source:tarn", GERMAN, True),
        ("source:arn", GERMAN, False),
        ("topic:world OR topic:sport", MATCH, True),
        ('"old town" NOT sport', FLOOD, True),
        ("World AND NOT flood", FLOOD, False),
        ("Esk Radio AND flood", FLOOD, True),
        ("floo", FLOOD, False),
        ("News (UK", FLOOD, False),  # a name that was followed before there were rules
        ("洪水", stored("zh", "长江发生洪水灾害。", lang="zh"), True),
        ("flood", stored("zh", "这是flood。", lang="zh"), True),
    ],
)
def test_briefings_follow_rules(topic, article, expected):
    assert matches(topic, article) is expected


def test_marks_are_in_order_and_do_not_overlap():
    found = marks(parse_topic('"old town" OR town OR flood'), FLOOD)
    shown = [place.slice(FLOOD.revision) for place in found]
    assert shown == ["flood", "old town"]
