"""Streams of headlines alone, and of short reports in five languages, become the right stories with the one setting.

Both streams are invented (`streams/`) and come undated, in an order that says nothing.
"""

from __future__ import annotations

from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest

from bot.domain.story import StoryText
from bot.stories.cluster import StoryIndex
from tests.eval.scoring import score_stories

STREAMS = Path(__file__).with_name("streams")
LANGUAGES = ("de", "es", "fr", "ru", "uk")
# A word of each of two events of one kind.
LOOK_ALIKES = (("earthquake", "tremor"), ("Hadlow", "Crennock"), ("Norland", "Sulvania"), ("Wexmoor", "Kelmer"))


def shuffle(articles: list[tuple[str, StoryText]]) -> list[tuple[str, StoryText]]:
    return sorted(articles, key=lambda article: sha256(f"{article[1].title}{article[1].lang}".encode()).digest())


def read_headlines() -> list[tuple[str, StoryText]]:
    """Return (story, article) pairs."""
    stories = (STREAMS / "headlines.txt").read_text("utf-8").split("\n\n")
    return shuffle(
        [
            (f"h{number}", StoryText(id=f"{number}-{place}", title=line, text="", lang="en"))
            for number, story in enumerate(stories)
            for place, line in enumerate(story.splitlines())
            if line and not line.startswith("#")
        ]
    )


def read_reports(*, titles_only: bool = False) -> list[tuple[str, StoryText]]:
    """Return (story, article) pairs; the name of a story begins with its language."""
    found, lang, story = [], "", 0
    for line in (STREAMS / "languages.txt").read_text("utf-8").splitlines():
        if line.startswith("@"):
            lang = line[1:]
        story += not line.strip() or line.startswith("@")
        if " | " in line:
            title, text = line.split(" | ")
            body = "" if titles_only else text
            found.append((f"{lang}{story}", StoryText(id=f"{lang}-{len(found)}", title=title, text=body, lang=lang)))
    return shuffle(found)


def cluster(articles: list[tuple[str, StoryText]], *, every: int = 0) -> dict[str, str]:
    """Return the story of each article, merges followed; settled at the end, or each so many articles."""
    numbers, into, placed = count(), {}, {}
    index = StoryIndex(mint=lambda: f"s{next(numbers)}")
    for place, (_, article) in enumerate(articles, start=1):
        placed[article.id] = index.place(article).story
        if every and place % every == 0:
            into.update(index.settle(at_end=False))
    into.update(index.settle(at_end=not every))
    return {article: last_of(story, into) for article, story in placed.items()}


def last_of(story: str, into: dict[str, str]) -> str:
    while story in into:
        story = into[story]
    return story


def f1(articles: list[tuple[str, StoryText]], placed: dict[str, str]) -> float:
    gold = [{"id": article.id, "story": story} for story, article in articles]
    return score_stories(gold, [{"id": article, "story": story} for article, story in placed.items()])["f1"]


def test_headlines_alone_become_stories_and_look_alikes_stay_apart() -> None:
    headlines = read_headlines()
    placed = cluster(headlines)
    assert f1(headlines, placed) >= 0.96
    for one, other in (
        ("earthquake", "tremor"),
        ("Hadlow", "Crennock"),
        ("Norland", "Sulvania"),
        ("Wexmoor", "Kelmer"),
    ):
        first, second = ({placed[a.id] for _, a in headlines if word in a.title} for word in (one, other))
        assert first
        assert second
        assert not first & second


@pytest.mark.parametrize("lang", LANGUAGES)
def test_reports_in_a_language_become_stories(lang: str) -> None:
    reports = [report for report in read_reports() if report[1].lang == lang]
    assert f1(reports, cluster(reports)) == 1.0


@pytest.mark.parametrize(("titles_only", "floor"), [(False, 0.98), (True, 0.88)])
def test_reports_in_many_languages_become_stories_of_one_language_each(*, titles_only: bool, floor: float) -> None:
    reports = read_reports(titles_only=titles_only)
    placed = cluster(reports)
    assert f1(reports, placed) >= floor
    languages: dict[str, set[str | None]] = {}
    for _, article in reports:
        languages.setdefault(placed[article.id], set()).add(article.lang)
    assert all(len(found) == 1 for found in languages.values())


def test_a_program_that_settles_often_merges_little_that_does_not_belong_together() -> None:
    headlines = read_headlines()
    gold = [{"id": article.id, "story": story} for story, article in headlines]
    found = [{"id": article, "story": story} for article, story in cluster(headlines, every=10).items()]
    assert score_stories(gold, found)["precision"] >= 0.97


def test_the_floors_tell_stories_that_were_thrown_together_or_torn_apart() -> None:
    reports = read_reports()
    assert f1(reports, dict.fromkeys((article.id for _, article in reports), "one")) < 0.5
    assert f1(reports, {article.id: article.id for _, article in reports}) < 0.7
