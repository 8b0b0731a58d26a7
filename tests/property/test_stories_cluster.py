"""Invariants of the story index over any arrivals."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.story import Placement, StoryText
from bot.stories.cluster import StoryIndex

WORDS = st.sampled_from(["bridge", "Orlesk", "nine", "9", "dead", "strike", "Brannock", "union", "pay", "river", "the"])
BODIES = st.lists(WORDS, max_size=12).map(" ".join)
DATES = st.none() | st.integers(0, 20).map(lambda days: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=days))
ARTICLES = st.lists(st.tuples(BODIES, DATES), max_size=30).map(
    lambda rows: [StoryText(id=f"a{i}", text=body, published_at=at, lang="en") for i, (body, at) in enumerate(rows)]
)


def new_index() -> StoryIndex:
    numbers = count(1)
    return StoryIndex(mint=lambda: f"s{next(numbers)}")


def flaws(placements: list[Placement]) -> list[str]:
    """Name every broken promise: stories are joined only while they live, and merged only once."""
    broken = []
    live: set[str] = set()
    for placement in placements:
        if placement.opened and placement.story in live:
            broken.append("opened twice")
        if placement.opened:
            live.add(placement.story)
        for gone, into in placement.merged:
            if gone not in live or into not in live or gone == into:
                broken.append("merged what is not there")
            live.discard(gone)
        if placement.story not in live:
            broken.append("in no live story")
    return broken


@settings(max_examples=100, deadline=None)
@given(ARTICLES)
def test_every_article_is_in_exactly_one_live_story(articles: list[StoryText]) -> None:
    index = new_index()
    placements = [index.place(article) for article in articles]
    assert flaws(placements) == []
    into = {gone: kept for placement in placements for gone, kept in placement.merged} | dict(index.settle())
    for article, placement in zip(articles, placements, strict=True):
        story = placement.story
        while story in into:
            story = into[story]
        assert index.place(article) == Placement(story=story, opened=False)
    assert len(index) == len(articles)


@settings(max_examples=50, deadline=None)
@given(ARTICLES)
def test_the_same_arrivals_give_the_same_stories(articles: list[StoryText]) -> None:
    one, two = new_index(), new_index()
    assert [one.place(article) for article in articles] == [two.place(article) for article in articles]
    assert one.settle() == two.settle()


def test_the_checks_see_broken_placements() -> None:
    opened = Placement(story="s1", opened=True)
    assert flaws([opened, opened]) == ["opened twice"]
    assert flaws([Placement(story="s1", opened=False)]) == ["in no live story"]
    assert flaws([opened, Placement(story="s1", opened=False, merged=(("s2", "s1"),))]) == ["merged what is not there"]


def list_flaws(index: StoryIndex) -> list[str]:
    """Name what the index remembers wrongly: live stories are listed once with each heavy term, others never."""
    broken = []
    live = set(index._stories.values())
    read = Counter(term for article in index._articles.values() for term in article.raw.terms)
    for term in {*index._vocabulary._terms.values(), *read}:
        listed = Counter(term.stories)
        if term.articles != read[term]:
            broken.append("miscounted")
        if any(listed[story] != (term in story.by_term()) for story in live):
            broken.append("listed wrongly")
        if not live >= set(listed):
            broken.append("not forgotten")
    if any(not live >= set(story.near) or story in story.near for story in live):
        broken.append("neighbour of what is not there")
    return broken


@settings(max_examples=60, deadline=None)
@given(articles=ARTICLES, most=st.integers(2, 12), at_end=st.booleans())
def test_what_is_merged_or_forgotten_leaves_nothing_behind(
    articles: list[StoryText], most: int, *, at_end: bool
) -> None:
    numbers = count(1)
    index = StoryIndex(mint=lambda: f"s{next(numbers)}", most_articles=most)
    for number, article in enumerate(articles):
        index.place(article)
        if number % 7 == 0:
            index.settle(at_end=at_end)
        assert list_flaws(index) == []
    index.settle()
    assert list_flaws(index) == []


def test_the_checks_see_what_an_index_remembers_wrongly() -> None:
    index = new_index()
    index.place(StoryText(id="a", text="Bridge fell at Orlesk", lang="en"))
    assert list_flaws(index) == []
    (story,) = index._stories.values()
    term = next(iter(story.by_term()))
    term.articles += 1
    term.stories = []
    assert sorted(set(list_flaws(index))) == ["listed wrongly", "miscounted"]
    term.articles -= 1
    term.enlist(story)
    index._stories.clear()
    assert "not forgotten" in list_flaws(index)
