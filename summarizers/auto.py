"""The default: how central a sentence is and how early it stands, over sentences that read right alone.

docs/decisions/0025 and 0027 say what else was tried, with figures.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizers.centroid import centrality, relevance, vectors
from summarizers.diverse import choose, is_same
from summarizers.facts import facts_of
from summarizers.graph import taken_up, textrank
from summarizers.words import content_words, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizers.candidates import Candidate
    from summarizers.limits import Limit

# News says what matters within the first dozens of sentences; bounds the work on a book.
_MOST_RANKED = 300
# A document that shares so much less with any other than the nearest pair does is about something else.
_STRAY = 0.2


def summarize(candidates: Sequence[Candidate], limit: Limit) -> list[int]:
    """Return the indexes of the candidates to show, in reading order.

    When nothing reads right alone within the limit (a lone question, a list of labels, one very long sentence), the
    best sentence is shown as it is, prose and what points at no other first: a defined answer for every text that has
    a sentence.
    """
    pool, scores = _ranked(candidates)
    chosen = choose(pool, scores, limit)
    if chosen:
        return chosen
    by_score = sorted(
        (i for i, candidate in enumerate(candidates) if not candidate.barred),
        key=lambda i: (not candidates[i].readable, candidates[i].leans, -scores.get(i, 0.0), i),
    )
    fitting = [i for i in by_score if limit.holds([candidates[i].text])]
    return (fitting or by_score)[:1]


def tell_news(candidates: Sequence[Candidate], told: Sequence[str], lang: str | None, limit: Limit) -> list[int]:
    """Return the indexes of candidates that hold facts which `told` does not, in reading order; none when none does.

    A sentence is worth the more the more of its facts are new. Its neighbours may be old.
    """
    known = frozenset().union(*(facts_of(text, lang) for text in told))
    said = [frozenset(word.casefold() for word in words_of(text)) for text in told]
    pool, scores = _ranked(candidates)
    for i, candidate in enumerate(pool):
        if not candidate.admissible:
            continue
        facts = facts_of(candidate.text, lang)
        words = frozenset(word.casefold() for word in candidate.words)
        if facts <= known or any(is_same(words, other) for other in said):
            pool[i] = replace(candidate, admissible=False)
        else:
            scores[i] *= len(facts - known) / len(facts)
    return choose(pool, scores, limit)


def _ranked(candidates: Sequence[Candidate]) -> tuple[list[Candidate], dict[int, float]]:
    """Return the candidates with only those left admissible that are ranked, and the scores of these by index.

    A score is the mean of three centralities, each as a share of its highest, times what its place and its document
    are worth. Together they err less than each alone.
    """
    prose = [i for i, candidate in enumerate(candidates) if candidate.readable] or range(len(candidates))
    ranked = sorted(sorted(prose, key=lambda i: (candidates[i].position, i))[:_MOST_RANKED])
    pool = [candidates[i] for i in ranked]
    documents = [candidate.sentence.document_index for candidate in pool]
    found = vectors(pool)
    share = relevance(pool, found)
    designs = (
        centrality(pool, found),
        textrank(content_words([candidate.words for candidate in pool])),
        taken_up(found, documents),
    )
    scores = {
        i: sum(values) / len(designs) / math.sqrt(1 + candidates[i].position) * share[document]
        for i, document, *values in zip(ranked, documents, *map(_normalised, designs), strict=True)
    }
    return _narrowed(candidates, ranked, share), scores


def _normalised(scores: Sequence[float]) -> list[float]:
    highest = max(scores, default=0.0)
    return [score / highest if highest else 0.0 for score in scores]


def _narrowed(candidates: Sequence[Candidate], ranked: list[int], share: Mapping[int, float]) -> list[Candidate]:
    """Return the candidates with only those left to choose that are ranked; numbers stay, as `needs` point at them.

    Out of several documents no stray is quoted, and nobody who speaks of himself: beside other texts nothing says who
    that is.
    """
    unfit = {
        i
        for i, candidate in enumerate(candidates)
        if share.get(candidate.sentence.document_index, 0.0) < _STRAY or (len(share) > 1 and candidate.own_voice)
    }
    allowed = {i for i in ranked if unfit.isdisjoint((i, *candidates[i].needs))}
    return [
        candidate
        if i in allowed
        else replace(candidate, admissible=False, companion=candidate.companion and i not in unfit)
        for i, candidate in enumerate(candidates)
    ]
