"""A story while it lives: its articles, what they have in common, and the days they span."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.stories.vocabulary import Vector, product

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.stories.vocabulary import Term

# How alike articles of one story are as a rule, weighed like so many pairs: a story of few articles tells little.
_USUAL_COHESION = 0.2
_USUAL_PAIRS = 8
# News of one event comes within hours; a follow-up comes days later. Likeness fades by e in so long a time.
_FADING = timedelta(days=10)
# The sum of so many articles is kept; of fewer it is added up when asked for, which takes less memory.
_SUMMED_ARTICLES = 8
_NO_TIME = timedelta(0)


@dataclass(slots=True, eq=False)
class LiveArticle:
    """What is kept of an article: raw weights, to make its vector anew, and the vector as it stands in its story."""

    id: str
    raw: Vector
    vector: Vector
    story: LiveStory


@dataclass(slots=True, eq=False)
class LiveStory:
    """The articles of a story, the sum of their likenesses to one another, and the days they span (None: unknown).

    `sum` adds up the vectors of its articles; it is empty while they are few. `near` are other stories that an
    article was somewhat like: those it may merge with. `weighed` is the number of all live articles, and of its own,
    when its vectors were made.
    """

    id: str
    order: int
    members: list[LiveArticle] = field(default_factory=list)
    sum: dict[Term, float] = field(default_factory=dict)
    inner: float = 0.0
    first: datetime | None = None
    last: datetime | None = None
    near: dict[LiveStory, None] = field(default_factory=dict)
    weighed: tuple[int, int] = (1, 1)

    @property
    def cohesion(self) -> float:
        """Return how alike its articles are, 0 to 1: the usual, until pairs of its own tell."""
        pairs = len(self.members) * (len(self.members) - 1) / 2
        return (self.inner + _USUAL_COHESION * _USUAL_PAIRS) / (pairs + _USUAL_PAIRS)

    def stretch(self, *moments: datetime | None) -> None:
        """Take dates in."""
        known = [moment for moment in (self.first, self.last, *moments) if moment is not None]
        if known:
            self.first, self.last = min(known), max(known)

    def is_near(self, first: datetime | None, last: datetime | None, window: timedelta) -> bool:
        """Tell whether the days from `first` to `last` touch the story's own; unknown dates touch everything."""
        if first is None or last is None or self.first is None or self.last is None:
            return True
        return self.first - window <= last and first <= self.last + window

    def fading(self, first: datetime | None, last: datetime | None) -> float:
        """Return what is left of a likeness, 1 to 0, for the time between the story and the days given."""
        if first is None or last is None or self.first is None or self.last is None:
            return 1.0
        return math.exp(-max(first - self.last, self.first - last, _NO_TIME) / _FADING)

    def likeness_of(self, vector: Vector, by_term: dict[Term, float]) -> float:
        """Return the mean cosine of its articles to one article, given both as a vector and by term."""
        if self.sum:
            return vector.dot(self.sum) / len(self.members)
        return sum([member.vector.dot(by_term) for member in self.members]) / len(self.members)

    def by_term(self) -> dict[Term, float]:
        """Return the weights of its terms, added up over its articles."""
        return self.sum or _add_up([member.vector for member in self.members])

    def join(self, article: LiveArticle) -> None:
        """Take an article in."""
        vector = article.vector
        total = self.by_term()
        self.inner += vector.dot(total)
        for term in vector.terms:
            if term not in total:
                term.enlist(self)
        article.story = self
        self.members.append(article)
        if self.sum:
            _add(vector, self.sum)
        elif len(self.members) >= _SUMMED_ARTICLES:
            self.sum = self.by_term()

    def reweigh(self, weigh: Callable[[Vector], Vector], live_articles: int) -> None:
        """Make the vectors of its articles anew."""
        before = self.by_term()
        after: dict[Term, float] = {}
        self.inner = 0.0
        for member in self.members:
            member.vector = weigh(member.raw)
            self.inner += member.vector.dot(after)
            _add(member.vector, after)
        for term in before:
            if term not in after:
                term.delist(self)
        for term in after:
            if term not in before:
                term.enlist(self)
        if self.sum:
            self.sum = after
        self.weighed = (live_articles, len(self.members))

    def leave(self) -> list[LiveArticle]:
        """Take the story out of the lists of its terms and of its neighbours, and return its articles: it is over."""
        for term in self.by_term():
            term.delist(self)
        for other in self.near:
            other.near.pop(self, None)
        members, self.members, self.sum = self.members, [], {}
        return members

    def meet(self, other: LiveStory) -> None:
        """Make two stories neighbours."""
        self.near[other] = other.near[self] = None

    def part(self, other: LiveStory) -> None:
        """Take back `meet`."""
        del self.near[other], other.near[self]


def likeness(one: LiveStory, two: LiveStory) -> float:
    """Return the mean cosine of the articles of two stories, faded by the time between them."""
    small, large = (one, two) if len(one.members) <= len(two.members) else (two, one)
    if small.sum:
        total = product(small.sum.keys(), small.sum.values(), large.sum)
    else:
        by_term = large.by_term()
        total = sum([member.vector.dot(by_term) for member in small.members])
    return total / (len(one.members) * len(two.members)) * one.fading(two.first, two.last)


def _add_up(vectors: Sequence[Vector]) -> dict[Term, float]:
    total = vectors[0].by_term() if vectors else {}
    for vector in vectors[1:]:
        _add(vector, total)
    return total


def _add(vector: Vector, total: dict[Term, float]) -> None:
    for term, weight in zip(*vector, strict=True):
        total[term] = total.get(term, 0.0) + weight
