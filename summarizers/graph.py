"""How much the sentences of a text hold each other up, from the words they share.

Two designs over one pass of the words, pure Python: TextRank (Mihalcea and Tarau 2004), where a sentence is worth what
the sentences are worth that share words with it, and directed centrality (PacSum, Zheng and Lapata 2019), where it is
worth what later sentences take up of it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Vector = dict[str, float]
Edges = list[dict[int, float]]

# TextRank's damping, and the change of all ranks together at which they have settled.
_DAMPING = 0.85
_SETTLED = 1e-4
_MOST_ROUNDS = 100
# Below this cosine two sentences have nothing to do with each other: LexRank's threshold (Erkan and Radev 2004).
_LEAST_SIMILAR = 0.1
# What a sentence takes up of earlier ones of its document speaks a little against it.
_TAKEN_UP = -0.3


def textrank(texts: Sequence[Sequence[str]]) -> list[float]:
    """Return the rank of each text, given as its content words: they sum to about 1."""
    size = max(len(texts), 1)
    edges: Edges = [{} for _ in texts]
    # A text of one word has no logarithm to divide by.
    for (i, j), shared in _pairs([dict.fromkeys(words, 1.0) if len(words) > 1 else {} for words in texts]).items():
        edges[i][j] = edges[j][i] = shared / (math.log(len(texts[i])) + math.log(len(texts[j])))
    flows = [_shares(row) for row in edges]
    ranks = [1 / size] * len(texts)
    for _ in range(_MOST_ROUNDS):
        found = [(1 - _DAMPING) / size] * len(texts)
        for rank, flow in zip(ranks, flows, strict=True):
            for j, share in flow.items():
                found[j] += _DAMPING * rank * share
        change = sum(abs(one - two) for one, two in zip(ranks, found, strict=True))
        ranks = found
        if change < _SETTLED:
            break
    return ranks


def taken_up(vectors: Sequence[Vector], documents: Sequence[int]) -> list[float]:
    """Return how much the sentences after each one, and those of other documents, are like it; the lowest is 0.

    Args:
        vectors: Sentences in reading order, of length 1 or empty.
        documents: The document of each sentence.
    """
    worth = [0.0] * len(vectors)
    for (i, j), cosine in _pairs(vectors).items():
        if cosine > _LEAST_SIMILAR:
            similarity = cosine - _LEAST_SIMILAR
            worth[i] += similarity
            worth[j] += similarity if documents[i] != documents[j] else _TAKEN_UP * similarity
    lowest = min(worth, default=0.0)
    return [value - lowest for value in worth]


def _shares(row: Mapping[int, float]) -> dict[int, float]:
    total = math.fsum(row.values())
    return {j: weight / total for j, weight in row.items()}


def _pairs(vectors: Sequence[Mapping[str, float]]) -> dict[tuple[int, int], float]:
    """Return the products of all pairs of vectors that share a word, the earlier one first."""
    users: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for i, vector in enumerate(vectors):
        for word, weight in vector.items():
            users[word].append((i, weight))
    products: defaultdict[tuple[int, int], float] = defaultdict(float)
    for postings in users.values():
        for (i, one), (j, two) in combinations(postings, 2):
            products[i, j] += one * two
    return products
