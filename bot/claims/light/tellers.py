"""Who tells a number: the statement that holds it, the account beside it, or who counted."""

from __future__ import annotations

from collections.abc import Iterator

from bot.claims.clauses import Range
from bot.claims.light.quantities import Quantity
from bot.claims.light.reading import LightReading
from bot.claims.light.subjects import subject_of
from bot.claims.statements import Said
from bot.domain.claim import Polarity

_TOLD = frozenset({Polarity.ASSERTS, Polarity.CONFIRMS})
_OPENS = 2  # tokens before the noun phrase that opens a sentence
_SOMEBODY = ("titles", "bodies", "counters")


def tellers(reading: LightReading, number: int, counted: list[Quantity]) -> Iterator[tuple[Quantity, str]]:
    """Yield (quantity, who tells it) of a sentence; two voices of one sentence tell a number each."""
    apart = _told_apart(reading, number, counted) if len(counted) > 1 else []
    if apart:
        yield from apart
        return
    here = [said for said in reading.said_in(number) if said.polarity in _TOLD]
    for one in counted:
        said = _holder(here, one.at)
        speaker = said.speaker if said is not None else _counter(reading, number, one)
        if speaker and not _is_number(reading, speaker):
            yield one, speaker


def _is_number(reading: LightReading, speaker: str) -> bool:
    """Return whether a name is a number of people: nobody in particular counted."""
    first = speaker.split()[0].lower()
    return first in reading.vocabulary.numbers or first[0].isdigit()


def _holder(here: list[Said], at: int) -> Said | None:
    """Return the statement that holds an offset: of verbs the nearest before it, before any mere account."""
    named = [said for said in here if said.speaker]
    holding = [said for said in named if any(start <= at < end for start, end in said.item.contents)]
    if not holding:
        return next(iter(named), None)
    verbs = [said for said in holding if said.item.rule != "according"] or holding
    before = [said for said in verbs if said.item.cue[0] <= at]
    return max(before, key=lambda said: said.item.cue[0]) if before else next(iter(verbs), None)


def _counter(reading: LightReading, number: int, quantity: Quantity) -> str | None:
    """Return the subject of the verb of counting beside a number that no statement tells."""
    place = reading.places[number]
    if reading.said_in(number) or place.spoken[quantity.start]:
        return None
    for at in range(quantity.start - 1, -1, -1):
        if place.has("tallies", at) and not place.has("prepositions", at - 1):
            subject = subject_of(place, at, place.clause(at), answers=False)
            if subject is None:  # "The union, which ..., has counted"
                subject = next((phrase for phrase, led in place.phrases(0, at) if not led and phrase[0] <= _OPENS), None)
            if subject is not None and _is_somebody(reading, number, subject):
                voice = reading.voices.resolve(place, subject)
                return voice.name if voice is not None else None
    return None


def _told_apart(reading: LightReading, number: int, counted: list[Quantity]) -> list[tuple[Quantity, str]]:
    """Return each number with the voice beside it where two voices of one sentence tell two numbers, else nothing.

    "62 000 according to the unions, 14 500 according to the police"; "the police speak of 900, the union of 2000".
    """
    place = reading.places[number]
    first, last = counted[0], counted[-1]
    if any(place.spoken[one.start] for one in counted):
        return []
    after = min(len(place.tokens), last.end + _reach(reading, number, last.end))
    spots = [(phrase[0], phrase) for phrase in _somebodies(reading, number, after)]
    leads = [spot for spot in spots if spot[0] < first.start]
    between = [spot for spot in spots if first.end <= spot[0] < last.start]
    behind = [spot for spot in spots if spot[0] >= last.end]
    if len(counted) != 2 or not between:  # noqa: PLR2004 - two numbers, two voices
        return []
    if behind and _accounts(reading, number, between[0][1]) and _accounts(reading, number, behind[0][1]):
        pair = (between[0][1], behind[0][1])
    elif leads:
        pair = (leads[-1][1], between[-1][1])
    else:
        return []
    voices = [reading.voices.resolve(place, phrase, oblique=True) for phrase in pair]
    if any(voice is None for voice in voices):
        return []
    return [(one, voice.name) for one, voice in zip(counted, voices, strict=True) if voice is not None]


def _reach(reading: LightReading, number: int, at: int) -> int:
    """Return the number of tokens to the end of a sentence."""
    return len(reading.places[number].tokens) - at


def _somebodies(reading: LightReading, number: int, stop: int) -> Iterator[Range]:
    """Yield the noun phrases of a sentence that name somebody who may count."""
    place = reading.places[number]
    for phrase, _ in place.phrases(0, stop):
        if _is_somebody(reading, number, phrase):
            yield phrase


def _is_somebody(reading: LightReading, number: int, phrase: Range) -> bool:
    place = reading.places[number]
    listed = any(place.has(kind, at) for kind in _SOMEBODY for at in range(*phrase))
    return listed or reading.voices.names_person(place, phrase)


def _accounts(reading: LightReading, number: int, phrase: Range) -> bool:
    """Return whether "according to" leads a noun phrase."""
    place, sentence = reading.places[number], reading.text.sentences[number]
    start = place.tokens[phrase[0]].start
    found = reading.vocabulary.patterns["according"].finditer(reading.article.text, sentence.start, start)
    return any(start - match.end() <= _ARTICLE_CHARS for match in found)


_ARTICLE_CHARS = 6  # between "according to" and a noun: its article
