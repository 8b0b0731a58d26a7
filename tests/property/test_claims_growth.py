"""What texts cost as they grow, counted in calls, which are the same on every machine: no clock decides.

That each call takes time linear in what it is given is `test_claims_linear`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.claims.analysis import analyse_story
from bot.claims.sides import analyse_with_sides
from bot.domain.claim import ClaimText, StoryAnalysis

CORPUS = Path(__file__).resolve().parents[1] / "eval/corpus/disputes.jsonl"
STORIES = [json.loads(line)["articles"] for line in CORPUS.read_text("utf-8").splitlines()]
NEWS = "\n\n".join(article["text"] for story in STORIES for article in story)
# What twice the text may cost. Linear would be 2 and square 4; what is looked at up to a bound (the claims near a
# response, the figures of one unit) grows faster until the bound is reached, which texts of one sentence over and over
# reach late.
DOUBLED, DOUBLED_OVER_AND_OVER = 2.6, 3.3
MEGABYTE = 1_000_000


def calls(work: Callable[[], object]) -> int:
    """Return how many functions and methods are called."""
    counter = count()

    def seen(_frame: object, event: str, _argument: Any) -> None:
        if event in {"call", "c_call"}:
            next(counter)

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return next(counter)


def story(*texts: str) -> list[ClaimText]:
    return [
        ClaimText(article=str(number), text=text, source=f"Outlet {number}", date="2026-05-04", lang="en")
        for number, text in enumerate(texts)
    ]


def growth(sizes: tuple[int, ...], cost: Callable[[int], int]) -> list[float]:
    """Return by what each cost exceeds the one before; sizes double.

    The largest comes once before, so that what is remembered of words is remembered by all: else the other tests of
    the process decide for which sizes it is.
    """
    cost(sizes[-1])
    return [more / less for less, more in pairwise([cost(size) for size in sizes])]


TEXTS = {
    "denials": "Bela Orm denied the claim that he had sold the boat. Ilse Varn accused Bela Orm of fraud. ",
    "quotations": "“We took no boats,” Ilse Varn said. “They did,” said Bela Orm, “and we saw it.” ",
    "figures": "The police counted 40 boats. The union put the number of boats at 90. ",
    "one sentence": "Ilse Varn said that Bela Orm denied that Orlandia had claimed, and ",
    "pronouns": "He said that she denied it. They rejected these claims, which he called false. ",
    "combining marks": "V\u0301arn said\u0301 that\u200b Orm\u202e denied\u0301 the claim. ",
}


@pytest.mark.timeout(60)
def test_twice_the_news_costs_twice_as_much():
    grown = growth((16_000, 32_000), lambda size: calls(lambda: analyse_with_sides(story(NEWS[:size]))))
    assert max(grown) <= DOUBLED, grown


@pytest.mark.parametrize("kind", sorted(TEXTS))
@pytest.mark.timeout(60)
def test_the_same_over_and_over_does_not_cost_its_square(kind: str):
    text = TEXTS[kind] * 400
    grown = growth((12_000, 24_000), lambda size: calls(lambda: analyse_with_sides(story(text[:size]))))
    assert max(grown) <= DOUBLED_OVER_AND_OVER, grown


@pytest.mark.timeout(60)
def test_a_new_article_costs_at_most_linearly_more_in_a_larger_story():
    parts = [NEWS[at : at + 700] for at in range(0, 64 * 700, 700)]
    new = "Ilse Varn accused the board of hiding the report. The board denied hiding any report."

    def cost(size: int) -> int:
        return calls(lambda: analyse_with_sides(story(*parts[:size], new)))

    grown = growth((8, 16, 32, 64), cost)
    assert max(grown) <= DOUBLED, grown


def test_the_count_sees_what_is_not_linear():
    """The twin: work that looks at all pairs."""

    def pairs(size: int) -> int:
        return calls(lambda: [abs(one - other) for one in range(size) for other in range(size)])

    assert min(growth((50, 100, 200), pairs)) > DOUBLED_OVER_AND_OVER


def spans_hold(found: StoryAnalysis, articles: list[ClaimText]) -> bool:
    """Return whether every span is inside its text and not empty."""
    texts = {article.article: article.text for article in articles}
    said = [span for one in found.statements for span in (one.source, one.cue, one.content) if span]
    sides = [span for one in found.disputes for span in (one.claim, one.response)]
    return all(0 <= span.start < span.end <= len(texts[span.article]) for span in said + sides)


@pytest.mark.timeout(120)
def test_an_article_of_a_megabyte_is_read():
    piece = NEWS + "\n\nIlse Varn accused Bela Orm of selling İstanbul's 𝕏 boats.\u2028Bela Orm denied it.\ud800\n\n"
    articles = story((piece * (1 + MEGABYTE // len(piece)))[:MEGABYTE])
    found = analyse_story(articles)
    assert found.statements[-1].cue.start > MEGABYTE // 2
    assert spans_hold(found, articles)


@pytest.mark.timeout(120)
def test_a_story_of_five_hundred_articles_is_read():
    articles = story(*(f"Outlet {n} reports. {NEWS[n * 300 : n * 300 + 300]}" for n in range(500)))
    found = analyse_with_sides(articles)
    assert {one.cue.article for one in found.statements} >= {"0", "499"} or len(found.statements) > len(articles) // 2
    assert spans_hold(found, articles)
