"""What the light reader passes over holds nothing: sentences by their words, pairs of statements by what they can be.

`test_claims_sieve` tells the same of the English rules.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.claims.grammar.compare import Rarity
from bot.claims.grammar.patterns import Hints, Needs
from bot.claims.light.answers.answered import Answer, answer_of
from bot.claims.light.answers.links import PLAIN
from bot.claims.light.answers.responses import light_responses
from bot.claims.light.find import find_light_disputes
from bot.claims.light.grammar.sentences import WordsInLists
from bot.claims.light.grammar.vocabulary import Vocabulary, read_vocabulary
from bot.claims.light.speech.reading import LightReading
from bot.claims.light.speech.statements import read_light
from bot.claims.speech.statements import found_statements
from bot.domain.claim import ClaimText, FoundDispute, FoundStatement
from tests.eval.corpus.languages.articles import load_articles

LANGUAGES = ("de", "es", "fr", "ru", "uk")


class Open(Hints):
    """Passes nothing over: every text may match every pattern."""

    def add(self, needs: Needs) -> int:
        return super().add(())


class Blind(Hints):
    """Lets nothing match that needs a word."""

    def add(self, needs: Needs) -> int:
        return super().add((("nowhere",),) if needs else needs)


def vocabulary(lang: str, hints: Hints) -> Vocabulary:
    read = read_vocabulary(lang, hints)
    assert read is not None
    return read


def readings(words: Vocabulary) -> list[LightReading]:
    """Return the articles of a language, each as read alone."""
    articles = [story["articles"][0] for story in load_articles(words.code, "dev")]
    texts = [(article["text"], article.get("title") or "") for article in articles]
    return [
        read_light(words, ClaimText(article="a", text=text, title=title, source="Outlet", lang=words.code), 0)
        for text, title in texts
    ]


def found(words: Vocabulary) -> list[tuple[list[FoundStatement], list[FoundDispute]]]:
    return [(found_statements(one), find_light_disputes(words, [one])[0]) for one in readings(words)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_patterns_pass_over_holds_nothing(lang: str) -> None:
    all_tried = found(vocabulary(lang, Open()))
    assert found(vocabulary(lang, Hints())) == all_tried
    assert sum(len(disputes) for _, disputes in all_tried) > 1
    assert found(vocabulary(lang, Blind())) != all_tried  # the check sees what is passed over wrongly


def disagreements(place: WordsInLists, kinds: list[str]) -> Iterator[str]:
    """Yield the lists of which a sentence tells something else than its words, looked at one by one."""
    size = len(place.tokens)
    for kind in kinds:
        spots = [at for at in range(size) if kind in place.kinds[at]]
        told = (place.spots(kind), place.holds(kind), [at for at in range(-2, size + 2) if place.has(kind, at)])
        halves = [place.within(kind, -1, size // 2), place.any_within(frozenset({kind}), size // 2, size)]
        parted = [any(at < size // 2 for at in spots), any(at >= size // 2 for at in spots)]
        if told != (spots, bool(spots), spots) or halves != parted:
            yield kind


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sentence_tells_of_its_lists_what_its_words_tell(lang: str) -> None:
    words = vocabulary(lang, Hints())
    places = [place for one in readings(words)[:3] for place in one.places]
    assert [kind for place in places for kind in disagreements(place, sorted(words.words))] == []
    held = next(place for place in places if place.holds("determiners"))
    held.held = frozenset()
    assert "determiners" in set(disagreements(held, sorted(words.words)))  # the check sees a sieve too fine


def answers(one: LightReading) -> Iterator[Answer]:
    rarity = Rarity(one.words)
    plain = (response for response in light_responses(one) if response.rule in PLAIN)
    yield from (answer_of(rarity, one, response) for response in plain)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_statement_is_likelier_than_its_most_to_be_what_is_answered(lang: str) -> None:
    pairs = [
        (answer.odds(said, one.sentence_of(said)), answer.most_odds(said, one.sentence_of(said)))
        for one in readings(vocabulary(lang, Hints()))
        for answer in answers(one)
        for said in one.said
    ]
    assert pairs
    assert all(odds <= most for odds, most in pairs)
    assert any(odds < most for odds, most in pairs)
