"""Claims that are taken back by who made them, and corrections of the outlet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.claims.answers.response import Inside, Response
from bot.claims.light.answers.marking import is_open, make_response, speaker_by
from bot.claims.light.speech.contents import spoken_contents
from bot.claims.light.speech.reading import LightReading
from bot.domain.claim import DisputeKind, Polarity

_INITIAL = re.compile(r"(?:\A\W{0,3}|[.!?…] )\w")
_ADDS = 2  # sentences after one that takes something back, in which its speaker adds to that
_TAKEN_BACK = (("retraction", DisputeKind.RETRACTION), ("correction", DisputeKind.CORRECTION))


def taken_back(reading: LightReading) -> Iterator[Response]:
    """Yield corrections and retractions."""
    for number in reading.sentences_for(*(name for name, _ in _TAKEN_BACK)):
        sentence = reading.text.sentences[number]
        for name, kind in _TAKEN_BACK:
            match = reading.find(name, number)
            if match is None or is_open(reading, number, sentence.start + match.start()):
                continue
            at = sentence.start + match.start()
            outlet = kind is DisputeKind.CORRECTION
            speaker = reading.article.source or None if outlet else speaker_by(reading, number, at)
            yield make_response(
                reading,
                number,
                at=at,
                rule="correction.noted",
                speaker=speaker,
                kind=kind,
                inside=Inside.FULLY if outlet else Inside.NOT,
                owner=speaker if outlet else None,
            )
            break


def withdrawn(reading: LightReading) -> Iterator[Response]:
    """Yield verbs of taking back with words as their object: "she took the sentence back"."""
    for heard in reading.heard:
        place, number = heard.place, heard.place.sentence.number
        if heard.cue.kind != "retract" or heard.negated or is_open(reading, number, heard.said.item.cue[0]):
            continue
        objects = [
            at for at in range(*heard.clause) if heard.subject is None or not heard.subject[0] <= at < heard.subject[1]
        ]
        words = any(place.has(kind, at) for kind in ("claim_nouns", "sayings") for at in objects)
        if heard.said.speaker and (words or heard.said.item.rule.startswith("quote")):
            yield make_response(
                reading,
                number,
                at=heard.said.item.cue[0],
                rule="correction.noted",
                speaker=heard.said.speaker,
                kind=DisputeKind.RETRACTION,
                said=heard.said,
            )


def own_errors(reading: LightReading) -> Iterator[Response]:
    """Yield what speakers say to have been wrong about: "I mixed up two names", "she had been mistaken"."""
    patterns = reading.vocabulary.patterns
    taken = {heard.place.sentence.number for heard in reading.heard if heard.cue.kind == "retract"}
    admitted = {heard.said.item.cue for heard in reading.heard if heard.cue.kind == "confirm"}
    for said in reading.said:
        if said.speaker is None or said.polarity not in {Polarity.ASSERTS, Polarity.CONFIRMS}:
            continue
        for start, words in spoken_contents(said, reading.article.text):
            match = patterns["own_error"].search(words) or patterns["own_error"].search(_uncapped(words))
            if match is None and (said.item.cue in admitted or said.item.verb in reading.vocabulary.words["admitting"]):
                match = patterns["own_apology"].search(words)
            if match is None:
                continue
            number = reading.text.sentence_at(start + match.start()).number
            if not is_open(reading, number, start + match.start()) and not _told_before(reading, number, taken):
                yield make_response(
                    reading,
                    number,
                    at=start + match.start(),
                    rule="correction.noted",
                    speaker=said.speaker,
                    kind=DisputeKind.RETRACTION,
                    said=said,
                )
                taken.add(number)  # an apology after it adds to it
                break


def _uncapped(words: str) -> str:
    """Return words with small letters at the start of sentences: "My mistake", "I was wrong"."""
    return _INITIAL.sub(lambda found: found.group().lower(), words)


def _told_before(reading: LightReading, number: int, taken: set[int]) -> bool:
    """Return whether one of the sentences right before tells that something was taken back: what follows only adds.

    `taken` are the sentences with a verb of taking back.
    """
    told = range(max(0, number - _ADDS), number)
    return any(at in taken or reading.tells("retraction", at) for at in told)
