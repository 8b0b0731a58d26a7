"""sumy's KL summarizer with the same choices in the same order, without its cubic cost.

sumy (https://github.com/miso-belica/sumy, 0.13) counts all words of the growing summary anew for each sentence it might
add next: a story of 600 sentences takes minutes. Here only what a sentence would change is worked out.
"""

from __future__ import annotations

from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

import numpy as np
from sumy.summarizers.kl import KLSummarizer

from summarizers.fast_rank import Counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Sums are added up in another order than sumy's: sentences this near to the best are worked out by sumy itself …
_ROUNDING = 1e-9
# … unless they are more than these, as in a list of single words: then the first one is as good as any.
_MOST_TIED = 32


class FastKL(KLSummarizer):  # type: ignore[misc]  # sumy ships no types
    """sumy's KL: equal ratings, but where more than 32 different sentences are as good as each other."""

    def _compute_ratings(self, sentences: Sequence[Any]) -> dict[Any, int]:
        frequency: dict[str, float] = self.compute_tf(sentences)
        texts = [self._get_content_words_in_sentence(sentence) for sentence in sentences]
        search = _Search(texts, frequency)
        ratings: dict[Any, int] = {}
        summary: list[str] = []
        for _ in texts:
            near = search.nearest()
            best = near[0] if len(near) == 1 else self._decide(near, texts, summary, frequency)
            search.take(best, sentences[best].words)
            # Of the words as they are, not as they are counted: so does sumy.
            summary.extend(sentences[best].words)
            ratings[sentences[best]] = -len(ratings)
        return ratings

    def _decide(self, near: list[int], texts: list[list[str]], summary: list[str], frequency: dict[str, float]) -> int:
        """Return the first of the best sentences as sumy works it out, once for those with the same words."""
        first = {tuple(texts[i]): i for i in reversed(near)}
        tied = sorted(first.values())
        if len(tied) > _MOST_TIED:
            return near[0]
        return min(tied, key=lambda i: (self._kl_divergence(self._joint_freq(texts[i], summary), frequency), i))


class _Search:
    """How far the words of the summary with one sentence more would be from those of the document."""

    def __init__(self, texts: list[list[str]], frequency: dict[str, float]) -> None:
        self._number = {word: number for number, word in enumerate(frequency)}
        self._frequency = np.fromiter(frequency.values(), np.float64)
        self._counts = Counts.gather(map(self._number.get, chain.from_iterable(texts), repeat(-1)), texts)
        self._lengths = np.array([len(text) for text in texts])
        self._open = np.ones(len(texts), bool)
        self._said = np.zeros(len(frequency))
        self._said_words = 0

    def nearest(self) -> list[int]:
        """Return the sentences not yet taken that are nearest, or as near but for rounding; in their order."""
        divergence = np.where(self._open, self._divergences(), np.inf)
        return np.flatnonzero(divergence <= divergence.min() + _ROUNDING).tolist()

    def take(self, sentence: int, words: Sequence[str]) -> None:
        """Add a sentence to the summary; `words` are all of it."""
        self._open[sentence] = False
        self._said_words += len(words)
        for word in words:
            if word in self._number:
                self._said[self._number[word]] += 1

    def _divergences(self) -> Floats:
        """Return the sum of f log(f / joint) for each sentence, where joint counts its words and the summary's.

        With n words in all and c of one word, that is f (log f - log c + log n): only c of the sentence's own words
        and n differ from the sums over the summary alone.
        """
        counts, rows = self._counts, self._counts.sentences
        said, f = self._said[counts.stems], self._frequency[counts.stems]
        is_said = said > 0
        old = np.log(np.where(is_said, said, 1))
        change = f * (np.where(is_said, old, np.log(f)) - np.log(said + counts.times))
        spoken = self._said > 0
        share = self._frequency[spoken]
        base = float((share * (np.log(share) - np.log(self._said[spoken]))).sum())
        mass = share.sum() + np.bincount(rows, np.where(is_said, 0.0, f), len(self._lengths))
        total = np.log(np.maximum(self._lengths + self._said_words, 1))
        return np.asarray(base + np.bincount(rows, change, len(self._lengths)) + total * mass)
