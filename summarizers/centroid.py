"""How near each sentence is to what the documents are about together (Radev et al. 2004, the MEAD centroid).

Pure Python over sparse vectors: a story of three hundred sentences takes a few milliseconds, and neither numpy nor
stop words nor stemmers are needed, so every language is treated alike.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from summarizers.words import content_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizers.candidates import Candidate

Vector = dict[str, float]


def vectors(candidates: Sequence[Candidate]) -> list[Vector]:
    """Return each sentence as content words weighed by how often it uses them and how few sentences do, of length 1."""
    texts = [Counter(words) for words in content_words([candidate.words for candidate in candidates])]
    users = Counter(word for text in texts for word in text)
    return [_unit({word: times * math.log(len(texts) / users[word]) for word, times in text.items()}) for text in texts]


def centrality(candidates: Sequence[Candidate], found: Sequence[Vector]) -> list[float]:
    """Return the similarity of each sentence to the sum of all that are prose, 0 to 1."""
    centre = _sum([vector for candidate, vector in zip(candidates, found, strict=True) if candidate.readable])
    return [_dot(vector, centre) for vector in found]


def relevance(candidates: Sequence[Candidate], found: Sequence[Vector]) -> dict[int, float]:
    """Return for each document how much it shares with the one most like it; the highest is 1.

    A stray among the articles of a story (a crawler's notice, another page of the same site) shares next to nothing.
    """
    groups: dict[int, list[Vector]] = {}
    for candidate, vector in zip(candidates, found, strict=True):
        group = groups.setdefault(candidate.sentence.document_index, [])
        if candidate.readable:
            group.append(vector)
    centres = {document: _sum(group) for document, group in groups.items()}
    nearest = {
        one: max((_dot(centre, other) for two, other in centres.items() if two != one), default=1.0)
        for one, centre in centres.items()
    }
    highest = max(nearest.values(), default=0.0)
    return {document: value / highest if highest else 1.0 for document, value in nearest.items()}


def _sum(group: Sequence[Vector]) -> Vector:
    total: Vector = {}
    for vector in group:
        for word, weight in vector.items():
            total[word] = total.get(word, 0.0) + weight
    return _unit(total)


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(math.fsum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items()} if length else {}


def _dot(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    small, large = (one, two) if len(one) <= len(two) else (two, one)
    return math.fsum(weight * large[word] for word, weight in small.items() if word in large)
