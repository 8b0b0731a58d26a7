"""The default: how central a sentence is and how early it stands, over sentences that read right alone.

docs/decisions/0021 says what else was tried, with figures.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizers.centroid import centrality, relevance, vectors
from summarizers.diverse import choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizers.candidates import Candidate
    from summarizers.diverse import Limit

# News says what matters within the first dozens of sentences; bounds the work on a book.
_MOST_RANKED = 300
# After this many sentences the prior has fallen to 1/e.
_PRIOR_SENTENCES = 8


def summarize(candidates: Sequence[Candidate], limit: Limit) -> list[int]:
    """Return the indexes of the candidates to show, in reading order.

    When nothing reads right alone within the limit (a lone question, a list of labels, one very long sentence), the
    best sentence is shown as it is: a defined answer for every text that has a sentence.
    """
    ranked = sorted(sorted(range(len(candidates)), key=lambda i: (candidates[i].position, i))[:_MOST_RANKED])
    scores = _scores(candidates, ranked)
    chosen = choose(_narrowed(candidates, ranked), scores, limit)
    if chosen:
        return chosen
    by_score = sorted(ranked, key=lambda i: -scores[i])
    fitting = [i for i in by_score if limit.holds([candidates[i].text])]
    return (fitting or by_score)[:1]


def _narrowed(candidates: Sequence[Candidate], pool: list[int]) -> list[Candidate]:
    """Return the candidates with only those of the pool left to choose; numbers stay, as `needs` point at them."""
    allowed = set(pool)
    return [
        candidate if i in allowed else replace(candidate, admissible=False) for i, candidate in enumerate(candidates)
    ]


def _scores(candidates: Sequence[Candidate], pool: list[int]) -> list[float]:
    """Return a score for each candidate; those outside the pool have none (0)."""
    ranked = [candidates[i] for i in pool]
    found = vectors(ranked)
    share = relevance(ranked, found)
    scores = [0.0] * len(candidates)
    for i, central in zip(pool, centrality(ranked, found), strict=True):
        candidate = candidates[i]
        prior = math.exp(-candidate.position / _PRIOR_SENTENCES)
        scores[i] = central * prior * share[candidate.sentence.document_index]
    return scores
