"""Who counts where nobody is said to say anything: "the agency put it at 340", "by the log it was 11 minutes"."""

from __future__ import annotations

from bot.claims.grammar.clauses import Range
from bot.claims.light.grammar.clauses import Clauses
from bot.claims.light.grammar.quantities import BARE, SHARE, Quantity
from bot.claims.light.speech.reading import LightReading

_MAKER_TOKENS = 16  # of a relative clause among which who made a writing stands
_OPENS = 2  # tokens before the noun phrase that opens a sentence
_SOMEBODY = ("titles", "bodies", "counters")
_WRITTEN = ("documents", "records", "finders")
_COUNTED = ("documents", "records", "tallies", "count_nouns")  # what may be somebody's: "the count of the union"
_LED_BY = 2  # tokens before a number among which "at" and "to" stand


def counter_of(reading: LightReading, number: int, quantity: Quantity) -> str | None:
    """Return who counts in a sentence that makes no statement, None where nobody does."""
    place = reading.places[number]
    if any(said.speaker for said in reading.said_in(number)) or place.spoken[quantity.start]:
        return None
    opening = opening_of(place)
    if opening is None:
        return None
    phrase, led = opening
    if led and not _is_record_led(place, phrase):
        return None
    if not led and not _counts(reading, number, phrase, quantity):
        return None
    made = maker_of(reading, number, phrase)
    if made is not None:
        return made
    own = owner_of_count(reading, number, own_words(place, phrase))
    voice = reading.voices.resolve(place, own or own_words(place, phrase), oblique=led or own is not None)
    return voice.name if voice is not None else None


def _is_record_led(place: Clauses, phrase: Range) -> bool:
    """Return whether "according to" or, before a record, "in" leads the noun phrase that opens a sentence."""
    if any(place.has("by_records", at) for at in range(phrase[0])):
        return True
    told = any(place.has(kind, at) for kind in ("told_in", "records_led") for at in range(phrase[0]))
    return told and any(place.has(kind, at) for kind in _WRITTEN for at in range(*phrase))


def _counts(reading: LightReading, number: int, phrase: Range, quantity: Quantity) -> bool:
    """Return whether the noun phrase that opens a sentence tells the number in it."""
    place = reading.places[number]
    after = range(phrase[1], quantity.start)
    if "capital_nouns" in place.words.traits:
        after = range(phrase[1], place.clause(quantity.start)[1])
    tallied = any(place.has("tallies", at) for at in after)
    placed = any(place.has("placings", at) for at in after)
    record = any(place.has(kind, at) for kind in _WRITTEN for at in range(*phrase))
    if record and (tallied or placed):
        return True
    led = range(max(0, quantity.start - _LED_BY), quantity.start)
    at_amount = quantity.unit in {BARE, SHARE} or any(place.has("amount_prepositions", at) for at in led)
    placed = placed and at_amount
    opened = any(place.has("content_openers", at) or place.low(at) == ":" for at in range(phrase[1], quantity.start))
    if is_somebody(reading, number, phrase):
        return tallied or opened or placed
    set_off = reading.tells("same_scope", number) or reading.tells("set_apart", number)
    return set_off and (tallied or placed)


def owner_of_count(reading: LightReading, number: int, phrase: Range) -> Range | None:
    """Return whose count, list or record a noun phrase names: "the count of the police"; None for none."""
    place = reading.places[number]
    start, end = phrase
    while start < end and any(place.has(kind, start) for kind in ("determiners", "adjectival")):
        start += 1
    if start >= end or not any(place.has(kind, start) for kind in _COUNTED):
        return None
    first = start + 1
    while first < end and not any(place.has(kind, first) for kind in ("genitives", *_SOMEBODY)):
        first += 1
    if place.has("genitives", first):
        first += 1
    while first < end and any(place.has(kind, first) for kind in ("genitives", "determiners")):
        first += 1
    rest = (first, end)
    return rest if first < end and is_somebody(reading, number, rest) else None


def maker_of(reading: LightReading, number: int, phrase: Range) -> str | None:
    """Return who made what a noun phrase names: "the report that the union has made", "bills leafed through by Orm"."""
    place = reading.places[number]
    first, after = phrase
    written = any(place.has(kind, at) for kind in (*_WRITTEN, "tallies") for at in range(first, after))
    opener = after + (place.low(after) == ",")
    by = next((at for at in range(after, after + _OPENS) if place.has("agents", at)), -1)
    if not written or not (place.has("relatives", opener) or by > after):
        return None
    start = by + 1 if by > after else opener + 1
    for made, led in place.phrases(start, min(len(place.tokens), start + _MAKER_TOKENS)):
        if not led and is_somebody(reading, number, made):
            voice = reading.voices.resolve(place, made, oblique=by > after)
            return voice.name if voice is not None else None
    return None


def opening_of(place: Clauses) -> tuple[Range, bool] | None:
    """Return (the noun phrase that opens a sentence, whether a preposition leads it)."""
    first = next(iter(place.each_phrase()), None)
    return first if first is not None and first[0][0] <= _OPENS else None


def own_words(place: Clauses, phrase: Range) -> Range:
    """Return a noun phrase as far as a word for counting."""
    start, end = phrase
    return start, next((at for at in range(start + 1, end) if place.has("tallies", at)), end)


def is_somebody(reading: LightReading, number: int, phrase: Range) -> bool:
    """Return whether a noun phrase names a person, an office, a body or who counts things."""
    place = reading.places[number]
    listed = any(place.has(kind, at) for kind in _SOMEBODY for at in range(*phrase))
    return listed or reading.voices.names_person(place, phrase)
