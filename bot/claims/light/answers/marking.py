"""Claims and responses made of places in an article, and what keeps one from being made there."""

from __future__ import annotations

from bot.claims.answers.response import Inside, Response, sentence_span
from bot.claims.light.speech.reading import LightReading
from bot.claims.light.speech.subjects import subject_of
from bot.claims.linking.link import Claim
from bot.claims.speech.statements import Said
from bot.domain.claim import DisputeKind


def is_open(reading: LightReading, number: int, at: int) -> bool:
    """Return whether a sentence asks or supposes: then nothing has been answered (rule 16)."""
    text = reading.sentences[number]
    if "?" in text and text.rstrip("\"'”’»)“ ").endswith("?"):
        return True
    if not reading.places[number].may_match("hypothetical"):
        return False
    before = max(0, at - reading.text.sentences[number].start)
    return reading.vocabulary.patterns["hypothetical"].search(text, 0, before) is not None


def sums_up(reading: LightReading, number: int) -> bool:
    """Return whether a sentence goes on with what was claimed: "So says the union"; not "Das Boot ...", a noun."""
    match = reading.vocabulary.patterns["sums_up"].match(reading.slice(*sentence_span(reading, number)))
    return match is not None and not match.group()[-1:].isupper()


def make_response(
    reading: LightReading,
    number: int,
    *,
    at: int,
    rule: str,
    speaker: str | None,
    target: str | None = None,
    kind: DisputeKind = DisputeKind.DENIAL,
    inside: Inside = Inside.NOT,
    noun: str = "",
    owner: str | None = None,
    said: Said | None = None,
    pointer: bool = False,
    shown: bool = False,
) -> Response:
    """Return a response in a sentence of an article; `target` are the words denied, the sentence where not told."""
    words = reading.words[number] if target is None else reading.vocabulary.content_words(target)
    return Response(
        reading=reading,
        sentence=number,
        at=at,
        span=sentence_span(reading, number),
        speaker=speaker,
        rule=rule,
        kind=kind,
        target=words,
        inside=inside,
        noun=noun,
        owner=owner,
        said=said,
        pointer=pointer,
        shown=shown,
    )


def make_counterclaim(reading: LightReading, said: Said, *, rule: str = "counter.contrast") -> Response:
    """Return a statement as another account of what somebody else told."""
    return make_response(
        reading,
        said.item.sentence,
        at=said.item.cue[0],
        rule=rule,
        speaker=said.speaker,
        kind=DisputeKind.COUNTERCLAIM,
        said=said,
    )


def make_claim(reading: LightReading, said: Said, *, score: float) -> Claim:
    """Return a statement as the claim that a response was found to answer."""
    number = said.item.sentence
    span = sentence_span(reading, number)
    return Claim(reading=reading, sentence=number, span=span, speaker=said.speaker, said=said, score=score)


def said_at(reading: LightReading, number: int, offset: int) -> Said | None:
    """Return the statement of a sentence whose verb or content holds an offset."""
    for said in reading.said_in(number):
        spans = (said.item.cue, *said.item.contents)
        if any(start <= offset < end for start, end in spans):
            return said
    return None


def speaker_by(reading: LightReading, number: int, offset: int) -> str | None:
    """Return the subject of the clause that holds an offset."""
    place = reading.places[number]
    at = place.token_from(offset)
    if at == len(place.tokens):
        return None
    clause = place.clause(at)
    voice = reading.voices.resolve(place, subject_of(place, at, clause, answers=True))
    if voice is None and "drops_subject" in reading.vocabulary.traits:
        voice = reading.voices.person_before(place, offset, "")
    return voice.name if voice is not None else None
