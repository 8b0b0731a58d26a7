"""The articles in other languages are complete and soundly marked, and their scorer tells right output from wrong."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from tests.eval.corpus.languages.articles import PARTS, list_parts, load_articles
from tests.eval.language_scores import LanguageScore, judge_article, judge_articles
from tests.eval.scoring import shared_chars

CORPUS = {key: load_articles(*key) for key in list_parts()}
STORIES = [story for stories in CORPUS.values() for story in stories]
DISPUTED = [story for story in STORIES if story["disputes"]]
OPENINGS = '„“"«»¿¡—–'
BEFORE = {"", "\n", ".", "!", "?", "…", "“", "”", "»", "«", '"', "–", "—", "-"}


def text_of(story: dict[str, Any]) -> str:
    return story["articles"][0]["text"]


@pytest.mark.parametrize("key", CORPUS, ids=".".join)
def test_a_part_has_its_number_of_articles_and_of_articles_without_a_dispute(key) -> None:
    stories = CORPUS[key]
    assert (len(stories), sum(not story["disputes"] for story in stories)) == PARTS[key[1]]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["story"])
def test_a_story_is_one_article_of_news_length_that_tells_its_language(story) -> None:
    (article,) = story["articles"]
    words = [word for word in article["text"].split() if any(map(str.isalnum, word))]
    assert 150 <= len(words) <= 260
    assert story["story"].startswith(f"{article['lang']}-")
    assert article["title"]
    assert article["source"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", article["date"])


@pytest.mark.parametrize("story", DISPUTED, ids=lambda story: story["story"])
def test_each_side_of_a_dispute_is_whole_sentences_and_has_names(story) -> None:
    text = text_of(story)
    for dispute in story["disputes"]:
        assert all(dispute["claimant"] + dispute["responder"])
        for mention in dispute["claim"] + dispute["response"]:
            start, end = mention["start"], mention["end"]
            assert text[start].isupper() or text[start].isdigit() or text[start] in OPENINGS, text[start:end]
            assert re.search(r"[.!?…][“”»«\"]?$|[.!?…]?[“”»«\"]$", text[start:end]), text[start:end]
            assert text[:start].rstrip(" \u00a0")[-1:] in BEFORE, text[start:end]
            assert text[end : end + 1] in {"", "\n", " "}, text[start:end]


def test_no_article_title_or_long_sentence_stands_twice() -> None:
    sentences = [
        sentence
        for story in STORIES
        for sentence in set(re.split(r"(?<=[.!?])\s+", text_of(story)))
        if len(sentence) > 60
    ]
    for values in (
        [story["story"] for story in STORIES],
        [story["articles"][0]["title"] for story in STORIES],
        sentences,
    ):
        assert [value for value, times in Counter(values).items() if times > 1] == []


def flag_gold(story: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the flags of an engine that makes no mistake."""
    return [
        {
            "claim": dispute["claim"][0],
            "response": dispute["response"][0],
            "claimant": dispute["claimant"][0],
            "responder": dispute["responder"][-1],
            "kinds": dispute["kind"],
        }
        for dispute in story["disputes"]
    ]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["story"])
def test_flags_that_are_the_gold_make_an_article_right(story) -> None:
    score = judge_article(story, flag_gold(story))
    assert score.is_right
    assert score.linked == score.disputes == len(story["disputes"])


@pytest.mark.parametrize("side", ["claimant", "responder"])
def test_a_wrong_speaker_makes_an_article_wrong_but_leaves_it_linked(side: str) -> None:
    for story in DISPUTED:
        score = judge_article(story, [flag | {side: "Xyzzy"} for flag in flag_gold(story)])
        assert (score.linked, score.named, score.is_right) == (score.disputes, 0, False)


def test_swapped_sides_or_no_flag_make_an_article_wrong() -> None:
    for story in DISPUTED:
        assert not judge_article(story, []).is_right
        if not any(share_a_sentence(dispute) or dispute.get("either_order") for dispute in story["disputes"]):
            swapped = [flag | {"claim": flag["response"], "response": flag["claim"]} for flag in flag_gold(story)]
            assert judge_article(story, swapped).linked == 0


def share_a_sentence(dispute: dict[str, Any]) -> bool:
    return any(shared_chars(claim, response) > 0 for claim in dispute["claim"] for response in dispute["response"])


def test_any_flag_makes_an_undisputed_article_wrong() -> None:
    story = next(story for story in STORIES if not story["disputes"])
    span = {"article": "a1", "start": 0, "end": 60}
    flag = {"claim": span, "response": span | {"start": 61, "end": 120}, "claimant": None, "responder": None}
    assert judge_article(story, [flag]).wrong_flags == 1
    assert not judge_article(story, [flag]).is_right


@pytest.mark.parametrize("key", CORPUS, ids=".".join)
def test_a_language_is_told_by_its_articles(key) -> None:
    stories = CORPUS[key]
    size = PARTS[key[1]]
    disputed = size.articles - size.undisputed
    perfect = LanguageScore(
        *key,
        judge_articles(stories, [{"story": story["story"], "disputes": flag_gold(story)} for story in stories]),
    )
    assert f"spans and link {disputed}, speakers too {disputed} of {disputed}" in str(perfect)
    assert str(perfect).endswith("right articles 1.00")
    blind = LanguageScore(*key, judge_articles(stories, []))
    assert f"spans and link 0, speakers too 0 of {disputed}" in str(blind)
    assert str(blind).endswith(f"right articles {size.undisputed / size.articles:.2f}")
