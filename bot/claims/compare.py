"""How alike two pieces of text are: shared content words, weighted by how rare they are in the story."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

from bot.claims.lexicon import DEFAULT_LANGUAGE, load

_WORD = re.compile(r"[^\W_]+")


# Sentences added to every story, so that in a very short one a shared word still counts.
SMOOTHING = 10


@cache
def _function_words() -> frozenset[str]:
    lexicon = load(DEFAULT_LANGUAGE)
    return lexicon.words["function"] if lexicon is not None else frozenset()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word without its commonest English endings, so that "elected" meets "election"."""
    for suffix in (
        "ations",
        "ation",
        "ions",
        "ion",
        "ings",
        "ing",
        "ers",
        "ies",
        "ed",
        "es",
        "er",
        "ly",
        "s",
        "e",
        "y",
    ):
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that carry content."""
    function = _function_words()
    return frozenset(stem(word) for word in _WORD.findall(text.lower()) if word not in function and len(word) > 1)


class Rarity:
    """Weights of words by the share of a story's sentences that hold them."""

    def __init__(self, sentences: Iterable[frozenset[str]]) -> None:
        self._count: Counter[str] = Counter()
        total = 0
        for words in sentences:
            self._count.update(words)
            total += 1
        self._total = max(1, total)

    def weight(self, word: str) -> float:
        """Return the weight of one word, 0 for one that stands in every sentence."""
        return math.log((self._total + SMOOTHING) / (self._count[word] + 0.5))

    def shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Return the share of the lighter side's weight that both sides hold, 0 to 1."""
        common = one & other
        if not common:
            return 0.0
        weigh = self.weight
        least = min(sum(map(weigh, one)), sum(map(weigh, other)))
        return min(1.0, sum(map(weigh, common)) / least) if least > 0 else 0.0
