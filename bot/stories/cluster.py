"""Stories as they grow: each article joins the story it is most like, or opens one; stories found to be one merge.

Online TF-IDF with average linkage (docs/decisions/0022, 0028): the likeness of an article to a story is the mean of its
cosines with the story's articles, which the sum of their unit vectors gives in one product. Joining is strict, for a
wrong join is never undone; `settle` merges what the gathered evidence shows to be one, the surest first.
"""

from __future__ import annotations

import heapq
import math
from datetime import timedelta
from operator import itemgetter
from typing import TYPE_CHECKING

from bot.domain.story import Placement
from bot.stories.live import LiveArticle, LiveStory, likeness
from bot.stories.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.domain.story import StoryText
    from bot.stories.vocabulary import Vector

JOIN_LIKENESS = 0.40
# Two stories are one when they are so much alike, and when that is a fair share of how alike the articles within each
# are (the geometric mean of the two): look-alike events share many words, but fewer than the articles of one event.
MERGE_LIKENESS = 0.12
MERGE_COHESION = 0.64
# The more stories live, the more look alike by chance: beyond so many, each doubling asks for so much more, up to a
# most.
FEW_STORIES = 400
COHESION_A_DOUBLING = 0.06
MOST_COHESION = 0.82
# After each small batch only what is as much one as its own articles merges: with little read, look-alikes look alike.
BATCH_COHESION = 1.0
WINDOW_DAYS = 14.0
MOST_ARTICLES = 30_000

# The heaviest terms name the stories that may be like an article: so many entries of the index are looked at, and so
# many stories are then weighed by all their terms.
_MOST_LOOKED_AT = 200
_MOST_WEIGHED = 6
_LEAST_PROMISE = 0.05
# Stories that an article was so much alike are weighed again in settling.
_NEIGHBOUR_LIKENESS = 0.06
# Whoever never calls `settle` has it done for them once so many articles have come.
_SETTLE_EVERY = 1_000
# Rarity drifts while the first articles come in; vectors are made anew at each doubling until then.
_LAST_REWEIGH = 2_048
# A story's vectors are made anew in settling when the number of live articles has changed by so large a part, or its
# own number by so many times.
_DRIFT = 0.1
_GROWTH = 1.5

# The likeness; less the order; the story.
_Like = tuple[float, int, LiveStory]
# Less the likeness; the orders of both; their sizes; both.
_Pair = tuple[float, tuple[int, int], tuple[int, int], LiveStory, LiveStory]


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
        self._vocabulary = Vocabulary()
        self._articles: dict[str, LiveArticle] = {}
        self._stories: dict[str, LiveStory] = {}  # in order of last joining
        self._unsettled: dict[LiveStory, None] = {}
        self._since_settled = 0
        self._opened = 0
        self._next_reweigh = 16

    def __len__(self) -> int:
        """Return the number of live articles."""
        return len(self._articles)

    @property
    def live_stories(self) -> int:
        """Return the number of live stories."""
        return len(self._stories)

    def place(self, article: StoryText) -> Placement:
        """Put an article into the story it belongs to, or open one. Placing an id again changes nothing."""
        known = self._articles.get(article.id)
        if known is not None:
            return Placement(story=known.story.id, opened=False)
        merged = self.settle() if self._since_settled >= _SETTLE_EVERY else ()
        raw = self._vocabulary.read(article)
        vector, to_whole = self._vocabulary.weigh(raw)
        likes = self._likes(vector, article.published_at)
        best = max(likes, default=None, key=itemgetter(0, 1))
        opened = best is None or best[0] * to_whole < JOIN_LIKENESS
        story = self._open(self._mint()) if best is None or opened else best[2]
        self._join(story, article, raw, vector, likes)
        self._since_settled += 1
        return Placement(story=story.id, opened=opened, merged=merged)

    def seed(self, story_id: str, article: StoryText) -> None:
        """Take over a decision made before: rebuilds the index from the store, in order of joining."""
        if article.id not in self._articles:
            raw = self._vocabulary.read(article)
            vector, _ = self._vocabulary.weigh(raw)
            story = self._stories.get(story_id) or self._open(story_id)
            self._join(story, article, raw, vector, self._likes(vector, article.published_at))

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
        least = self._cohesion_asked() if at_end else BATCH_COHESION
        touched = tuple(self._unsettled)
        self._unsettled.clear()
        self._since_settled = 0
        for story in touched:
            self._refresh(story)
        queue = [pair for story in touched for pair in self._pairs(story, least)]
        heapq.heapify(queue)
        merged: list[tuple[str, str]] = []
        while queue:
            _, _, sizes, one, two = heapq.heappop(queue)
            if sizes != (len(one.members), len(two.members)):
                continue  # either has merged since this pair was weighed
            kept, gone = sorted((one, two), key=lambda story: story.order)
            self._merge(kept, gone)
            merged.append((gone.id, kept.id))
            for pair in self._pairs(kept, least):
                heapq.heappush(queue, pair)
        return tuple(merged)

    def _cohesion_asked(self) -> float:
        doublings = math.log2(max(len(self._stories) / FEW_STORIES, 1.0))
        return min(MERGE_COHESION + COHESION_A_DOUBLING * doublings, MOST_COHESION)

    def _pairs(self, story: LiveStory, least_cohesion: float) -> list[_Pair]:
        """Return the story's pairs worth merging, as heap entries: the most alike is the least."""
        cohesion, size = story.cohesion, len(story.members)
        pairs = []
        for other in tuple(story.near):
            if not story.is_near(other.first, other.last, self._window):
                continue
            alike = likeness(story, other)
            if alike < _NEIGHBOUR_LIKENESS:
                story.part(other)
            elif alike >= max(MERGE_LIKENESS, least_cohesion * math.sqrt(cohesion * other.cohesion)):
                pairs.append((-alike, (story.order, other.order), (size, len(other.members)), story, other))
        return pairs

    def _likes(self, vector: Vector, moment: datetime | None) -> list[_Like]:
        """Return the stories that may be like an article, likeness faded."""
        by_term = vector.by_term()
        return [
            (story.likeness_of(vector, by_term) * story.fading(moment, moment), -story.order, story)
            for story in self._candidates(vector, moment)
        ]

    def _candidates(self, vector: Vector, moment: datetime | None) -> list[LiveStory]:
        """Return the stories near in time that share the heaviest terms of a vector, the most promising."""
        promises: dict[LiveStory, float] = {}
        promise_of = promises.get
        left = _MOST_LOOKED_AT
        for term, weight in zip(*vector, strict=True):
            if not term.stories:
                continue
            promise = weight * weight
            for story in term.stories:
                promises[story] = promise_of(story, 0.0) + promise
            left -= len(term.stories)
            if left <= 0:
                break
        promising = [
            (promise, story)
            for story, promise in promises.items()
            if promise > _LEAST_PROMISE and story.is_near(moment, moment, self._window)
        ]
        promising.sort(key=itemgetter(0), reverse=True)
        return [story for _, story in promising[:_MOST_WEIGHED]]

    def _open(self, story_id: str) -> LiveStory:
        self._opened += 1
        return LiveStory(story_id, self._opened, weighed=(len(self._articles) + 1, 1))

    def _join(self, story: LiveStory, article: StoryText, raw: Vector, vector: Vector, likes: Sequence[_Like]) -> None:
        for alike, _, other in likes:
            if alike >= _NEIGHBOUR_LIKENESS and other is not story:
                story.meet(other)
        self._stories.pop(story.id, None)
        self._stories[story.id] = story  # moves it to the end: joined last
        kept = self._articles[article.id] = LiveArticle(article.id, raw, vector, story)
        story.join(kept)
        story.stretch(article.published_at)
        self._unsettled[story] = None
        if self._next_reweigh <= len(self._articles) <= _LAST_REWEIGH:
            self._next_reweigh *= 2
            for each in self._stories.values():
                self._reweigh(each)
        self._forget_oldest()

    def _refresh(self, story: LiveStory) -> None:
        """Make the vectors of a story anew when rarity has changed since, or the story has grown much."""
        articles, own = story.weighed
        if len(story.members) >= _GROWTH * own or abs(len(self._articles) - articles) > _DRIFT * articles:
            self._reweigh(story)

    def _reweigh(self, story: LiveStory) -> None:
        story.reweigh(lambda raw: self._vocabulary.weigh(raw)[0], len(self._articles))

    def _merge(self, kept: LiveStory, gone: LiveStory) -> None:
        """Merge a story into one that was opened before it."""
        del self._stories[gone.id], self._stories[kept.id]
        self._stories[kept.id] = kept
        for member in gone.leave():
            kept.join(member)
        for other in gone.near:
            if other is not kept:
                kept.meet(other)
        kept.stretch(gone.first, gone.last)
        self._unsettled.pop(gone, None)
        self._unsettled[kept] = None

    def _forget_oldest(self) -> None:
        """Keep memory bounded: drop whole stories, those joined longest ago first, never the last one."""
        while len(self._articles) > self._most_articles and len(self._stories) > 1:
            story = self._stories.pop(next(iter(self._stories)))
            for member in story.leave():
                del self._articles[member.id]
                self._vocabulary.forget(member.raw)
            self._unsettled.pop(story, None)
