"""ROUGE-1, ROUGE-2 and summary-level ROUGE-L (Lin 2004, https://aclanthology.org/W04-1013), F1 over stemmed words."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

import Stemmer

if TYPE_CHECKING:
    from collections.abc import Sequence

STEMMER = Stemmer.Stemmer("porter")
SHORTEST_STEMMED = 4  # shorter words are left alone, as in the rouge-score package


def words(text: str) -> list[str]:
    """Return the lower-cased, stemmed words of an English text."""
    found = re.findall(r"[a-z0-9]+", text.lower())
    return [STEMMER.stemWord(word) if len(word) >= SHORTEST_STEMMED else word for word in found]


def f1(shared: float, reference: float, summary: float) -> float:
    """Return the harmonic mean of shared/reference and shared/summary."""
    return 2 * shared / (reference + summary) if shared else 0.0


def ngram_f1(reference: Sequence[str], summary: Sequence[str], size: int) -> float:
    """Return the F1 of shared runs of `size` words."""
    grams = [Counter(zip(*(text[offset:] for offset in range(size)), strict=False)) for text in (reference, summary)]
    return f1((grams[0] & grams[1]).total(), grams[0].total(), grams[1].total())


def common_positions(reference: Sequence[str], summary: Sequence[str]) -> set[int]:
    """Return the positions in `reference` of one longest common subsequence."""
    lengths = [[0] * (len(summary) + 1) for _ in range(len(reference) + 1)]
    for i, word in enumerate(reference, 1):
        for j, other in enumerate(summary, 1):
            lengths[i][j] = lengths[i - 1][j - 1] + 1 if word == other else max(lengths[i - 1][j], lengths[i][j - 1])
    i, j, positions = len(reference), len(summary), set()
    while i and j:
        if reference[i - 1] == summary[j - 1]:
            i, j = i - 1, j - 1
            positions.add(i)
        elif lengths[i][j - 1] >= lengths[i - 1][j]:
            j -= 1
        else:
            i -= 1
    return positions


def rouge_l(reference: Sequence[Sequence[str]], summary: Sequence[Sequence[str]]) -> float:
    """Return the F1 over the union of the longest common subsequences of each reference sentence with the summary's."""
    left = [Counter(word for sentence in text for word in sentence) for text in (reference, summary)]
    sizes = [counter.total() for counter in left]
    hits = 0
    for sentence in reference:
        positions: set[int] = set().union(*(common_positions(sentence, other) for other in summary))
        for position in sorted(positions):
            word = sentence[position]
            if all(counter[word] for counter in left):  # no word counts more often than it stands there
                hits += 1
                for counter in left:
                    counter[word] -= 1
    return f1(hits, *sizes)


def rouge(reference: str, sentences: Sequence[str]) -> dict[str, float]:
    """Return rouge1, rouge2 and rougeL of a summary given as sentences."""
    gold = [words(sentence) for sentence in re.split(r"(?<=[.!?])\s+", reference)]
    made = [words(sentence) for sentence in sentences]
    flat_gold, flat_made = list(chain.from_iterable(gold)), list(chain.from_iterable(made))
    return {
        "rouge1": ngram_f1(flat_gold, flat_made, 1),
        "rouge2": ngram_f1(flat_gold, flat_made, 2),
        "rougeL": rouge_l(gold, made),
    }
