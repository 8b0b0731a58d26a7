"""Sentences and statements are passed over by their words alone: nothing that a rule would find is among them."""

import json
from pathlib import Path

import pytest

from bot.claims.grammar.lexicon import Lexicon, read_lexicon
from bot.claims.grammar.patterns import Hints, Needs
from bot.claims.linking.disputes import find_disputes
from bot.claims.rulebook.rules import RULES
from bot.claims.speech.statements import Reading, read_article
from bot.domain.claim import ClaimText, FoundDispute

CORPUS = Path(__file__).resolve().parents[1] / "eval/corpus/disputes.jsonl"
STORIES = [
    [article["text"] for article in json.loads(line)["articles"]] for line in CORPUS.read_text("utf-8").splitlines()
]
STORIES += [[rule.example] for rule in RULES.values()]


class Open(Hints):
    """Passes nothing over: every text may match every pattern."""

    def add(self, needs: Needs) -> int:
        return super().add(())


class Blind(Hints):
    """Does not know the words for what is false."""

    def add(self, needs: Needs) -> int:
        return super().add((("nowhere",),) if any("untrue" in words for words in needs) else needs)


def lexicon(hints: Hints) -> Lexicon:
    read = read_lexicon("en", hints)
    assert read is not None
    return read


def disputes(lexicon: Lexicon) -> list[list[FoundDispute]]:
    """Return the disputes of each story of the own corpus, and of the example of each rule."""
    return [find_disputes(lexicon, [article(lexicon, *one) for one in enumerate(story)])[0] for story in STORIES]


def article(lexicon: Lexicon, order: int, text: str) -> Reading:
    given = ClaimText(article=str(order), text=text, source=f"Outlet {order}", date="2026-05-04", lang="en")
    return read_article(lexicon, given, order)


@pytest.fixture(scope="module")
def all_tried() -> list[list[FoundDispute]]:
    return disputes(lexicon(Open()))


def test_what_is_passed_over_holds_nothing(all_tried: list[list[FoundDispute]]):
    assert disputes(lexicon(Hints())) == all_tried
    assert sum(map(len, all_tried)) > len(RULES) // 2


def test_the_check_sees_what_is_passed_over_wrongly(all_tried: list[list[FoundDispute]]):
    assert disputes(lexicon(Blind())) != all_tried
