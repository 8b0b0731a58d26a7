"""Claims that are taken back: retractions by who made them, corrections and apologies of the outlet."""

from __future__ import annotations

from collections.abc import Iterator

from bot.claims.disputes import INSIDE_SCORE
from bot.claims.light.marking import is_open, make_response, speaker_by
from bot.claims.light.reading import LightReading
from bot.claims.link import Claim
from bot.claims.response import Inside, Response, sentence_span
from bot.domain.claim import DisputeKind

_REACH = 6  # sentences before an apology in which the outlet tells what it had reported
_TAKEN_BACK = (("retraction", DisputeKind.RETRACTION), ("correction", DisputeKind.CORRECTION))


def taken_back(reading: LightReading) -> Iterator[Response]:
    """Yield corrections and retractions."""
    patterns = reading.vocabulary.patterns
    for number, sentence in enumerate(reading.text.sentences):
        for name, kind in _TAKEN_BACK:
            match = patterns[name].search(reading.slice(sentence.start, sentence.end))
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
        if heard.said.speaker and any(place.has(kind, at) for kind in ("claim_nouns", "sayings") for at in objects):
            yield make_response(
                reading,
                number,
                at=heard.said.item.cue[0],
                rule="correction.noted",
                speaker=heard.said.speaker,
                kind=DisputeKind.RETRACTION,
                said=heard.said,
            )


def _reported(reading: LightReading, number: int) -> int:
    """Return the sentence before an apology that tells what the outlet had reported, else the one right before."""
    pattern = reading.vocabulary.patterns["own_report"]
    before = range(number - 1, max(-1, number - _REACH), -1)
    told = (at for at in before if pattern.search(reading.slice(*sentence_span(reading, at))) is not None)
    return next(told, number - 1)


def _called_wrong(reading: LightReading, told: int, number: int) -> int:
    """Return the first sentence after a report that says it was wrong, at the latest that of the apology."""
    pattern = reading.vocabulary.patterns["error_told"]
    after = (at for at in range(told + 1, number) if pattern.search(reading.slice(*sentence_span(reading, at))))
    return next(after, number)


def apologies(reading: LightReading) -> Iterator[tuple[Claim, Response]]:
    """Yield (claim, response) for each apology of the outlet: the sentence before tells what was wrong."""
    outlet = reading.article.source or None
    patterns = reading.vocabulary.patterns
    for number, sentence in enumerate(reading.text.sentences[1:], start=1):
        match = patterns["apology"].search(reading.slice(sentence.start, sentence.end))
        if (
            match is None
            or patterns["correction"].search(reading.slice(*sentence_span(reading, number - 1))) is not None
        ):
            continue
        told = _reported(reading, number)
        wrong = _called_wrong(reading, told, number)
        span = sentence_span(reading, told)
        claim = Claim(reading=reading, sentence=told, span=span, speaker=outlet, score=INSIDE_SCORE)
        yield (
            claim,
            make_response(
                reading,
                wrong,
                at=reading.text.sentences[wrong].start,
                rule="correction.noted",
                speaker=outlet,
                kind=DisputeKind.CORRECTION,
            ),
        )
