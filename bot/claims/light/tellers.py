"""Who tells a number: the statement that holds it, the account beside it, or who counted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from bot.claims.answers.response import sentence_span
from bot.claims.grammar.clauses import Range
from bot.claims.light.clauses import Clauses
from bot.claims.light.declension import ended
from bot.claims.light.quantities import Quantity
from bot.claims.light.reading import LightReading
from bot.claims.speech.statements import Said
from bot.domain.claim import Polarity

_TOLD = frozenset({Polarity.ASSERTS, Polarity.CONFIRMS})
_ARTICLE_CHARS = 6  # between "according to" and a noun: its article
_MAKER_TOKENS = 10  # of a relative clause among which who made a writing stands
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
        name = _name_of(reading, _teller(reading, number, said) if said is not None else _counter(reading, number, one))
        if name:
            yield one, name


def _name_of(reading: LightReading, speaker: str | None) -> str:
    """Return a name as far as the first number in it, "" where it is a number of people: nobody in particular."""
    words = (speaker or "").split()
    numbers = reading.vocabulary.numbers
    name = " ".join(takewhile(lambda word: not word[0].isdigit() and word.lower() not in numbers, words))
    counter = reading.vocabulary.has("counters", name.lower())
    return ended(reading.vocabulary, "plural_cases", name) if counter else name


def _teller(reading: LightReading, number: int, said: Said) -> str | None:
    """Return who makes a statement: where its verb has no subject, whom the sentence opens with."""
    place, source = reading.places[number], said.item.source
    opening = _opening(place)
    if opening is not None and not opening[1] and not said.item.rule.startswith("quote"):
        led = source is None or _is_set_apart(reading, number, opening[0])
        if led and _is_somebody(reading, number, opening[0]):
            voice = reading.voices.resolve(place, _own_words(place, opening[0]))
            return voice.name if voice is not None else None
    if source is not None and said.item.rule == "according":
        return _maker(reading, number, source) or said.speaker
    return said.speaker


def _is_set_apart(reading: LightReading, number: int, phrase: Range) -> bool:
    """Return whether "for its part," stands after a noun phrase: what follows the aside is said by it."""
    place, sentence = reading.places[number], reading.text.sentences[number]
    if place.low(phrase[1]) != ",":
        return False
    start = place.tokens[phrase[1]].end
    closes = reading.article.text.find(",", start, sentence.end)
    return reading.vocabulary.patterns["set_apart"].search(reading.article.text, start, max(start, closes)) is not None


def _maker(reading: LightReading, number: int, source: Range) -> str | None:
    """Return who made what is named as the source: "by the report that the union has made of the bills"."""
    place = reading.places[number]
    after = place.token_from(source[1])
    opener = after + (place.low(after) == ",")
    first = place.token_from(source[0])
    written = any(place.has(kind, at) for kind in ("documents", "records", "finders") for at in range(first, after))
    if not written or not place.has("relatives", opener):
        return None
    for phrase, led in place.phrases(opener + 1, min(len(place.tokens), opener + _MAKER_TOKENS)):
        if not led and _is_somebody(reading, number, phrase):
            voice = reading.voices.resolve(place, phrase)
            return voice.name if voice is not None else None
    return None


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
    """Return who counts in a sentence that makes no statement: "the agency put it at 340", "by the log it was 11"."""
    place = reading.places[number]
    if any(said.speaker for said in reading.said_in(number)) or place.spoken[quantity.start]:
        return None
    opening = _opening(place)
    if opening is None:
        return None
    phrase, led = opening
    told = reading.slice(*sentence_span(reading, number))
    by_record = led and any(place.has("by_records", at) for at in range(phrase[0]))
    tallied = any(place.has("tallies", at) for at in range(phrase[1], quantity.start))
    opened = any(place.has("content_openers", at) or place.low(at) == ":" for at in range(phrase[1], quantity.start))
    same = reading.vocabulary.patterns["same_scope"].search(told) is not None
    may = by_record or (
        not led and ((_is_somebody(reading, number, phrase) and (tallied or opened)) or (same and tallied))
    )
    if not may:
        return None
    voice = reading.voices.resolve(place, _own_words(place, phrase), oblique=led)
    return voice.name if voice is not None else None


def _opening(place: Clauses) -> tuple[Range, bool] | None:
    """Return (the noun phrase that opens a sentence, whether a preposition leads it)."""
    first = next(iter(place.each_phrase()), None)
    return first if first is not None and first[0][0] <= _OPENS else None


def _own_words(place: Clauses, phrase: Range) -> Range:
    """Return a noun phrase as far as a word for counting."""
    start, end = phrase
    return start, next((at for at in range(start + 1, end) if place.has("tallies", at)), end)


def _told_apart(reading: LightReading, number: int, counted: list[Quantity]) -> list[tuple[Quantity, str]]:
    """Return each number with the voice beside it where two voices of one sentence tell two numbers, else nothing.

    "62 000 according to the unions, 14 500 according to the police"; "the police speak of 900, the union of 2000".
    """
    place = reading.places[number]
    first, last = counted[0], counted[-1]
    if len(counted) != 2 or any(place.spoken[one.start] for one in counted):
        return []
    spots = [_trimmed(place, phrase, counted) for phrase in _somebodies(reading, number, (first, last))]
    leads = [phrase for phrase in spots if phrase[0] < first.start]
    between = [phrase for phrase in spots if first.end <= phrase[0] < last.start]
    behind = [phrase for phrase in spots if phrase[0] >= last.end]
    if between and behind and _account(reading, number, between[0]) and _account(reading, number, behind[0]):
        pair = (between[0], behind[0])
    elif between and leads and reading.said_in(number):
        pair = (leads[-1], between[-1])
    else:
        return []
    named = [_account(reading, number, phrase) or phrase for phrase in pair]
    voices = [
        reading.voices.resolve(place, phrase, oblique=phrase != own) for phrase, own in zip(named, pair, strict=True)
    ]
    if any(voice is None for voice in voices):
        return []
    return [(one, voice.name) for one, voice in zip(counted, voices, strict=True) if voice is not None]


def _somebodies(reading: LightReading, number: int, counted: tuple[Quantity, Quantity]) -> Iterator[Range]:
    """Yield the noun phrases of a sentence that name somebody who may count, or stand where only that can."""
    place = reading.places[number]
    for phrase, led in place.phrases(0, len(place.tokens)):
        if _is_somebody(reading, number, phrase) or (not led and _leads_to(place, phrase, counted)):
            yield phrase


def _leads_to(place: Clauses, phrase: Range, counted: tuple[Quantity, Quantity]) -> bool:
    """Return whether a noun phrase opens a clause of nothing but it and the second number: ", the railway of 2500"."""
    first, last = counted
    passed = ("prepositions", "genitives", "adverbs")
    rest = range(phrase[1], last.start)
    opens = first.end <= phrase[0] and place.tokens[phrase[0] - 1].kind == "mark"
    return opens and all(place.tokens[at].kind == "mark" or any(place.has(k, at) for k in passed) for at in rest)


def _trimmed(place: Clauses, phrase: Range, counted: list[Quantity]) -> Range:
    """Return a noun phrase as far as a number, without the conjunction or preposition that ends it."""
    start, end = phrase
    end = min((one.start for one in counted if start < one.start < end), default=end)
    while end - 1 > start and any(place.has(kind, end - 1) for kind in ("conjunctions", "genitives", "prepositions")):
        end -= 1
    return start, end


def _is_somebody(reading: LightReading, number: int, phrase: Range) -> bool:
    place = reading.places[number]
    listed = any(place.has(kind, at) for kind in _SOMEBODY for at in range(*phrase))
    return listed or reading.voices.names_person(place, phrase)


def _account(reading: LightReading, number: int, phrase: Range) -> Range | None:
    """Return who is meant by a noun phrase that "according to" leads or that holds it, None for no account."""
    place, sentence = reading.places[number], reading.text.sentences[number]
    start, end = place.tokens[phrase[0]].start, place.tokens[phrase[1] - 1].end
    for match in reading.vocabulary.patterns["according"].finditer(reading.article.text, sentence.start, end):
        if match.end() >= start - _ARTICLE_CHARS and match.start() < end:
            first = next((at for at in range(*phrase) if place.tokens[at].start >= match.end()), phrase[0])
            return first, phrase[1]
    return None
