"""Two voices that count one thing and cannot both be right (EDITORIAL rule 11), in other languages than English."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from bot.claims.answers.response import Response, sentence_span
from bot.claims.grammar.compare import Rarity
from bot.claims.light.clauses import Clauses
from bot.claims.light.marking import make_response
from bot.claims.light.quantities import (
    BARE,
    CROWD,
    DEAD,
    INJURED,
    JOBS,
    MONEY,
    SHARE,
    SICK,
    THING,
    TIME,
    Quantity,
    quantities,
)
from bot.claims.light.reading import LightReading
from bot.claims.light.tellers import tellers
from bot.claims.linking.figures import Figure, conflict
from bot.claims.linking.link import Claim
from bot.claims.parties import same_voice
from bot.domain.claim import DisputeKind

_BEFORE = 24  # counts before one that are looked at: keeps the work linear
_REACH = 16  # sentences between two counts of one thing in one article
_SAME_YEAR = 1  # sentences after "last year" that are still of it
_PLANNED = frozenset({"planned", "modals"})
_MILLION = 1e6  # so large a number counts what the one before does
_BARE_REACH = 4  # sentences after a figure in which "they counted 80" counts the same
# What speaks for two figures counting the same thing; together at least ENOUGH.
_ENOUGH = 1.0
_BY_UNIT = {
    DEAD: 0.8,
    INJURED: 0.7,
    SICK: 0.7,
    CROWD: 0.6,
    SHARE: 0.1,
    MONEY: 0.1,
    TIME: 0.0,
    JOBS: 0.4,
    THING: 0.2,
    BARE: 0.0,
}
_MOST_APART = {DEAD: 40.0, INJURED: 20.0, SICK: 20.0, CROWD: 20.0, SHARE: 20.0}  # else _PLAIN_APART
_PLAIN_APART = 8.0  # figures further apart count different things
_BARE_APART = 5.0  # the same where one of them leaves out what it counts
_LEAST_APART = {CROWD: 1.15, SHARE: 1.1, MONEY: 1.05}
_CONTRAST = 0.8  # "the police give other figures"
_SAME_SCOPE = 0.9  # "on the same day, at the same gate"
_TALLIED = 0.3  # a verb of counting tells the second figure
_SHARE_TOLD = 0.2  # "puts the turnout at 20 per cent"
_BESIDE, _NEAR, _NEAR_SENTENCES = 0.5, 0.2, 3  # in one sentence or the next; close by
_SHARED = 2.5  # times the share of content words, at most _MOST_SHARED
_MOST_SHARED = 0.9
_STEM = 4  # letters
_SCORE = 2.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure that somebody tells."""

    reading: LightReading
    sentence: int
    quantity: Quantity
    speaker: str

    @property
    def place(self) -> Clauses:
        """Return the clauses of its sentence."""
        return self.reading.places[self.sentence]


def light_differing(rarity: Rarity, reading: LightReading) -> Iterator[tuple[Claim, Response]]:
    """Yield (claim, response) for two statements of an article whose figures cannot both be right."""
    counts = list(_counts(reading))
    for number, other in enumerate(counts):
        before = counts[max(0, number - _BEFORE) : number]
        rated = [(_evidence(rarity, one, other), -at) for at, one in enumerate(before)]
        value, at = max(rated, default=(0.0, 0))
        if value >= _ENOUGH:
            yield _pair(before[-at], other)


def _counts(reading: LightReading) -> Iterator[Count]:
    """Yield the figures that somebody tells; forecasts, demands and updates are left out."""
    for number, place in enumerate(reading.places):
        counted = [one for one in quantities(place) if not _is_planned(place, one)]
        if not counted or reading.asks(number):
            continue
        if place.may_match("update") and _updates(reading, number):
            continue
        for quantity, speaker in tellers(reading, number, counted):
            yield Count(reading=reading, sentence=number, quantity=quantity, speaker=speaker)


def _updates(reading: LightReading, number: int) -> bool:
    """Return whether a sentence tells that its figure is a later one: "the number has risen to"."""
    span = sentence_span(reading, number)
    return reading.vocabulary.patterns["update"].search(reading.article.text, *span) is not None


def _is_planned(place: Clauses, quantity: Quantity) -> bool:
    """Return whether a figure is expected, demanded, offered, allowed, or of an earlier year."""
    if place.holds("earlier"):
        return True
    if _PLANNED.isdisjoint(place.held):
        return False
    clause = (at for at in range(*place.clause(quantity.start)) if place.spoken[at] or place.tokens[at].quote < 0)
    return any(place.has_any(_PLANNED, at) for at in clause)


def _evidence(rarity: Rarity, one: Count, other: Count) -> float:
    """Return how much speaks for two figures counting one thing, 0 where they do not or may both be right."""
    distance = other.sentence - one.sentence
    if not 0 <= distance <= _REACH or _is_one_voice(one, other):
        return 0.0
    same = _same_scope(one, other)
    unit = _common_unit(one.quantity, other.quantity, distance)
    tallied = other.place.holds("tallies")
    if unit is None and same and tallied:
        unit = _alike(one.quantity, other.quantity)
    plain = other.quantity.unit == BARE and other.quantity.low < _MILLION
    counted = tallied and other.place.within("tallies", *_around(other))
    if distance and plain and not counted and not same and not _contrasts(other):
        return 0.0
    if (
        unit is None
        or not _differ(one.quantity, other.quantity, unit, beside=distance <= 1)
        or (not same and _other_scope(one, other))
    ):
        return 0.0
    value = _BY_UNIT[unit] + _SAME_SCOPE * same
    value += _CONTRAST * _contrasts(other)
    value += _TALLIED * tallied
    value += _SHARE_TOLD * (unit == SHARE and other.place.holds("share_nouns"))
    value += _BESIDE if distance <= 1 else _NEAR if distance <= _NEAR_SENTENCES else 0.0
    if distance == 0:
        return value + _BESIDE
    shared = rarity.shared(one.reading.words[one.sentence], other.reading.words[other.sentence])
    return value + min(_MOST_SHARED, _SHARED * shared)


def _same_scope(one: Count, other: Count) -> bool:
    """Return whether a sentence says that its figure is of the same day, place or works as the other."""
    told = other if other.sentence >= one.sentence else one
    return told.reading.tells("same_scope", told.sentence)


def _alike(one: Quantity, other: Quantity) -> str | None:
    """Return THING for figures whose nouns differ and which may still count one thing: "contracts", "dismissals"."""
    plain = {THING, BARE, CROWD, JOBS}
    return THING if {one.unit, other.unit} <= plain else None


def _is_one_voice(one: Count, other: Count) -> bool:
    """Return whether two names may be of one voice: "the police", and "the police of the city"."""
    content = one.reading.vocabulary.content_words
    first, second = content(one.speaker), content(other.speaker)
    return same_voice(one.speaker, other.speaker) or first <= second or second <= first


def _common_unit(one: Quantity, other: Quantity, distance: int) -> str | None:
    """Return what two figures both count, None where that is not known to be the same."""
    units = {one.unit, other.unit}
    if BARE in units:
        told = one.unit if other.unit == BARE else other.unit
        if told == BARE and min(one.low, other.low) >= _MILLION:
            return MONEY
        plain = told not in {SHARE, TIME, BARE} and distance <= _BARE_REACH
        return told if plain and (other.unit == BARE or distance == 0) else None
    if len(units) > 1:
        return None
    if one.unit in {DEAD, INJURED, SICK}:
        alike = (one.person and other.person) or not one.stems or not other.stems or bool(one.stems & other.stems)
        return one.unit if alike else None
    if one.unit == THING:
        return THING if _share_noun(one.stems, other.stems) else None
    return one.unit


def _share_noun(first: frozenset[str], second: frozenset[str]) -> bool:
    """Return whether two nouns are one, where a language has no stemmer also by their first letters."""
    return any(
        one == other or (min(len(one), len(other)) >= _STEM and (one.startswith(other) or other.startswith(one)))
        for one in first
        for other in second
    )


def _differ(one: Quantity, other: Quantity, unit: str, *, beside: bool) -> bool:
    """Return whether two figures cannot both be right and are not too far apart to count one thing."""
    first, second = (
        Figure(unit=unit, low=each.low, high=each.high, at=each.at, exact=each.exact) for each in (one, other)
    )
    bare = BARE in {one.unit, other.unit}
    most = _BARE_APART if bare and not beside else _MOST_APART.get(unit, _PLAIN_APART)
    small, large = sorted(each.low if each.high == inf else each.high for each in (one, other))
    return conflict(first, second) and _LEAST_APART.get(unit, 1.0) <= large / small <= most


def _contrasts(other: Count) -> bool:
    """Return whether the sentence of a figure, or the one before it where nobody speaks, sets it against another."""
    reading = other.reading
    first = other.sentence - (other.sentence > 0 and not reading.said_in(other.sentence - 1))
    start, end = reading.text.sentences[first].start, reading.text.sentences[other.sentence].end
    patterns = reading.vocabulary.patterns
    own = reading.text.sentences[other.sentence].start
    aside = patterns["set_apart"].search(reading.article.text, own, end) is not None
    return aside or any(
        patterns[name].search(reading.article.text, start, end) is not None for name in ("other_figures", "contrast")
    )


def _other_scope(one: Count, other: Count) -> bool:
    """Return whether two figures are of different times, of a part and the whole, or of a day and all days since."""
    reach = (one, other)
    places = [count.place.holds("everywhere") for count in reach]
    since = [count.place.holds("since") and count.place.within("since", *_around(count)) for count in reach]
    if places[0] != places[1] or (since[0] != since[1] and not _contrasts(other)):
        return True
    then = [count.reading.tells("other_year", count.sentence) for count in reach]
    if (then[1] and not then[0]) or (then[0] and not then[1] and other.sentence - one.sentence > _SAME_YEAR):
        return True
    for kind in ("months", "weekdays"):
        first, second = (
            {count.place.words.stem(count.place.low(at)) for at in count.place.spots(kind)} for count in reach
        )
        if first and second and not first & second:
            return True
    years = [{token.text for token in count.place.tokens if _is_year(token.text)} for count in reach]
    return bool(years[0] and years[1] and not years[0] & years[1])


def _around(count: Count) -> tuple[int, int]:
    """Return the tokens of the clause of a figure."""
    return count.place.clause(count.quantity.start)


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and text[:2] in {"19", "20"}


def _pair(one: Count, other: Count) -> tuple[Claim, Response]:
    claim = Claim(
        reading=one.reading,
        sentence=one.sentence,
        span=sentence_span(one.reading, one.sentence),
        speaker=one.speaker,
        score=_SCORE,
    )
    response = make_response(
        other.reading,
        other.sentence,
        at=other.quantity.at,
        speaker=other.speaker,
        rule="figures.differ",
        kind=DisputeKind.FIGURES,
    )
    return claim, response
