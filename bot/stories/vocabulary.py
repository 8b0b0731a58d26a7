"""What of an article tells its event from others: weighted terms, and how many live articles have each of them."""

from __future__ import annotations

import math
from array import array
from itertools import chain, repeat
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from bot.stories.words import find_words, is_function_word, language_of, stemmer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.domain.story import StoryText
    from bot.stories.live import LiveStory

# News says what happened at its start; what follows is background that many stories share.
_MOST_WORDS = 300
_MOST_CHARACTERS = 12 * _MOST_WORDS
_TITLE_WEIGHT = 3.0
# Names, places and numbers tell look-alike events apart; so do the words of the opening.
_NAME_WEIGHT = 3.0
_OPENING_WEIGHT = 2.0
_OPENING_WORDS = 40
_PLACES = tuple(1 + _OPENING_WEIGHT * math.exp(-place / _OPENING_WORDS) for place in range(_MOST_WORDS))
# Of two headlines on one event few words are the same, more of their parts: in texts with fewer terms than this, every
# run of so many letters within a word is a term too, and counts for half of the length.
_SHORT_TERMS = 30
_PART_LETTERS = 4
_PART_WEIGHT = 0.5
_PART_LENGTH = 0.5

# The heaviest terms carry the likeness; the rest costs time and memory.
_MOST_TERMS = 80
# What one word alone says is no likeness: the others are to make up a fifth of it.
_TIMES_OTHERS = 5.0
# A term in more stories than this tells none of them apart: none is looked up by it.
_MOST_STORIES = 500
# Words come back: of a hundred words of an article some ninety stood in one before.
_MOST_TOKENS = 200_000
# Rarity is unknown at first: as if so many articles about other things had been read before.
_PRIOR_ARTICLES = 50
_RARITY_POWER = 1.3
# Rarity is worked out anew when the number of articles has changed by so large a part.
_RARITY_DRIFT = 0.01
# A term no other article has says "something new" at arrival; later it only tells how long a text is.
_LONE_TERM_SHARE = 0.3
# Among few articles almost every term is alone, which then tells nothing; the discount grows to its full size here.
_LONE_TERM_ARTICLES = 300

_NOTHING = repeat(0.0)


class Term:
    """A word of one language: how many live articles have it, and the stories it is a heavy term of.

    `stories` is None when there are too many of them. `length` is what it counts for the length of an article.
    """

    __slots__ = ("articles", "length", "stories")

    def __init__(self, length: float = 1.0) -> None:
        self.articles = 0
        self.length = length
        self.stories: list[LiveStory] | None = []

    def enlist(self, story: LiveStory) -> None:
        """Make the term one of a story's heavy ones, which it is not yet."""
        if self.stories is not None:
            self.stories.append(story)
            if len(self.stories) > _MOST_STORIES:
                self.stories = None

    def delist(self, story: LiveStory) -> None:
        """Take back `enlist`."""
        if self.stories is not None:
            try:  # noqa: SIM105 - `suppress` takes longer than the rest, 80 times an article
                self.stories.remove(story)
            except ValueError:  # it came while there were too many
                pass


class Vector(NamedTuple):
    """Terms with their weights, in a quarter of a dict's memory."""

    terms: tuple[Term, ...]
    weights: array[float]

    def dot(self, other: Mapping[Term, float]) -> float:
        """Return `product` with weights by term."""
        return product(self.terms, self.weights, other)

    def by_term(self) -> dict[Term, float]:
        """Return the weights by term."""
        return dict(zip(self.terms, self.weights, strict=True))


def product(terms: Iterable[Term], weights: Iterable[float], other: Mapping[Term, float]) -> float:
    """Return the scalar product of weighted terms and weights by term; less when it rests on one term."""
    shares: list[float] = list(map(mul, weights, map(other.get, terms, _NOTHING)))
    total = sum(shares)
    return min(total, _TIMES_OTHERS * (total - max(shares, default=0.0)))


class _Rarities(dict[int, float]):
    """How much a term tells by the number of articles that have it, among so many: 0 when every article has it."""

    def __init__(self, articles: int) -> None:
        super().__init__()
        self.articles = articles

    def __missing__(self, frequency: int) -> float:
        share = self.articles / (frequency + 1)
        found = self[frequency] = math.log(share) ** _RARITY_POWER if share > 1 else 0.0
        return found


class Vocabulary:
    """The terms of the live articles."""

    def __init__(self) -> None:
        self._terms: dict[str, Term] = {}
        self._tokens: dict[str, dict[str, tuple[Term | None, float]]] = {}  # by language
        self._known_tokens = 0
        self._articles = 0
        self._rarities = _Rarities(0)

    def __len__(self) -> int:
        """Return the number of terms kept: those of live articles, and those of tokens read lately."""
        return len(self._terms)

    def read(self, article: StoryText) -> Vector:
        """Count an article in and return its terms with their weights, before any weighing by rarity.

        A term is a stem in its language: articles in different languages share none.
        """
        code = language_of(article)
        title = find_words(article.title, _MOST_CHARACTERS)
        text = find_words(article.text, _MOST_CHARACTERS)[:_MOST_WORDS]
        if self._known_tokens > _MOST_TOKENS:
            self._forget_tokens()
        known = self._tokens.setdefault(code, {})
        counts: dict[Term, float] = {}
        for token, place in chain(zip(title, repeat(_TITLE_WEIGHT)), zip(text, _PLACES, strict=False)):
            found = known.get(token)
            if found is None:
                found = known[token] = self._learn(code, token)
            term, kind = found
            if term is not None:
                counts[term] = counts.get(term, 0.0) + place * kind
        if len(counts) < _SHORT_TERMS:
            self._add_parts(counts, code, [token for token in chain(title, text) if known[token][0] is not None])
        for term in counts:
            term.articles += 1
        self._articles += 1
        log = math.log
        weights = [1 + log(count) if count > 1 else count for count in counts.values()]
        return Vector(tuple(counts), array("f", weights))

    def forget(self, raw: Vector) -> None:
        """Count an article out."""
        self._articles -= 1
        for term in raw.terms:
            term.articles -= 1
            if term.stories is None and term.articles < _MOST_STORIES // 2:
                term.stories = []  # rare again: they are gathered anew

    def weigh(self, raw: Vector) -> tuple[Vector, float]:
        """Return the heaviest terms, heaviest first, as a vector of length one but for its lone terms.

        Second comes what its weights are to be multiplied with for the length of one with them.
        """
        rarity_of = self._current_rarities()
        rarities = [rarity_of[term.articles] for term in raw.terms]
        weights = list(map(mul, raw.weights, rarities))
        order = sorted(range(len(weights)), key=weights.__getitem__, reverse=True)[:_MOST_TERMS]
        heaviest = [weights[place] for place in order if weights[place] > 0]
        if not heaviest:
            return Vector((), array("f")), 1.0
        terms = tuple([raw.terms[place] for place in order[: len(heaviest)]])
        squares = [weight * weight * term.length for weight, term in zip(heaviest, terms, strict=True)]
        whole = sum(squares)
        lone = sum([square for square, term in zip(squares, terms, strict=True) if term.articles == 1])
        discount = (1.0 - _LONE_TERM_SHARE) * min(1.0, self._articles / _LONE_TERM_ARTICLES)
        length = math.sqrt(whole - discount * lone)
        return Vector(terms, array("f", [weight / length for weight in heaviest])), length / math.sqrt(whole)

    def _current_rarities(self) -> _Rarities:
        total = self._articles + _PRIOR_ARTICLES
        if abs(total - self._rarities.articles) > _RARITY_DRIFT * total:
            self._rarities = _Rarities(total)
        return self._rarities

    def _learn(self, code: str, token: str) -> tuple[Term | None, float]:
        """Return the term of a token (None for one that tells nothing) and the weight of its kind."""
        self._known_tokens += 1
        word = token.casefold()
        if len(word) == 1 or is_function_word(word):
            return None, 0.0
        return self._term(f"{code} {stemmer(code)(word)}"), _kind(token)

    def _term(self, key: str, length: float = 1.0) -> Term:
        term = self._terms.get(key)
        if term is None:
            term = self._terms[key] = Term(length)
        return term

    def _add_parts(self, counts: dict[Term, float], code: str, tokens: Iterable[str]) -> None:
        for token in tokens:
            word = token.casefold()
            for start in range(len(word) - _PART_LETTERS + 1):
                term = self._term(f"{code} *{word[start : start + _PART_LETTERS]}", _PART_LENGTH)
                counts[term] = counts.get(term, 0.0) + _PART_WEIGHT

    def _forget_tokens(self) -> None:
        """Keep memory bounded: forget the tokens read, and the terms no live article has."""
        self._tokens.clear()
        self._known_tokens = 0
        self._terms = {key: term for key, term in self._terms.items() if term.articles}


def _kind(token: str) -> float:
    return _NAME_WEIGHT if token[0].isdigit() or token[0].isupper() else 1.0
