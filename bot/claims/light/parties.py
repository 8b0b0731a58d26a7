"""Who stands on which side: the claimant and who speaks for them, the accused and who speaks for them."""

from __future__ import annotations

from bot.claims.answers.response import Response, sentence_span
from bot.claims.light.accused import accused_in, is_pronoun
from bot.claims.light.reading import LightReading
from bot.claims.parties import mentions, same_voice
from bot.claims.speech.statements import Said

_SPEAKS = ("spokes", "heads")
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
    kinds = ("bodies", "spokes", "heads", "he", "she", "they")
    return any(
        place.has(kind, at)
        for kind in kinds
        for at, token in enumerate(place.tokens)
        if source[0] <= token.start < source[1]
    )


def is_accuser(reading: LightReading, said: Said) -> bool:
    """Return whether a statement is by those who investigate or charge: they answer no accusation."""
    source = reading.slice(*said.item.source).lower().split() if said.item.source is not None else []
    words = (*source, *(said.speaker or "").lower().split())
    return any(reading.vocabulary.has("prosecutors", word) for word in words)


def looks_on(reading: LightReading, said: Said) -> bool:
    """Return whether a statement is of somebody who takes no side: observers, doctors, judges, reporters."""
    return any(reading.vocabulary.has("onlookers", word) for word in (said.speaker or "").lower().split())


def targets(reading: LightReading, number: int, speaker: str | None, said: Said | None) -> bool:
    """Return whether a sentence names somebody: by name, by office, or by whom they speak for."""
    told = reading.slice(*sentence_span(reading, number))
    if mentions(told, speaker):
        return True
    words = reading.vocabulary
    if speaker and _pointed_at(reading, number, speaker):
        return True
    own = set(reading.voices.titles_of(speaker)) if speaker else set()
    if said is not None and said.item.source is not None:
        own |= words.content_words(reading.slice(*said.item.source))
    return bool(own & reading.words[number])


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
    sources = sorted((reading.slice(*one.item.source), reading.slice(*other.item.source)), key=len)
    short, long = (reading.vocabulary.content_words(source) for source in sources)
    if _is_party_named(reading, sources, one.speaker):
        return True
    if "capital_nouns" in reading.vocabulary.traits and _is_office_in_short(reading, sources):
        return True
    if not short or not short <= long:
        return False
    return short == long or any(reading.vocabulary.has("spokes", word) for word in sources[1].lower().split())


def _is_office_in_short(reading: LightReading, sources: list[str]) -> bool:
    """Return whether the shorter source is but an office that the longer one names in full: "the minister"."""
    short, long = (source.lower().split() for source in sources)
    office = short[-1]
    bare = len(short) <= _BARE_WORDS and reading.vocabulary.has("titles", office)
    spokes = reading.vocabulary.has("spokes", office)
    return bare and not spokes and any(word.endswith(office) and word != office for word in long)


def _is_party_named(reading: LightReading, sources: list[str], claimant: str | None) -> bool:
    """Return whether two sources name one body, or who claims is just "the company" where the other is a body."""
    has, stem = reading.vocabulary.has, reading.vocabulary.stem
    bodies = [{stem(word) for word in source.lower().split() if has("bodies", word)} for source in sources]
    told = [reading.vocabulary.content_words(source) for source in sources]
    bare = all(len(words) <= _BARE_WORDS for words in told)  # no former clerk of a body
    if bare and "capital_nouns" in reading.vocabulary.traits and _names_in_short(*bodies):
        return True
    titled = [any(has("titles", word) for word in source.lower().split()) for source in sources]
    speaks = any(has(kind, word) for source in sources for word in source.lower().split() for kind in _SPEAKS)
    if bodies[0] & bodies[1] and any(has("spokes", word) for source in sources for word in source.lower().split()):
        return True
    if speaks and titled[0] != titled[1] and told[0] & told[1]:
        return True  # a body, and its head
    return claimant is not None and has("generic", claimant.lower()) and all(bodies)


def _names_in_short(one: set[str], other: set[str]) -> bool:
    """Return whether one body is named by the last part of the other, in a language that joins nouns: "the union"."""
    return any(
        long != short and long.endswith(short) for a, b in ((one, other), (other, one)) for long in a for short in b
    )


def goes_on(reading: LightReading, said: Said) -> bool:
    """Return whether the same voice spoke in the sentence before: what it says there is the claim."""
    before = said.item.sentence - 1
    if said.item.rule == "quote.continued" or is_only_voice(reading, before, said.speaker):
        return True
    source = reading.slice(*said.item.source).lower().split() if said.item.source is not None else []
    spokes = any(reading.vocabulary.has("spokes", word) for word in source)
    return spokes and any(_is_body(reading, one.speaker) for one in reading.said_in(before))


def _is_body(reading: LightReading, speaker: str | None) -> bool:
    """Return whether a speaker is a body: its spokesman, in the next sentence, goes on with what it says."""
    return any(reading.vocabulary.has("bodies", word) for word in (speaker or "").lower().split())


def is_only_voice(reading: LightReading, number: int, speaker: str | None) -> bool:
    """Return whether one voice says all that is said in a sentence."""
    here = reading.said_in(number)
    return bool(here) and all(said.speaker == speaker for said in here)
