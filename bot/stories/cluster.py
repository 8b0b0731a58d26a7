"""Stories as they grow: each article joins the story it is most like, or opens one; stories found to be one merge.

Online TF-IDF with average linkage (docs/decisions/0022): the likeness of an article to a story is the mean of its
cosines with the story's articles, which the sum of their unit vectors gives in one product. Joining is strict, for a
wrong join is never undone; `settle` merges what the gathered evidence shows to be one, the surest first.
"""

from __future__ import annotations

import heapq
import math
import sys
from array import array
from dataclasses import dataclass, field
from datetime import timedelta
from operator import itemgetter
from typing import TYPE_CHECKING

from bot.domain.story import Placement
from bot.stories.similarity import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from bot.domain.story import StoryText

JOIN_LIKENESS = 0.36
# Two stories are one when they are so much alike, and when that is a fair share of how alike the articles within each
# are (the geometric mean of the two): look-alike events share many words, but fewer than the articles of one event.
MERGE_LIKENESS = 0.12
MERGE_COHESION = 0.64
# After each small batch only what is as much one as its own articles merges: with little read, look-alikes look alike.
BATCH_COHESION = 1.0
WINDOW_DAYS = 5.0
MOST_ARTICLES = 30_000

# The heaviest terms carry the likeness; the rest costs time and memory.
_MOST_TERMS = 80
_MOST_STORY_TERMS = 500
# A term in more stories than this tells none of them apart.
_MOST_POSTINGS = 500
# The heaviest terms name the stories that may be like an article: so many entries of the index are looked at, and so
# many stories are then weighed by all their terms.
_MOST_LOOKED_AT = 300
_MOST_WEIGHED = 32
# Whoever never calls `settle` has it done for them once so many articles have come.
_SETTLE_EVERY = 1_000
# Rarity is unknown at first: as if so many articles about other things had been read before.
_PRIOR_ARTICLES = 50
_RARITY_POWER = 1.3
# Rarity is worked out anew when the number of articles has changed by so large a part.
_RARITY_DRIFT = 0.01
# Rarity drifts while the first articles come in; vectors are made anew at each doubling until then.
_LAST_REWEIGH = 2_048
# A term no other article has says "something new" at arrival; in settling it only tells how long a text is.
_LONE_TERM_SHARE = 0.3
# Among few articles almost every term is alone, which then tells nothing; the discount grows to its full size here.
_LONE_TERM_ARTICLES = 300
# How alike articles of one story are as a rule, weighed like so many pairs: a story of few articles tells little.
_USUAL_COHESION = 0.2
_USUAL_PAIRS = 8


@dataclass(frozen=True, slots=True)
class _Weights:
    """Terms with their weights, in a quarter of a dict's memory."""

    terms: tuple[str, ...]
    weights: array[float]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, float]]) -> _Weights:
        """Pack pairs; equal terms of all articles are one string."""
        pairs = list(pairs)
        return cls(tuple(sys.intern(term) for term, _ in pairs), array("f", (weight for _, weight in pairs)))

    def __iter__(self) -> Iterator[tuple[str, float]]:
        return zip(self.terms, self.weights, strict=True)


@dataclass(slots=True)
class _Article:
    """What is kept of an article: raw weights, to make its vector anew, and the vector as it stands in its story."""

    raw: _Weights
    vector: _Weights = _Weights((), array("f"))


@dataclass(slots=True)
class _Story:
    """The articles of a story, the sum of their likenesses to one another, and the days they span (None: unknown)."""

    order: int
    members: list[str] = field(default_factory=list)
    inner: float = 0.0
    first: datetime | None = None
    last: datetime | None = None

    def stretch(self, *moments: datetime | None) -> None:
        """Take dates in."""
        known = [moment for moment in (self.first, self.last, *moments) if moment is not None]
        if known:
            self.first, self.last = min(known), max(known)

    @property
    def cohesion(self) -> float:
        """Return how alike its articles are, 0 to 1: the usual, until pairs of its own tell."""
        pairs = len(self.members) * (len(self.members) - 1) / 2
        return (self.inner + _USUAL_COHESION * _USUAL_PAIRS) / (pairs + _USUAL_PAIRS)

    def is_near(self, first: datetime | None, last: datetime | None, window: timedelta) -> bool:
        """Tell whether the days from `first` to `last` touch the story's own; unknown dates touch everything."""
        if first is None or last is None or self.first is None or self.last is None:
            return True
        return self.first - window <= last and first <= self.last + window


class StoryIndex:
    """The live stories. One writer; deterministic: the same articles in the same order give the same stories.

    Args:
        mint: Returns a new story id at each call.
        window_days: An article joins a story only when its date is at most so far from the story's days. Undated
            articles join by arrival alone.
        most_articles: Beyond so many, the stories that were joined longest ago are forgotten (not ended: their ids
            stay with the store).
    """

    def __init__(
        self, *, mint: Callable[[], str], window_days: float = WINDOW_DAYS, most_articles: int = MOST_ARTICLES
    ) -> None:
        self._mint = mint
        self._window = timedelta(days=window_days)
        self._most_articles = most_articles
        self._articles: dict[str, _Article] = {}
        self._story_of: dict[str, str] = {}
        self._stories: dict[str, _Story] = {}  # in order of last joining
        self._postings: dict[str, dict[str, float]] = {}  # term -> story -> sum over its articles' unit vectors
        self._rarities: dict[int, float] = {}  # by the number of articles that hold a term
        self._rarities_for = 0
        self._frequency: dict[str, int] = {}  # term -> live articles that have it
        self._unsettled: set[str] = set()
        self._since_settled = 0
        self._opened = 0
        self._next_reweigh = 16

    def __len__(self) -> int:
        """Return the number of live articles."""
        return len(self._articles)

    def place(self, article: StoryText) -> Placement:
        """Put an article into the story it belongs to, or open one. Placing an id again changes nothing."""
        known = self._story_of.get(article.id)
        if known is not None:
            return Placement(story=known, opened=False)
        merged = self.settle() if self._since_settled >= _SETTLE_EVERY else ()
        self._read(article)
        story_id = self._closest(article)
        opened = story_id is None
        if story_id is None:
            story_id = self._mint()
        self._join(story_id, article)
        self._since_settled += 1
        self._forget_oldest()
        return Placement(story=self._story_of[article.id], opened=opened, merged=merged)

    def seed(self, story_id: str, article: StoryText) -> None:
        """Take over a decision made before: rebuilds the index from the store, in order of joining."""
        if article.id not in self._story_of:
            self._read(article)
            self._join(story_id, article)
            self._forget_oldest()

    def settle(self, *, at_end: bool = True) -> tuple[tuple[str, str], ...]:
        """Merge stories joined since the last call with what they are like, the most alike first.

        The more is gathered, the better the order in which stories merge. `place` settles by itself when that was long
        not done.

        Args:
            at_end: Whether a file has ended or very much was read. After a batch, when more is to come, only what is
                surely one merges.

        Returns:
            (story, into) pairs in order, as in `Placement.merged`.
        """
        least = MERGE_COHESION if at_end else BATCH_COHESION
        touched = [story_id for story_id in self._stories if story_id in self._unsettled]
        self._unsettled.clear()
        self._since_settled = 0
        for story_id in touched:
            self._reweigh(story_id)
        queue = [pair for story_id in touched for pair in self._pairs(story_id, least)]
        heapq.heapify(queue)
        merged: list[tuple[str, str]] = []
        while queue:
            _, one, two, sizes = heapq.heappop(queue)
            if sizes != (self._size(one), self._size(two)):
                continue  # either has merged since this pair was weighed
            into = self._merge(one, two)
            merged.append((two if into == one else one, into))
            for pair in self._pairs(into, least):
                heapq.heappush(queue, pair)
        return tuple(merged)

    def _pairs(self, story_id: str, least_cohesion: float) -> list[tuple[float, str, str, tuple[int, int]]]:
        """Return the story's pairs worth merging, as heap entries: the most alike is the least."""
        size, cohesion = self._size(story_id), self._stories[story_id].cohesion
        return [
            (-likeness, story_id, other, (size, self._size(other)))
            for likeness, _, other in self._like_story(story_id)
            if likeness >= MERGE_LIKENESS
            and likeness >= least_cohesion * math.sqrt(cohesion * self._stories[other].cohesion)
        ]

    def _size(self, story_id: str) -> int:
        story = self._stories.get(story_id)
        return len(story.members) if story else 0

    def _read(self, article: StoryText) -> None:
        """Learn an article's terms; at each doubling of the collection all vectors are weighed anew."""
        raw = _Weights.of(terms(article).items())
        for term in raw.terms:
            self._frequency[term] = self._frequency.get(term, 0) + 1
        self._articles[article.id] = _Article(raw)
        if self._next_reweigh <= len(self._articles) <= _LAST_REWEIGH:
            self._next_reweigh *= 2
            self._postings.clear()
            for other, story_id in self._story_of.items():
                kept = self._articles[other]
                kept.vector = self._vector(kept.raw)
                self._add_vector(story_id, kept.vector)

    def _reweigh(self, story_id: str) -> None:
        """Make the vectors of one story anew, by today's rarity and without the length of lone terms."""
        members = self._stories[story_id].members
        for member in members:
            self._subtract_vector(story_id, member)
        for member in members:
            kept = self._articles[member]
            kept.vector = self._vector(kept.raw, self._lone_share())
            self._add_vector(story_id, kept.vector)
        self._stories[story_id].inner = self._inner(members)

    def _lone_share(self) -> float:
        """Return what a term that no other article has counts for the length of a vector, in settling."""
        return 1.0 - (1.0 - _LONE_TERM_SHARE) * min(1.0, len(self._articles) / _LONE_TERM_ARTICLES)

    def _rarity(self, term: str) -> float:
        """Return how much a term tells, 0 when it stands in every article."""
        total = len(self._articles) + _PRIOR_ARTICLES
        if abs(total - self._rarities_for) > _RARITY_DRIFT * total:
            self._rarities.clear()
            self._rarities_for = total
        frequency = self._frequency[term] + 1
        found = self._rarities.get(frequency)
        if found is None:
            share = self._rarities_for / frequency
            found = self._rarities[frequency] = math.log(share) ** _RARITY_POWER if share > 1 else 0.0
        return found

    def _vector(self, raw: _Weights, lone_share: float = 1.0) -> _Weights:
        """Return the heaviest terms with their weights, heaviest first; of length one but for lone terms."""
        rarity, frequency = self._rarity, self._frequency
        weighed = [(weight * rarity(term), term) for term, weight in raw]
        weighed.sort(reverse=True)
        heaviest = [pair for pair in weighed[:_MOST_TERMS] if pair[0] > 0]
        shares = [weight * weight * (lone_share if frequency[term] == 1 else 1.0) for weight, term in heaviest]
        norm = math.sqrt(sum(shares))
        return _Weights.of((term, weight / norm) for weight, term in heaviest)

    def _closest(self, article: StoryText) -> str | None:
        """Return the story most like an article, when it is alike enough."""
        moment = article.published_at
        kept = self._articles[article.id]
        kept.vector = self._vector(kept.raw)
        likes = self._likes(kept.vector, 1, moment, moment)
        best = max(likes, default=None)
        return best[2] if best and best[0] >= JOIN_LIKENESS else None

    def _like_story(self, story_id: str) -> list[tuple[float, int, str]]:
        """Return the other stories that share terms with a story, as `_likes` does."""
        story = self._stories[story_id]
        likes = self._likes(self._sum(story), len(story.members), story.first, story.last)
        return [like for like in likes if like[2] != story_id]

    def _likes(
        self, vector: Iterable[tuple[str, float]], size: int, first: datetime | None, last: datetime | None
    ) -> list[tuple[float, int, str]]:
        """Return (likeness, order, story) of each story that is near in time and shares terms.

        Likeness is the mean cosine to the `size` articles summed up in `vector`; of equals the older story is greater.
        """
        products: dict[str, float] = {}
        left = _MOST_LOOKED_AT
        rest: list[tuple[float, dict[str, float]]] = []
        for term, weight in vector:
            postings = self._postings.get(term)
            if postings is None or len(postings) > _MOST_POSTINGS:
                continue
            if left <= 0:
                rest.append((weight, postings))
                continue
            left -= len(postings)
            for story_id, other in postings.items():
                products[story_id] = products.get(story_id, 0.0) + weight * other
        likes = []
        for story_id, product in heapq.nlargest(_MOST_WEIGHED, products.items(), key=itemgetter(1)):
            story = self._stories[story_id]
            if story.is_near(first, last, self._window):
                whole = product + sum(weight * postings.get(story_id, 0.0) for weight, postings in rest)
                likes.append((whole / (size * len(story.members)), -story.order, story_id))
        return likes

    def _join(self, story_id: str, article: StoryText) -> None:
        story = self._stories.pop(story_id, None)
        if story is None:
            self._opened += 1
            story = _Story(self._opened)
        self._stories[story_id] = story  # moves it to the end: joined last
        story.members.append(article.id)
        story.stretch(article.published_at)
        self._story_of[article.id] = story_id
        self._unsettled.add(story_id)
        kept = self._articles[article.id]
        if not kept.vector.terms:
            kept.vector = self._vector(kept.raw)
        self._add_vector(story_id, kept.vector)

    def _add_vector(self, story_id: str, vector: _Weights) -> None:
        for term, weight in vector:
            postings = self._postings.get(term)
            if postings is None:
                self._postings[term] = {story_id: weight}
            else:
                postings[story_id] = postings.get(story_id, 0.0) + weight

    def _subtract_vector(self, story_id: str, article_id: str) -> None:
        """Take an article's terms out; only for all members of a story at once, as it leaves no sum behind."""
        for term in self._articles[article_id].vector.terms:
            postings = self._postings.get(term, {})
            postings.pop(story_id, None)
            if not postings:
                self._postings.pop(term, None)

    def _inner(self, members: list[str]) -> float:
        """Return the sum of the likenesses of all pairs of articles."""
        total: dict[str, float] = {}
        alone = 0.0
        for member in members:
            for term, weight in self._articles[member].vector:
                total[term] = total.get(term, 0.0) + weight
                alone += weight * weight
        return (sum(weight * weight for weight in total.values()) - alone) / 2

    def _sum(self, story: _Story) -> list[tuple[str, float]]:
        """Return the heaviest terms of the sum of a story's vectors."""
        total: dict[str, float] = {}
        for article_id in story.members:
            for term, weight in self._articles[article_id].vector:
                total[term] = total.get(term, 0.0) + weight
        heaviest = heapq.nlargest(_MOST_STORY_TERMS, ((weight, term) for term, weight in total.items()))
        return [(term, weight) for weight, term in heaviest]

    def _merge(self, one: str, two: str) -> str:
        """Merge two stories and return the id that stays: that of the story opened first."""
        older, younger = sorted((one, two), key=lambda story_id: self._stories[story_id].order)
        kept, gone = self._stories.pop(older), self._stories.pop(younger)
        self._stories[older] = kept
        for term in {term for member in gone.members for term in self._articles[member].vector.terms}:
            postings = self._postings[term]
            postings[older] = postings.get(older, 0.0) + postings.pop(younger, 0.0)
        for member in gone.members:
            self._story_of[member] = older
        kept.members.extend(gone.members)
        kept.inner = self._inner(kept.members)
        kept.stretch(gone.first, gone.last)
        self._unsettled.discard(younger)
        self._unsettled.add(older)
        return older

    def _forget_oldest(self) -> None:
        """Keep memory bounded: drop whole stories, those joined longest ago first, never the last one."""
        while len(self._articles) > self._most_articles and len(self._stories) > 1:
            story_id = next(iter(self._stories))
            for member in self._stories.pop(story_id).members:
                self._subtract_vector(story_id, member)
                self._forget(member)
            self._unsettled.discard(story_id)

    def _forget(self, article_id: str) -> None:
        del self._story_of[article_id]
        for term in self._articles.pop(article_id).raw.terms:
            self._frequency[term] -= 1
            if not self._frequency[term]:
                del self._frequency[term]
