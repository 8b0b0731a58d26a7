"""Two voices that count the same thing and cannot both be right, in other languages than English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.claims.compare import Rarity
from bot.claims.figures import Figure, conflict
from bot.claims.light.clauses import Clauses
from bot.claims.light.reading import LightReading
from bot.claims.light.vocabulary import Vocabulary
from bot.claims.link import Claim, same_voice
from bot.claims.response import Inside, Response, sentence_span
from bot.claims.statements import Said
from bot.domain.claim import DisputeKind, Polarity

_REACH = 6  # sentences between two counts of one thing in one article
_MOST_COUNTS = 4  # of one sentence: a share, dead, injured, people
_UNIT_WORDS = 3  # words after a number among which what is counted stands
_FATE_WORDS = 5  # words before a number among which "killed" stands
_OFTEN_OTHER = frozenset({"%", "amount"})  # two figures of these side by side are often of different things
_SAME_SUM = 0.2  # the same share for sums of money: an article tells many
_BARE_REACH = 3  # sentences after a figure in which "they counted 80" counts the same
_SAME_THING = 0.1  # weighted share of content words of two sentences that count one thing
_THOUSAND = 1000
_SAME = "same"  # the unit of the number before
_MILLION = 1e6
_LEAST = 2.0  # smaller numbers count parts, not the whole
_LARGEST_YEAR, _FIRST_YEAR = 2100, 1900
_ABOUT = 0.1  # "about 50" covers 45 to 55
_GROUPED = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3}){1,5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure in a statement of somebody."""

    reading: LightReading
    sentence: int
    figure: Figure
    speaker: str
    at: int


def light_differing(rarity: Rarity, reading: LightReading) -> Iterator[tuple[Claim, Response]]:
    """Yield (claim, response) for two statements of an article whose figures cannot both be right."""
    counts = list(_counts(reading))
    for number, one in enumerate(counts):
        for other in counts[number + 1 : number + 1 + _REACH * _MOST_COUNTS]:
            if _differs(rarity, one, other):
                yield _pair(one, other)


def _differs(rarity: Rarity, one: Count, other: Count) -> bool:
    if not 0 < other.sentence - one.sentence <= _REACH or same_voice(one.speaker, other.speaker):
        return False
    points = other.figure.unit == _SAME and other.sentence - one.sentence == 1
    if not conflict(one.figure, replace(other.figure, unit=one.figure.unit) if points else other.figure):
        return False
    reading = one.reading
    opens = reading.text.sentences[other.sentence]
    contrast = reading.vocabulary.patterns["contrast"]
    shared = rarity.shared(reading.words[one.sentence], reading.words[other.sentence])
    aside = reading.vocabulary.patterns["set_apart"].search(reading.article.text, opens.start, opens.end)
    return (
        (other.sentence - one.sentence == 1 and (one.figure.unit not in _OFTEN_OTHER or aside is not None))
        or shared >= (_SAME_SUM if one.figure.unit == "amount" else _SAME_THING)
        or contrast.search(reading.article.text, opens.start, opens.end) is not None
    )


def _counts(reading: LightReading) -> Iterator[Count]:
    """Yield the figures of statements; a sentence that gives one thing two figures, or an update, is left out."""
    last, unit = -_BARE_REACH, ""
    for number, sentence in enumerate(reading.text.sentences):
        here = [
            said
            for said in reading.said_in(number)
            if said.speaker and said.polarity in {Polarity.ASSERTS, Polarity.CONFIRMS}
        ]
        update = reading.vocabulary.patterns["update"].search(reading.article.text, sentence.start, sentence.end)
        if not here or update is not None:
            continue
        bare = unit if number - last < _BARE_REACH and any(_is_count(reading, said) for said in here) else ""
        stated = list(_figures(reading.places[number], bare))
        if stated:
            last, unit = number, stated[0].unit
        units = [figure.unit for figure in stated]
        for figure in stated:
            if units.count(figure.unit) == 1:
                yield Count(
                    reading=reading, sentence=number, figure=figure, speaker=here[0].speaker or "", at=figure.at
                )


def _is_count(reading: LightReading, said: Said) -> bool:
    """Return whether a statement is made by a verb of counting: its figure may leave out what it counts."""
    return reading.vocabulary.has("counting", said.item.verb)


def _figures(place: Clauses, bare: str) -> Iterator[Figure]:
    """Yield the figures of a sentence that count people, dead, injured, or a share.

    `bare`: what a number counts that nothing follows, "" where that is not known.
    """
    words = place.words
    at = 0
    while at < len(place.tokens):
        value = _value(words, place, at)
        if value is None:
            at += 1
            continue
        start, end = at, at + 1
        while (more := _next_digits(place, end)) is not None:
            value, end = value * _THOUSAND + more, end + 1
        while end < len(place.tokens) and (scale := words.numbers.get("*" + place.low(end))) is not None:
            value, end = value * scale, end + 1
        unit = _unit(place, end) or _people(place, start) or (bare if _is_last(place, end) else "")
        unit = unit or ("amount" if value >= _MILLION else "") or _same_unit(place, value)
        if unit and value >= _LEAST:
            yield _figure(place, start, value, unit)
        at = end


def _people(place: Clauses, at: int) -> str:
    """Return that a number counts people where "they were" stands before it; else ""."""
    before = " ".join(place.low(i) for i in range(max(0, at - 4), at))
    return "people" if place.words.patterns["they_were"].search(before) is not None else ""


def _is_last(place: Clauses, at: int) -> bool:
    """Return whether no word follows a number in its clause."""
    return at >= len(place.tokens) or (place.tokens[at].kind == "mark" and place.low(at) != "%")


def _next_digits(place: Clauses, at: int) -> float | None:
    """Return the three digits that go on with the number before them: "12 000"."""
    token, before = place.tokens[at : at + 1], place.tokens[at - 1]
    grouped = token and token[0].kind == before.kind == "number" and len(token[0].text) == 3
    return float(token[0].text) if grouped and token[0].text.isdigit() and before.text.isdigit() else None


def _value(words: Vocabulary, place: Clauses, at: int) -> float | None:
    token = place.tokens[at]
    if token.kind != "number":
        return words.numbers.get(token.low)
    if _GROUPED.fullmatch(token.text):
        return float(re.sub(r"\D", "", token.text))
    plain = token.text.replace(",", ".")
    return float(plain) if plain.count(".") <= 1 and len(plain) < 18 else None


def _unit(place: Clauses, after: int) -> str:
    """Return what a number counts, told by the words after it, "" for nothing that is compared."""
    if place.low(after) == "%" or place.has("percents", after) or place.has("percents", after + 1):
        return "%"
    for at in range(after, min(len(place.tokens), after + _UNIT_WORDS)):
        if place.tokens[at].kind != "word":
            break
        for unit, kind in (("dead", "dead"), ("injured", "injured"), ("people", "people")):
            if place.has(kind, at):
                return _fate(place, after) if unit == "people" else unit
    return ""


def _fate(place: Clauses, after: int) -> str:
    """Return what happened to the people counted, where it says so before them: "killed two people"."""
    before = range(max(0, after - _FATE_WORDS), after)
    return next((fate for fate in ("dead", "injured") for at in before if place.has(fate, at)), "people")


def _same_unit(place: Clauses, value: float) -> str:
    """Return the unit of a bare number beside a verb of counting: what the sentence before counts; else ""."""
    year = _FIRST_YEAR <= value <= _LARGEST_YEAR
    return _SAME if not year and any(place.has("counting", at) for at in range(len(place.tokens))) else ""


def _figure(place: Clauses, at: int, value: float, unit: str) -> Figure:
    low, high = value, value
    before = " ".join(place.low(i) for i in range(max(0, at - 3), at))
    qualified = True
    if place.words.patterns["at_least"].search(before):
        high = float("inf")
    elif place.words.patterns["at_most"].search(before):
        low = 0.0
    elif place.words.patterns["roughly"].search(before):
        low, high = value * (1 - _ABOUT), value * (1 + _ABOUT)
    else:
        qualified = False
    return Figure(unit=unit, low=low, high=high, at=place.tokens[at].start, exact=not qualified)


def _pair(one: Count, other: Count) -> tuple[Claim, Response]:
    claim = Claim(
        reading=one.reading,
        sentence=one.sentence,
        span=sentence_span(one.reading, one.sentence),
        speaker=one.speaker,
        score=2.8,
    )
    response = Response(
        reading=other.reading,
        sentence=other.sentence,
        at=other.at,
        span=sentence_span(other.reading, other.sentence),
        speaker=other.speaker,
        rule="figures.differ",
        kind=DisputeKind.FIGURES,
        target=other.reading.words[other.sentence],
        inside=Inside.NOT,
    )
    return claim, response
