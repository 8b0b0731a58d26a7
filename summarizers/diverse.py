"""Selection: the best sentences that say different things, with the neighbours they need, within a length."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizers.words import content_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summarizers.candidates import Candidate
    from summarizers.limits import Limit

# Two sentences are one when this share of the shorter one's words stands in the other.
_SAME_SHARE = 0.7
# What needs more than two others before it is passed over while they are not shown.
_LONGEST_UNIT = 3
# A sentence whose every pair of words was already said keeps half of its score.
_REPETITION_COST = 0.5


@dataclass(slots=True)
class _Selection:
    """What was chosen so far and what it says."""

    candidates: Sequence[Candidate]
    limit: Limit
    chosen: list[int] = field(default_factory=list)
    said: set[tuple[str, str]] = field(default_factory=set)
    words: list[frozenset[str]] = field(init=False)
    pairs: list[frozenset[tuple[str, str]]] = field(init=False)

    def __post_init__(self) -> None:
        self.words = [frozenset(word.casefold() for word in c.words) for c in self.candidates]
        self.pairs = [frozenset(pairwise(words)) for words in content_words([c.words for c in self.candidates])]

    def missing(self, index: int) -> list[int]:
        """Return a candidate with those of its neighbours and of what licenses them that are not yet chosen."""
        unit = [i for i in (*self.candidates[index].needs, index) if i not in self.chosen]
        for i in unit:
            if len(unit) < _LONGEST_UNIT:
                for licence in self.candidates[i].licences:
                    unit.extend(self._licensing(i, licence, unit))
        return unit

    def _licensing(self, index: int, licence: frozenset[int], unit: Sequence[int]) -> list[int]:
        """Return what to show for a licence that neither the chosen ones nor a unit give yet; the first, of several."""
        if any(i < index and (i in self.chosen or i in unit) for i in licence):
            return []
        first = min(licence)
        if not self.candidates[first].companion:
            return []
        return [i for i in (*self.candidates[first].needs, first) if i not in self.chosen and i not in unit]

    def fits(self, unit: list[int]) -> bool:
        """Tell whether a unit may still be added."""
        return self.limit.holds(self.candidates[i].text for i in (*self.chosen, *unit))

    def repeats(self, unit: list[int]) -> bool:
        """Tell whether a sentence of the unit says what a chosen one, or another of the unit, already says."""
        seen = list(self.chosen)
        for index in unit:
            if any(is_same(self.words[index], self.words[other]) for other in seen):
                return True
            seen.append(index)
        return False

    def grounds(self, unit: list[int]) -> bool:
        """Tell whether everything a unit takes for known is named by a sentence that stands before it."""
        shown = {*self.chosen, *unit}
        return all(
            any(other < index and other in shown for other in licence)
            for index in unit
            for licence in self.candidates[index].licences
        ) and all(
            any(other < index and _names(self.words[other], noun) for other in shown)
            for index in unit
            for noun in self.candidates[index].referents
        )

    def worth(self, unit: list[int], scores: Mapping[int, float]) -> float:
        """Return the mean score of a unit, lowered by what it repeats."""
        pairs = frozenset().union(*(self.pairs[i] for i in unit))
        repeated = len(pairs & self.said) / len(pairs) if pairs else 0.0
        return sum(scores.get(i, 0.0) for i in unit) / len(unit) * (1 - _REPETITION_COST * repeated)

    def add(self, unit: list[int]) -> None:
        """Choose a unit."""
        self.chosen.extend(unit)
        self.said.update(*(self.pairs[i] for i in unit))


def _names(words: frozenset[str], noun: str) -> bool:
    """Tell whether words hold a noun, also with an ending."""
    return any(word.startswith(noun) for word in words)


def is_same(one: frozenset[str], two: frozenset[str]) -> bool:
    """Tell whether two sentences, as sets of words, say the same."""
    shorter = min(len(one), len(two))
    return one == two or (shorter > 0 and len(one & two) >= _SAME_SHARE * shorter)


def choose(candidates: Sequence[Candidate], scores: Mapping[int, float], limit: Limit) -> list[int]:
    """Return indexes of the candidates to show, in reading order.

    The best unit (a sentence with the neighbours it needs) that fits, repeats nothing and says "the" of nothing that
    was left behind is added until none is left.
    Only admissible candidates are tried. `scores` are by index; a neighbour without one counts nothing. When not one
    unit fits the limit, the answer is empty.
    """
    selection = _Selection(candidates, limit)
    pool = [i for i, candidate in enumerate(candidates) if candidate.admissible]
    while pool:
        units = {i: unit for i in pool if (unit := selection.missing(i)) and selection.fits(unit)}
        pool = [i for i in units if not selection.repeats(units[i])]
        grounded = [i for i in pool if selection.grounds(units[i])]
        if not grounded:
            break
        best = max(grounded, key=lambda i: (selection.worth(units[i], scores), -i))
        selection.add(units[best])
    return sorted(selection.chosen)


def take(candidates: Sequence[Candidate], ranking: Iterable[int], limit: Limit) -> list[int]:
    """Return indexes of the first candidates of a ranking that fit, without their neighbours, in reading order.

    A sentence with the very words of a chosen one is passed over, and one that is barred.
    """
    chosen: list[int] = []
    seen: set[tuple[str, ...]] = set()
    for index in ranking:
        words = tuple(word.casefold() for word in candidates[index].words)
        if candidates[index].barred or words in seen or not limit.holds(candidates[i].text for i in (*chosen, index)):
            continue
        seen.add(words)
        chosen.append(index)
    return sorted(chosen)
