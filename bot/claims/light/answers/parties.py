"""Who stands on which side: the claimant and who speaks for them, the accused and who speaks for them."""

from __future__ import annotations

from bot.claims.answers.response import Response
from bot.claims.light.answers.accused import accused_in, is_pronoun
from bot.claims.light.speech.reading import LightReading
from bot.claims.light.speech.sources import Source
from bot.claims.parties import mentions, same_voice
from bot.claims.speech.statements import Said

_SPEAKS = frozenset({"spokes", "heads"})
_STAND_FOR = frozenset({"bodies", "spokes", "heads", "he", "she", "they"})
_BARE_WORDS = 2  # of a body and its name


def answers_for(reading: LightReading, number: int, said: Said) -> bool:
    """Return whether a statement is of somebody whom a sentence names, or of a body's head or spokesman."""
    return targets(reading, number, said.speaker, said) or speaks_for_somebody(reading, said)


def speaks_for_somebody(reading: LightReading, said: Said | None) -> bool:
    """Return whether who answers is a body, its head or spokesman, or a pronoun: they stand for the one accused."""
    source = said.item.source if said is not None else None
    if source is None:
        return False
    place = reading.places[reading.text.sentence_at(source[0]).number]
    return place.any_within(_STAND_FOR, place.token_from(source[0]), place.token_from(source[1]))


def is_accuser(reading: LightReading, said: Said) -> bool:
    """Return whether a statement is by those who investigate or charge: they answer no accusation."""
    source = reading.source_of(said)
    named = source is not None and "prosecutors" in source.lists
    return named or "prosecutors" in reading.lists_of_name(said.speaker)


def looks_on(reading: LightReading, said: Said) -> bool:
    """Return whether a statement is of somebody who takes no side: observers, doctors, judges, reporters."""
    return "onlookers" in reading.lists_of_name(said.speaker)


def targets(reading: LightReading, number: int, speaker: str | None, said: Said | None) -> bool:
    """Return whether a sentence names somebody: by name, by office, or by whom they speak for."""
    words, source = reading.words[number], reading.source_of(said) if said is not None else None
    if source is not None and not words.isdisjoint(source.content):
        return True
    if not speaker:
        return False
    if mentions(reading.sentences[number], speaker) or not words.isdisjoint(reading.voices.titles_of(speaker)):
        return True
    if reading.places[number].holds("parties") and _is_party(reading, speaker):
        return True
    return _pointed_at(reading, number, speaker)


def _is_party(reading: LightReading, speaker: str) -> bool:
    """Return whether somebody is the accused of an article, whom it may call just that."""
    party = reading.voices.likely_party("")
    return party is not None and reading.voices.best(party) == speaker


def _pointed_at(reading: LightReading, number: int, speaker: str) -> bool:
    """Return whether a pronoun of a sentence that is no subject stands for somebody: "accuses him of ..."."""
    place, voices = reading.places[number], reading.voices
    for gender, offset in place.pointers:
        voice = voices.person_before(place, offset, gender)
        if voice is not None and voice.name == speaker:
            return True
    return False


def is_own(reading: LightReading, said: Said, response: Response) -> bool:
    """Return whether who answers made the statement; a pronoun that seems to say so means the one accused."""
    if not same_voice(said.speaker, response.speaker):
        return False
    accuses = said.item.verb in reading.vocabulary.linking.words["accuse_strong"]
    return not (accuses and is_pronoun(reading, response) and accused_in(reading, said) is not None)


def is_same_side(reading: LightReading, one: Said, other: Said | None) -> bool:
    """Return whether two sources are one party: the firm, and a spokesman of the firm; not a former clerk of it."""
    if other is None or one.item.source is None or other.item.source is None:
        return False
    short, long = sorted(filter(None, map(reading.source_of, (one, other))), key=lambda source: len(source.text))
    if _is_party_named(reading, short, long, one.speaker):
        return True
    if "capital_nouns" in reading.vocabulary.traits and _is_office_in_short(reading, short, long):
        return True
    if not short.content or not short.content <= long.content:
        return False
    return short.content == long.content or "spokes" in long.lists


def _is_office_in_short(reading: LightReading, short: Source, long: Source) -> bool:
    """Return whether the shorter source is but an office that the longer one names in full: "the minister"."""
    office = short.words[-1]
    bare = len(short.words) <= _BARE_WORDS and reading.vocabulary.has("titles", office)
    spokes = reading.vocabulary.has("spokes", office)
    return bare and not spokes and any(word.endswith(office) and word != office for word in long.words)


def _is_party_named(reading: LightReading, one: Source, other: Source, claimant: str | None) -> bool:
    """Return whether two sources name one body, or who claims is just "the company" where the other is a body."""
    bare = len(one.content) <= _BARE_WORDS >= len(other.content)  # no former clerk of a body
    if bare and "capital_nouns" in reading.vocabulary.traits and _names_in_short(one.bodies, other.bodies):
        return True
    lists = one.lists | other.lists
    if "spokes" in lists and not one.bodies.isdisjoint(other.bodies):
        return True
    titled = ("titles" in one.lists) != ("titles" in other.lists)
    if titled and not _SPEAKS.isdisjoint(lists) and not one.content.isdisjoint(other.content):
        return True  # a body, and its head
    both = bool(one.bodies and other.bodies)
    return both and claimant is not None and reading.vocabulary.has("generic", claimant.lower())


def _names_in_short(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether one body is named by the last part of the other, in a language that joins nouns: "the union"."""
    return any(
        long != short and long.endswith(short) for a, b in ((one, other), (other, one)) for long in a for short in b
    )


def goes_on(reading: LightReading, said: Said) -> bool:
    """Return whether the same voice, or the body it speaks for, spoke right before: what it says there is the claim."""
    before = said.item.sentence - 1
    if said.item.rule == "quote.continued" or is_only_voice(reading, before, said.speaker):
        return True
    source = reading.source_of(said)
    spokes = source is not None and "spokes" in source.lists
    return spokes and any("bodies" in reading.lists_of_name(one.speaker) for one in reading.said_in(before))


def is_only_voice(reading: LightReading, number: int, speaker: str | None) -> bool:
    """Return whether one voice says all that is said in a sentence."""
    here = reading.said_in(number)
    return bool(here) and all(said.speaker == speaker for said in here)
