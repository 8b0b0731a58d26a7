"""Two voices that count one thing and cannot both be right (EDITORIAL rule 11), in other languages than English."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from bot.claims.answers.response import Response, sentence_span
from bot.claims.grammar.compare import Rarity
from bot.claims.light.answers.marking import make_response
from bot.claims.light.grammar.clauses import Clauses
from bot.claims.light.grammar.quantities import (
    BARE,
    CROWD,
    DEAD,
    INJURED,
    JOBS,
    MEASURES,
    MONEY,
    SHARE,
    SICK,
    THING,
    TIME,
    Quantity,
    quantities,
)
from bot.claims.light.speech.reading import LightReading
from bot.claims.light.versions.counts import Count, is_other_scope, is_same_scope, is_spare
from bot.claims.light.versions.tellers import tellers
from bot.claims.linking.figures import Figure, conflict
from bot.claims.linking.link import Claim
from bot.claims.parties import same_voice
from bot.domain.claim import DisputeKind

_BEFORE = 24  # counts before one that are looked at: keeps the work linear
_REACH = 16  # sentences between two counts of one thing in one article
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
_MOST_APART = {DEAD: 40.0, INJURED: 20.0, SICK: 20.0, CROWD: 20.0, SHARE: 20.0, "kg": 50.0}  # else _PLAIN_APART
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
_SPARE, _SPARE_REACH = 0.4, 2  # a sentence that tells nothing but who counted how many, so near the other
_SIDES = 0.35  # police and organizers, unions and employers
_MEASURED = 0.2  # weights, areas
_SCORE = 2.8


def light_differing(rarity: Rarity, reading: LightReading) -> Iterator[tuple[Claim, Response]]:
    """Yield (claim, response) for two statements of an article whose figures cannot both be right."""
    counts = list(_counts(reading))
    for number, other in enumerate(counts):
        before = counts[max(0, number - _BEFORE) : number]
        if any(_is_repeated(one, other) for one in before):
            continue
        rated = [(_evidence(rarity, one, other), -at) for at, one in enumerate(before)]
        value, at = max(rated, default=(0.0, 0))
        if value >= _ENOUGH:
            yield _pair(before[-at], other)


def _counts(reading: LightReading) -> Iterator[Count]:
    """Yield the figures that somebody tells; forecasts, demands, updates and parts are left out."""
    for number, place in enumerate(reading.places):
        counted = [one for one in quantities(place) if not _is_planned(place, one)]
        if not counted or reading.asks(number):
            continue
        if reading.tells("the_rest", number):
            counted = [
                one for one in counted if one.unit == SHARE and place.holds("strikes")
            ]  # "38 per cent stayed away, the rest worked"
        if not counted or (place.may_match("update") and _updates(reading, number)):
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
    same = is_same_scope(one, other)
    unit = _common_unit(one.quantity, other.quantity, distance)
    tallied = other.has("tallies")
    if unit is None and same and tallied:
        unit = _alike(one.quantity, other.quantity)
    plain = other.quantity.unit == BARE and other.quantity.low < _MILLION
    counted = tallied and other.place.within("tallies", *other.clause)
    contrasts = _contrasts(other)
    if distance and plain and not counted and not same and not contrasts and not is_spare(other):
        return 0.0
    if (
        unit is None
        or not _differ(one.quantity, other.quantity, unit, beside=distance <= 1)
        or (not same and is_other_scope(one, other, contrasts=contrasts, told=_is_of_strike(one, other, unit)))
    ):
        return 0.0
    value = _BY_UNIT.get(unit, _MEASURED) + _SAME_SCOPE * same
    value += _CONTRAST * contrasts
    value += _TALLIED * tallied
    value += _SPARE * (unit != SHARE and distance <= _SPARE_REACH and is_spare(other))
    value += _SIDES * _is_of_sides(one, other, unit)
    value += _SHARE_TOLD * (unit == SHARE and other.has("share_nouns"))
    value += _BESIDE if distance <= 1 else _NEAR if distance <= _NEAR_SENTENCES else 0.0
    if distance == 0:
        return value + _BESIDE
    shared = rarity.shared(one.reading.words[one.sentence], other.reading.words[other.sentence])
    return value + min(_MOST_SHARED, _SHARED * shared)


def _alike(one: Quantity, other: Quantity) -> str | None:
    """Return THING for figures whose nouns differ and which may still count one thing: "contracts", "dismissals"."""
    plain = {THING, BARE, CROWD, JOBS}
    return THING if {one.unit, other.unit} <= plain else None


def _is_repeated(one: Count, other: Count) -> bool:
    """Return whether a figure is that of another voice before it, told again to agree with it or to reject it."""
    first, second = one.quantity, other.quantity
    same = first.unit == second.unit and (first.low, first.high) == (second.low, second.high)
    return same and first.low > 0 and not _is_one_voice(one, other)


def _is_of_sides(one: Count, other: Count, unit: str) -> bool:
    """Return whether two figures are those of the two sides of a rally or strike: police and organizers."""
    if _is_of_strike(one, other, unit):
        return True
    official = [
        any(count.reading.vocabulary.has("authorities", word) for word in count.speaker.lower().split())
        for count in (one, other)
    ]
    return unit == CROWD and official[0] != official[1]


def _is_of_strike(one: Count, other: Count, unit: str) -> bool:
    """Return whether two shares are of those who strike: "who came out", "turnout"."""
    return unit == SHARE and (one.has("strikes") or other.has("strikes"))


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
        plain = told not in {SHARE, BARE} and distance <= (1 if told == TIME else _BARE_REACH)
        return told if plain and (other.unit == BARE or distance == 0) else None
    if len(units) > 1:
        return None
    if one.unit in {DEAD, INJURED, SICK}:
        alike = (one.person and other.person) or not one.stems or not other.stems or bool(one.stems & other.stems)
        return one.unit if alike else None
    if one.unit in MEASURES:
        return one.unit if not one.stems or not other.stems or _share_noun(one.stems, other.stems) else None
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
    bare = BARE in {one.unit, other.unit}
    scale = max(one.scale, other.scale) if bare else 1.0  # "nine hours", "it was four"
    first, second = (_figure(each, unit, scale if each.unit == BARE else 1.0) for each in (one, other))
    most = _BARE_APART if bare and not beside and unit != CROWD else _MOST_APART.get(unit, _PLAIN_APART)
    small, large = sorted(each.low if each.high == inf else each.high for each in (first, second))
    if not small:
        return large >= 1  # nobody, and somebody
    return conflict(first, second) and _LEAST_APART.get(unit, 1.0) <= large / small <= most


def _figure(quantity: Quantity, unit: str, scale: float) -> Figure:
    low, high = quantity.low * scale, quantity.high * scale
    return Figure(unit=unit, low=low, high=high, at=quantity.at, exact=quantity.exact)


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
