"""The default: sumy's ranking, weighed with where news puts what matters, over sentences that read right alone."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizers import sumy_adapter
from summarizers.diverse import choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizers.candidates import Candidate
    from summarizers.diverse import Limit

# The graph methods compare every pair; news says what matters within the first dozens of sentences.
_MOST_RANKED = 300
# After this many sentences the prior has fallen to 1/e.
_PRIOR_SENTENCES = 12
# TextRank favours long sentences; above this length a score is divided by the root of the length.
_SHORT_WORDS = 15


def summarize(candidates: Sequence[Candidate], lang: str | None, limit: Limit) -> list[int]:
    """Return the indexes of the candidates to show, in reading order.

    When nothing reads right alone within the limit (a lone question, a list of labels, one very long sentence), the
    best sentence is shown as it is: a defined answer for every text that has a sentence.
    """
    ranked = sorted(sorted(range(len(candidates)), key=lambda i: (candidates[i].position, i))[:_MOST_RANKED])
    scores = _scores(candidates, ranked, lang)
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


def _scores(candidates: Sequence[Candidate], pool: list[int], lang: str | None) -> list[float]:
    """Return a score for each candidate; those outside the pool have none (0)."""
    paragraphs = [[candidates[i].text for i in pool]]
    scores = [0.0] * len(candidates)
    for method in ("lexrank", "textrank"):
        ratings = sumy_adapter.rank(method, paragraphs, lang)
        highest = max((rating.score for rating in ratings), default=0.0)
        for rating in ratings:
            scores[pool[rating.index]] += rating.score / highest if highest > 0 else 1.0
    for i in pool:
        prior = math.exp(-candidates[i].position / _PRIOR_SENTENCES)
        scores[i] *= prior / math.sqrt(max(_SHORT_WORDS, len(candidates[i].words)))
    return scores
