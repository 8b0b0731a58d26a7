"""Who answers, where the answer says it by a pronoun or an office alone: whoever the claim is about."""

from __future__ import annotations

from dataclasses import replace

from bot.claims.answers.response import Response
from bot.claims.light.speech.reading import LightReading
from bot.claims.linking.link import Claim
from bot.claims.parties import same_voice
from bot.claims.speech.statements import Said
from bot.domain.claim import DisputeKind

_BODIES = ("bodies", "spokes")
_REACH = 3  # sentences before an answer in which who answers is named


def accused_in(reading: LightReading, said: Said) -> str | None:
    """Return the one person beside its speaker that the sentence of a statement names, None for none or several."""
    number = reading.sentence_of(said)
    persons = [name for name in reading.voices.names[number] if reading.voices.is_person(name)]
    told = {reading.voices.best(name) for name in persons}
    others = {name for name in told if not same_voice(name, said.speaker)}
    return others.pop() if len(others) == 1 else None


def is_pronoun(reading: LightReading, response: Response) -> bool:
    """Return whether a pronoun tells who answers."""
    source = response.said.item.source if response.said is not None else None
    if source is None:
        return False
    place = reading.places[reading.text.sentence_at(source[0]).number]
    return any(place.is_person(at) for at, token in enumerate(place.tokens) if token.start == source[0])


def with_accused(reading: LightReading, claim: Claim, response: Response) -> Response:
    """Return a response with the name of the one it is by, where only the claim tells it: "the cook denies it"."""
    lowered = response.speaker is None or response.speaker == response.speaker.lower()
    if response.kind is DisputeKind.RETRACTION and lowered:
        return replace(response, speaker=claim.speaker)  # "they took it back"
    if claim.said is None or response.kind is not DisputeKind.DENIAL:
        return response
    if not is_unnamed(reading, response) and not same_voice(response.speaker, claim.speaker):
        return response
    name = accused_in(reading, claim.said) or _named_between(reading, claim, response)
    return replace(response, speaker=name) if name is not None else response


def _named_between(reading: LightReading, claim: Claim, response: Response) -> str | None:
    """Return the last person named before a response, and not before its claim, who does not make the claim."""
    office = (response.speaker or "").lower().split()
    if not any(reading.vocabulary.has("titles", word) for word in office):
        return None
    for number in range(response.sentence, max(claim.sentence, response.sentence - _REACH), -1):
        here = reading.text.sentences[number]
        persons = (name for name in reversed(reading.voices.names[number]) if reading.voices.is_person(name))
        for name in persons:
            told = reading.voices.best(name)
            if not same_voice(told, claim.speaker) and (name.start < response.at or here.number < response.sentence):
                return told
    return None


def _is_anybody(reading: LightReading, response: Response) -> bool:
    """Return whether who answers is somebody not told of before: "a source close to the case"."""
    source = response.said.item.source if response.said is not None else None
    if source is None:
        return False
    place = reading.places[reading.text.sentence_at(source[0]).number]
    first = place.token_from(source[0])
    return place.has("indefinite", first) or place.has("indefinite", first - 1)


def is_unnamed(reading: LightReading, response: Response) -> bool:
    """Return whether nobody, or only a description of a person, is known to answer."""
    if response.speaker is None:
        return response.said is None or response.said.item.source is not None
    words = response.speaker.lower().split()
    if any(reading.vocabulary.has(kind, word) for kind in _BODIES for word in words) or _is_anybody(reading, response):
        return False
    if "capital_nouns" in reading.vocabulary.traits:
        return all(reading.vocabulary.has("titles", word) or word[:1].isdigit() for word in words)
    return response.speaker == response.speaker.lower()
