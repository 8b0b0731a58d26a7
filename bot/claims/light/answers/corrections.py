"""What an outlet takes back itself: it had reported something, calls that wrong, and apologises or corrects it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.claims.answers.response import Response, sentence_span
from bot.claims.light.answers.marking import is_open, make_response
from bot.claims.light.speech.reading import LightReading
from bot.claims.linking.link import Claim
from bot.claims.speech.statements import Said
from bot.domain.claim import DisputeKind, Polarity

_SCORE = 4.5  # the outlet itself tells both sides
_REACH = 8  # sentences between what was reported and what calls it wrong


def own_corrections(reading: LightReading) -> Iterator[tuple[Claim, Response]]:
    """Yield (claim, response) where the outlet says that what it had reported is wrong.

    Errors of others are daily matters: so the title or an apology must tell that the outlet corrects itself.
    """
    if not _corrects_itself(reading):
        return
    outlet = reading.article.source or None
    reported = [number for number in range(len(reading.text.sentences)) if _reports(reading, number)]
    for place, told in enumerate(reported):
        until = reported[place + 1] if place + 1 < len(reported) else len(reading.text.sentences)
        wrong = _called_wrong(reading, told, min(until, told + _REACH + 1))
        if wrong is not None:
            span = sentence_span(reading, told)
            yield (
                Claim(reading=reading, sentence=told, span=span, speaker=outlet, score=_SCORE),
                make_response(
                    reading,
                    wrong,
                    at=reading.text.sentences[wrong].start,
                    rule="correction.noted",
                    speaker=outlet,
                    kind=DisputeKind.CORRECTION,
                ),
            )


def _corrects_itself(reading: LightReading) -> bool:
    """Return whether the title or an apology tells that an outlet corrects itself."""
    patterns = reading.vocabulary.patterns
    if patterns["correction_title"].search(reading.article.title) is not None:
        return True
    return any(reading.tells("apology", number) for number in reading.sentences_for("apology"))


def _reports(reading: LightReading, number: int) -> bool:
    """Return whether a sentence tells what the outlet had reported: "we wrote", "this paper wrote", or by its name."""
    if reading.tells("own_report", number):
        return True
    return any(_is_outlets(reading, said) for said in reading.said_in(number))


def _is_outlets(reading: LightReading, said: Said) -> bool:
    """Return whether a statement in indirect speech is by the outlet, named in part or in full."""
    if said.polarity is not Polarity.ASSERTS or said.item.rule != "indirect":
        return False
    words = reading.vocabulary
    source = words.content_words(reading.article.source)
    if said.speaker is not None:
        speaker = words.content_words(said.speaker)
        return bool(speaker) and speaker <= source
    before = reading.text.sentences[said.item.sentence].tokens_in(
        sentence_span(reading, said.item.sentence)[0], said.item.cue[0]
    )
    return any(token.capital and words.stem(token.low) in source for token in before)


def _called_wrong(reading: LightReading, told: int, until: int) -> int | None:
    """Return the first sentence after a report, before another, that calls it wrong in the outlet's own voice."""
    for number in range(told + 1, until):
        match = reading.find("error_told", number)
        if match is None or is_open(reading, number, reading.text.sentences[number].start + match.start()):
            continue
        place = reading.places[number]
        if not place.spoken or not place.spoken[0]:
            return number
    return None
