"""Who tells a number: the statement that holds it, the account beside it, or who counted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from bot.claims.grammar.clauses import Range
from bot.claims.light.grammar.clauses import Clauses
from bot.claims.light.grammar.declension import ended
from bot.claims.light.grammar.quantities import Quantity
from bot.claims.light.speech.reading import LightReading
from bot.claims.light.versions.tallies import counter_of, is_somebody, maker_of, opening_of, own_words, owner_of_count
from bot.claims.speech.statements import Said
from bot.domain.claim import Polarity

_TOLD = frozenset({Polarity.ASSERTS, Polarity.CONFIRMS})
_FEW_CHARS = 40  # at the start of a content among which "no more than" stands
_ARTICLE_CHARS = 6  # between "according to" and a noun: its article


def tellers(reading: LightReading, number: int, counted: list[Quantity]) -> Iterator[tuple[Quantity, str]]:
    """Yield (quantity, who tells it) of a sentence; two voices of one sentence tell a number each."""
    apart = _told_apart(reading, number, counted) if len(counted) > 1 else []
    if apart:
        yield from apart
        return
    here = [said for said in reading.said_in(number) if _is_told(reading, said)]
    for one in counted:
        said = _holder(here, one.at)
        name = _name_of(
            reading, _teller(reading, number, said) if said is not None else counter_of(reading, number, one)
        )
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
    opening = opening_of(place)
    if opening is not None and not opening[1] and not said.item.rule.startswith("quote"):
        led = source is None or _is_set_apart(reading, number, opening[0])
        if led and is_somebody(reading, number, opening[0]):
            voice = reading.voices.resolve(place, own_words(place, opening[0]))
            return voice.name if voice is not None else None
    if source is not None and said.item.rule == "according":
        return _owner_told(reading, number, source) or said.speaker
    return said.speaker


def _is_set_apart(reading: LightReading, number: int, phrase: Range) -> bool:
    """Return whether "for its part," stands after a noun phrase: what follows the aside is said by it."""
    place, sentence = reading.places[number], reading.text.sentences[number]
    if place.low(phrase[1]) != ",":
        return False
    start = place.tokens[phrase[1]].end
    closes = reading.article.text.find(",", start, sentence.end)
    return reading.vocabulary.patterns["set_apart"].search(reading.article.text, start, max(start, closes)) is not None


def _owner_told(reading: LightReading, number: int, source: Range) -> str | None:
    """Return who made or owns what is named as the source: "by the count of the police", "by the report that ..."."""
    place = reading.places[number]
    phrase = (place.token_from(source[0]), place.token_from(source[1]))
    made = maker_of(reading, number, phrase)
    own = owner_of_count(reading, number, phrase) if made is None else None
    voice = reading.voices.resolve(place, own, oblique=True) if own is not None else None
    return voice.name if voice is not None else made


def _is_told(reading: LightReading, said: Said) -> bool:
    """Return whether a statement tells the numbers in it: affirmed, or "admits no more than"."""
    if said.polarity in _TOLD:
        return True
    denied = said.polarity in {Polarity.DENIES, Polarity.DECLINES, Polarity.DID_NOT_DENY}
    pattern = reading.vocabulary.patterns["no_more_than"]
    begun = (reading.slice(start, min(end, start + _FEW_CHARS)) for start, end in said.item.contents)
    return denied and any(pattern.search(words) is not None for words in begun)


def _holder(here: list[Said], at: int) -> Said | None:
    """Return the statement that holds an offset: of verbs the nearest before it, before any mere account."""
    named = [said for said in here if said.speaker]
    holding = [said for said in named if any(start <= at < end for start, end in said.item.contents)]
    if not holding:
        return next(iter(named), None)
    verbs = [said for said in holding if said.item.rule != "according"] or holding
    before = [said for said in verbs if said.item.cue[0] <= at]
    return max(before, key=lambda said: said.item.cue[0]) if before else next(iter(verbs), None)


def _told_apart(reading: LightReading, number: int, counted: list[Quantity]) -> list[tuple[Quantity, str]]:
    """Return each number with the voice beside it where two voices of one sentence tell two numbers, else nothing.

    "62 000 according to the unions, 14 500 according to the police"; "the police speak of 900, the union of 2000".
    """
    place = reading.places[number]
    first, last = counted[0], counted[-1]
    if len(counted) != 2 or any(place.spoken[one.start] for one in counted):
        return []
    told = [(_trimmed(place, phrase, counted), led) for phrase, led in _somebodies(reading, number, (first, last))]
    spots = [phrase for phrase, _ in told]
    leads = [phrase for phrase in spots if phrase[0] < first.start and not place.has("past_he", phrase[0])]
    between = [phrase for phrase in spots if first.end <= phrase[0] < last.start]
    bare = [phrase for phrase, led in told if not led and phrase in between] or between
    behind = [phrase for phrase in spots if phrase[0] >= last.end]
    if between and behind and _account(reading, number, between[0]) and _account(reading, number, behind[0]):
        pair = (between[0], behind[0])
    elif between and leads and reading.said_in(number):
        pair = (leads[-1], bare[0])
    else:
        return []
    named = [_account(reading, number, phrase) or phrase for phrase in pair]
    voices = [
        reading.voices.resolve(place, phrase, oblique=phrase != own) for phrase, own in zip(named, pair, strict=True)
    ]
    if any(voice is None for voice in voices):
        return []
    return [(one, voice.name) for one, voice in zip(counted, voices, strict=True) if voice is not None]


def _somebodies(reading: LightReading, number: int, counted: tuple[Quantity, Quantity]) -> Iterator[tuple[Range, bool]]:
    """Yield (noun phrase, whether a preposition leads it) that names who may count, or stands where only that can."""
    place = reading.places[number]
    for phrase, led in place.phrases(0, len(place.tokens)):
        if is_somebody(reading, number, phrase) or (not led and _leads_to(place, phrase, counted)):
            yield phrase, led


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


def _account(reading: LightReading, number: int, phrase: Range) -> Range | None:
    """Return who is meant by a noun phrase that "according to" leads or that holds it, None for no account."""
    place, sentence = reading.places[number], reading.text.sentences[number]
    start, end = place.tokens[phrase[0]].start, place.tokens[phrase[1] - 1].end
    for match in reading.vocabulary.patterns["according"].finditer(reading.article.text, sentence.start, end):
        if match.end() >= start - _ARTICLE_CHARS and match.start() < end:
            first = next((at for at in range(*phrase) if place.tokens[at].start >= match.end()), phrase[0])
            return first, phrase[1]
    return None
