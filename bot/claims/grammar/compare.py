"""How alike two pieces of text are: shared content words, weighted by how rare they are in the story."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain

from bot.claims.grammar.lexicon import ENGLISH, load
from bot.claims.grammar.memory import WordMemory

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("ations", "ation", "ions", "ion", "ings", "ing", "ers", "ies", "ed", "es", "er", "ly", "s", "e", "y")


# Sentences added to every story, so that in a very short one a shared word still counts.
SMOOTHING = 10


@cache
def _function_words() -> frozenset[str]:
    lexicon = load(ENGLISH)
    return lexicon.words["function"] if lexicon is not None else frozenset()


@cache
def _irregular() -> dict[str, str]:
    """Return the lemma of each form that no ending tells: "lied" and "lying" of "lie", "took" of "take"."""
    lexicon = load(ENGLISH)
    return lexicon.lemmas if lexicon is not None else {}


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word without its commonest English endings, so that "elected" meets "election", "lied" meets "lie"."""
    word = _irregular().get(word, word)
    for suffix in _ENDINGS:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that carry content."""
    return frozenset(chain.from_iterable(map(_STEMS.__getitem__, text.split())))


def _stems(piece: str) -> tuple[str, ...]:
    """Return the stems of the words that carry content in a piece of text without blanks."""
    words = _WORD.findall(piece.lower())
    return tuple(stem(word) for word in words if len(word) > 1 and word not in _function_words())


_STEMS = WordMemory(_stems)


class Rarity:
    """Weights of words by the share of a story's sentences that hold them."""

    def __init__(self, sentences: Iterable[frozenset[str]]) -> None:
        every = list(sentences)
        self._count = Counter(chain.from_iterable(every))
        self._total = max(1, len(every))
        self._weights: dict[str, float] = {}
        self._sums: dict[frozenset[str], float] = {}

    def weight(self, word: str) -> float:
        """Return the weight of one word, 0 for one that stands in every sentence."""
        found = self._weights.get(word)
        if found is None:
            found = self._weights[word] = math.log((self._total + SMOOTHING) / (self._count[word] + 0.5))
        return found

    def _sum(self, words: frozenset[str]) -> float:
        """Return the weight of all words; the exact sum, for a set has another order in every process."""
        found = self._sums.get(words)
        if found is None:
            found = self._sums[words] = math.fsum(map(self.weight, words))
        return found

    def shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Return the share of the lighter side's weight that both sides hold, 0 to 1."""
        common = one & other
        if not common:
            return 0.0
        least = min(self._sum(one), self._sum(other))
        return min(1.0, math.fsum(map(self.weight, common)) / least) if least > 0 else 0.0
