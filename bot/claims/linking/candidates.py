"""The claims of a story that a response may answer: few enough that each costs the same in a story of any size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from bot.claims.answers.response import Response
from bot.claims.linking.link import Claim

# In its own article a response is held against the claims of so many sentences before and after it.
REACH = 200
# A word that more claims hold than this is what the whole story is about: it leads to none of them.
COMMON = 250
# Of those, the nearest ones: a sentence without an end can hold dozens.
MOST_NEAR = 200


class Candidates:
    """The claims of a story, found by their place in an article and by their words."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = claims
        self._by_article: dict[int, list[int]] = defaultdict(list)
        self._by_place: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, claim in enumerate(claims):
            self._by_article[claim.reading.order].append(number)
            self._by_place[claim.reading.order, claim.sentence].append(number)

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        """The claims that hold a word; worked out when a story has a second article."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, claim in enumerate(self._claims):
            for word in claim.words:
                found[word].append(number)
        return found

    def near(self, response: Response) -> list[Claim]:
        """Return the claims near a response in its article and those elsewhere that share a telling word with it.

        A claim of another article without a word in common is none (`bot.claims.linking.link.ELSEWHERE_OVERLAP`).
        """
        order = response.reading.order
        numbers = self._beside(response)
        for word in response.target if self._by_article.keys() - {order} else ():
            if len(holding := self._by_word.get(word, ())) <= COMMON:
                numbers.update(number for number in holding if self._claims[number].reading is not response.reading)
        return [self._claims[number] for number in sorted(numbers)]

    def _beside(self, response: Response) -> set[int]:
        """Return the claims near a response in its article."""
        order, last = response.reading.order, len(response.reading.text.sentences)
        if last <= REACH and len(self._by_article[order]) <= MOST_NEAR:
            return set(self._by_article[order])  # most articles: all are near
        numbers: set[int] = set()
        for away in range(min(REACH, last) + 1):
            for sentence in {response.sentence - away, response.sentence + away}:
                if 0 <= sentence <= last:
                    numbers.update(self._by_place.get((order, sentence), ()))
            if len(numbers) >= MOST_NEAR:
                break
        return numbers
