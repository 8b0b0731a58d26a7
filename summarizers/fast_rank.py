"""sumy's LexRank and TextRank with the same scores to the last bit, many times faster, in the memory of one matrix.

sumy (https://github.com/miso-belica/sumy, 0.13) compares every pair of sentences in Python. Here the pairs that share a
word are read off an inverted index: what is left to do grows with what sentences have in common, not with the square
of their number. Docs: docs/decisions/0024-same-scores-faster.md.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

import numpy as np
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from summarizers.words import IDEOGRAPHS, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

# Sums are added up in another order than sumy's: a similarity this near to the threshold is worked out by sumy itself.
_ROUNDING = 1e-9
# Pairs of sentences looked at together; bounds the memory beside the matrix to a few MB.
_MOST_PAIRS = 1 << 15
_ROWS = 16  # of a matrix, worked on together
_STOP_WORD = -1
_LETTERS = re.compile(r"[^\W\d_]+")


class _Numbers(dict[str, int]):
    """Numbers of stems by word, each word normalised and stemmed once; stop words have none."""

    def __init__(self, stem: Callable[[str], str | None]) -> None:
        super().__init__()
        self._stem = stem
        self._stems: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        stem = self._stem(word)
        number = _STOP_WORD if stem is None else self._stems.setdefault(stem, len(self._stems))
        self[word] = number
        return number


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each stem stands in each sentence: parallel arrays, ordered by sentence; `lengths` are in words."""

    sentences: Ints
    stems: Ints
    times: Ints
    lengths: Ints

    @classmethod
    def cheaply(
        cls,
        texts: Sequence[str],
        stem_words: Callable[[list[str]], list[str]],
        stop_words: frozenset[str],
    ) -> Counts:
        """Count runs of letters in sentences, all stemmed in one call; numbers are left out."""
        words = [
            words_of(text) if not text.isascii() and IDEOGRAPHS.search(text) else _LETTERS.findall(text.lower())
            for text in texts
        ]
        content = list(frozenset(chain.from_iterable(words)) - stop_words)
        stems: dict[str, int] = {}
        numbers = {
            word: stems.setdefault(stem, len(stems)) for word, stem in zip(content, stem_words(content), strict=True)
        }
        return cls.gather(map(numbers.get, chain.from_iterable(words), repeat(_STOP_WORD)), words)

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]], stem: Callable[[str], str | None]) -> Counts:
        """Count the words of sentences; `stem` returns None for a stop word."""
        return cls.gather(map(_Numbers(stem).__getitem__, chain.from_iterable(texts)), texts)

    @classmethod
    def gather(cls, numbers: Iterable[int], texts: Sequence[Sequence[str]]) -> Counts:
        """Count the numbers of the words of all sentences, one after the other; below 0 they do not count."""
        flat = np.fromiter(numbers, np.intp)
        rows = np.repeat(np.arange(len(texts)), np.fromiter(map(len, texts), np.intp, len(texts)))
        content = flat >= 0
        rows, flat = rows[content], flat[content]
        width = int(flat.max(initial=0)) + 1
        cells = rows * width + flat
        cells = cells[np.argsort(cells, kind="stable")]
        first = np.flatnonzero(np.diff(cells, prepend=-1))
        times = np.diff(first, append=len(cells))
        cells = cells[first]
        return cls(cells // width, cells % width, times, np.bincount(rows, minlength=len(texts)))

    def pairs(self, weights: Floats, at_once: int = _MOST_PAIRS) -> Iterator[tuple[Ints, Floats]]:
        """Yield products of the weights of one stem in two sentences, with the cell (below the diagonal) they go to.

        At most `at_once` pairs come together, or those of one entry.
        """
        order = np.argsort(self.stems, kind="stable")
        rows, weights = self.sentences[order], weights[order]
        frequency = np.bincount(self.stems)
        # An entry meets the ones of its stem that stand before it: as many as its place within the stem.
        before = np.arange(len(rows)) - np.repeat(np.cumsum(frequency) - frequency, frequency)
        portion = max(1, at_once // int(frequency.max(initial=1)))
        for start in range(0, len(rows), portion):
            reach = before[start : start + portion]
            entry = np.repeat(np.arange(start, start + len(reach)), reach)
            # 1, 2, … up to the reach of each entry: how many places back its partner stands.
            back = np.arange(1, len(entry) + 1) - np.repeat(np.cumsum(reach) - reach, reach)
            partner = entry - back
            yield rows[entry] * len(self.lengths) + rows[partner], weights[entry] * weights[partner]

    def similarities(self, weights: Floats) -> Floats:
        """Return the sums of these products as a matrix, of which only the part below the diagonal is filled."""
        count = len(self.lengths)
        matrix = np.zeros(count * count)
        for cells, products in self.pairs(weights):
            np.add.at(matrix, cells, products)
        return matrix.reshape(count, count)


class _Words:
    """What both rankers do alike: words of sumy's sentences, counted with sumy's own normalising and stemming."""

    stop_words: frozenset[str]
    stem_word: Callable[[str], str]
    normalize_word: Callable[[str], str]

    def _stem_content(self, word: str) -> str | None:
        normal = self.normalize_word(word)
        return None if normal in self.stop_words else self.stem_word(normal)

    def count(self, sentences: Sequence[Any]) -> Counts:
        """Count the words of sumy's sentences."""
        return Counts.of([sentence.words for sentence in sentences], self._stem_content)


class FastLexRank(_Words, LexRankSummarizer):  # type: ignore[misc]  # sumy ships no types
    """sumy's LexRank: equal scores (bit by bit), so equal rankings, for every document."""

    def __call__(self, document: Any, sentences_count: object) -> tuple[Any, ...]:
        """Return the best sentences in their order, as sumy's class does."""
        sentences = document.sentences
        if not sentences:
            return ()
        scores = self.rate(self.count(sentences), lambda i: self._to_words_set(sentences[i]))
        ratings = dict(zip(sentences, scores, strict=True))
        return tuple(self._get_best_sentences(sentences, sentences_count, ratings))

    def rate(self, counts: Counts, words: Callable[[int], list[str]] | None = None) -> Floats:
        """Return a score for each sentence.

        `words` gives the stems of a sentence for the rare pair whose similarity is as good as the threshold; without
        it, such a pair is decided by our own sum.
        """
        count = len(counts.lengths)
        frequency = np.bincount(counts.stems)
        idf = np.array([math.log(count / (1 + n)) for n in range(count + 1)])[frequency]
        most = np.zeros(count, np.intp)
        np.maximum.at(most, counts.sentences, counts.times)
        weights = counts.times / most[counts.sentences] * idf[counts.stems]
        norms = np.sqrt(np.bincount(counts.sentences, weights**2, count))
        matrix = counts.similarities(weights / np.where(norms > 0, norms, 1)[counts.sentences])
        np.fill_diagonal(matrix, norms > 0)
        self._link(matrix, words, idf_of=lambda n: math.log(count / (1 + n)))
        matrix /= np.maximum(matrix.sum(axis=1), 1)[:, np.newaxis]
        return np.asarray(self.power_method(matrix, self.epsilon))

    def _link(self, matrix: Floats, words: Callable[[int], list[str]] | None, idf_of: Callable[[int], float]) -> None:
        """Put 1 for sentences that are alike and 0 for others; sumy decides on pairs too near to the threshold."""
        near: list[tuple[int, int]] = []
        for start in range(0, len(matrix) if words else 0, _ROWS):
            part = np.abs(matrix[start : start + _ROWS] - self.threshold)
            if part.min() < _ROUNDING:
                near += [(start + i, j) for i, j in np.argwhere(part < _ROUNDING).tolist()]
        np.greater(matrix, self.threshold, out=matrix)
        _mirror(matrix)
        if words and near:
            every = [words(i) for i in range(len(matrix))]
            tf = self._compute_tf(every)
            idf = _inverse_frequencies(every, idf_of)
            # In both orders: the sum follows the order of a set, which may differ, and its last bit with it.
            for i, j in near + [(j, i) for i, j in near]:
                matrix[i, j] = self.cosine_similarity(every[i], every[j], tf[i], tf[j], idf) > self.threshold


def _inverse_frequencies(sentences: list[list[str]], idf_of: Callable[[int], float]) -> dict[str, float]:
    frequency: dict[str, int] = {}
    for stem in chain.from_iterable(map(frozenset, sentences)):
        frequency[stem] = frequency.get(stem, 0) + 1
    return {stem: idf_of(n) for stem, n in frequency.items()}


class FastTextRank(_Words, TextRankSummarizer):  # type: ignore[misc]  # sumy ships no types
    """sumy's TextRank: equal scores (bit by bit), so equal rankings, for every document."""

    def rate_sentences(self, document: Any) -> dict[Any, float]:
        """Return a score for each sentence of sumy's document."""
        return dict(zip(document.sentences, self.rate(self.count(document.sentences)), strict=True))

    def rate(self, counts: Counts) -> Floats:
        """Return a score for each sentence. Numbers of shared words are whole, so their sums have no rounding."""
        count = len(counts.lengths)
        times = counts.times.astype(np.float64)
        matrix = counts.similarities(times)
        _mirror(matrix)
        np.fill_diagonal(matrix, np.bincount(counts.sentences, times**2, count))
        # math.log, as numpy's may differ in the last bit.
        logs = np.array([math.log(n) if n else 0.0 for n in counts.lengths.tolist()])
        for start in range(0, count, _ROWS):
            norms = logs[start : start + _ROWS, np.newaxis] + logs
            norms[norms == 0] = 1.0  # two sentences of one word each: sumy leaves the number as it is
            matrix[start : start + _ROWS] /= norms
        matrix /= matrix.sum(axis=1)[:, np.newaxis] + self._ZERO_DIVISION_PREVENTION
        matrix *= self.damping
        matrix += (1.0 - self.damping) / count
        return np.asarray(self.power_method(matrix, self.epsilon))


def _mirror(matrix: Floats) -> None:
    """Copy what is below the diagonal above it, row by row: no second matrix."""
    for i in range(1, len(matrix)):
        matrix[:i, i] = matrix[i, :i]
