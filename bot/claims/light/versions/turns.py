"""Accounts of what was told before that are announced as other ones: "the ministry tells it differently"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.claims.answers.response import Response
from bot.claims.grammar.compare import Rarity
from bot.claims.light.answers.denials import speaks_of_plans
from bot.claims.light.answers.links import (
    ACCUSES,
    CLAIMS,
    CONTINUED,
    MOST_OVERLAP,
    OBJECT,
    OVERLAP,
    PER_SENTENCE,
    STATES,
)
from bot.claims.light.answers.marking import is_open, make_claim, make_response, said_at
from bot.claims.light.answers.parties import goes_on, is_same_side
from bot.claims.light.speech.reading import LightReading
from bot.claims.linking.link import Claim
from bot.claims.parties import same_voice
from bot.claims.speech.statements import Said
from bot.domain.claim import DisputeKind, Polarity

_LEAST_TOLD = 4  # words after a colon that tell something
_REACH = 2  # sentences after an announcement in which somebody gives the account
_BACK = 14  # sentences before an announcement in which the first account stands
_PLANS = -0.3
_SHORT, _SHORT_WORDS = -0.6, 4  # an exclamation tells nothing that happened
_SCORE = 2.8
_STEM = 4  # letters that the cases of a name share at least
_KINDS = ("titles", "bodies", "parties")


def turns(rarity: Rarity, reading: LightReading, answers: set[int]) -> Iterator[tuple[Claim, Response]]:
    """Yield (claim, response) where a sentence announces another account of what somebody told before.

    `answers` are the sentences that answer otherwise: they make no claim here.
    """
    pattern = reading.vocabulary.patterns["told_otherwise"]
    text = reading.article.text
    for number in reading.sentences_for("told_otherwise"):
        sentence = reading.text.sentences[number]
        if not number:
            continue  # nobody has told anything before
        match = pattern.search(text, sentence.start, sentence.end)
        if match is None or is_open(reading, number, match.start()) or _is_spoken(reading, number, match.start()):
            continue
        response = _told_here(reading, number, match) or _told_next(reading, number)
        claim = first_account(rarity, reading, response, number, answers) if response is not None else None
        if claim is not None and response is not None:
            yield claim, response


def _is_spoken(reading: LightReading, number: int, offset: int) -> bool:
    """Return whether an offset of a sentence stands in speech: then somebody quotes, and the article turns nowhere."""
    place = reading.places[number]
    return any(place.spoken[at] for at, token in enumerate(place.tokens) if token.start == offset)


def _told_here(reading: LightReading, number: int, match: re.Match[str]) -> Response | None:
    """Return the account that follows a colon in the sentence that announces it."""
    text, end = reading.article.text, reading.text.sentences[number].end
    colon = text.find(":", match.end() - 1, end)
    if colon < 0 or len(text[colon:end].split()) <= _LEAST_TOLD:
        return None
    speaker = _teller(reading, number, match.start()) or _teller(reading, number, colon)
    if speaker is None:
        return None
    return _account(reading, number, match.start(), speaker, said_at(reading, number, match.start()))


def _told_next(reading: LightReading, number: int) -> Response | None:
    """Return the first account after the sentence that announces it."""
    for after in range(number + 1, min(number + _REACH + 1, len(reading.text.sentences))):
        for said in reading.said_in(after):
            if said.speaker is not None and said.polarity is Polarity.ASSERTS and said.item.rule != "object":
                return _account(reading, after, said.item.cue[0], said.speaker, said)
    return None


def _account(reading: LightReading, number: int, at: int, speaker: str, said: Said | None) -> Response:
    return make_response(
        reading,
        number,
        at=at,
        rule="counter.contrast",
        speaker=speaker,
        kind=DisputeKind.COUNTERCLAIM,
        said=said,
    )


def _teller(reading: LightReading, number: int, before: int) -> str | None:
    """Return who tells something in a sentence before an offset: the first who is named there by name or office."""
    place = reading.places[number]
    stop = place.token_from(before)
    for phrase, _ in place.phrases(0, stop):
        told = any(place.has(kind, at) for kind in _KINDS for at in range(*phrase))
        if told or place.is_person(phrase[0]) or reading.voices.names_person(place, phrase):
            voice = reading.voices.resolve(place, phrase, oblique="cases" in reading.vocabulary.traits)
            if voice is not None:
                return voice.name
        known = _known_in_case(reading, place.low(phrase[0])) if place.tokens[phrase[0]].capital else None
        if known is not None:
            return known
    return None


def _known_in_case(reading: LightReading, word: str) -> str | None:
    """Return the person whose last name a word is a case of: a name alone after a preposition is not seen as one."""
    if "cases" not in reading.vocabulary.traits:
        return None
    stems = ((name, name.split()[-1].lower()) for name in sorted(reading.voices.persons) if " " in name)
    return next((name for name, last in stems if word.startswith(last[: max(_STEM, len(last) - 2)])), None)


def first_account(
    rarity: Rarity, reading: LightReading, response: Response, before: int, answers: set[int]
) -> Claim | None:
    """Return what another voice told before a sentence that fits an answer best, None for nothing."""
    found: Said | None = None
    most, between = 0.0, 0
    for number in range(before - 1, max(-1, before - _BACK), -1):
        here = [said for said in reading.said_in(number) if _tells(reading, said, response, answers)]
        for said in here:
            value = _value(rarity, reading, said, response) - PER_SENTENCE * between
            if value >= most:
                found, most = said, value
        between += bool(here)
    if found is None:
        return None
    return make_claim(reading, found, score=_SCORE)


def _tells(reading: LightReading, said: Said, response: Response, answers: set[int]) -> bool:
    """Return whether a statement tells what another voice than that of a response says has happened."""
    number = said.item.sentence
    accuses = said.item.verb in reading.vocabulary.linking.words["accuse_strong"]
    if said.item.verb in reading.vocabulary.words["promising"]:
        return False
    if said.speaker is None or said.polarity is not Polarity.ASSERTS or (number in answers and not accuses):
        return False
    if same_voice(said.speaker, response.speaker) or is_same_side(reading, said, response.said):
        return False
    return not reading.asks(number)


def _value(rarity: Rarity, reading: LightReading, said: Said, response: Response) -> float:
    """Return how well a statement fits as the first account of what a response tells."""
    words, verb, number = reading.vocabulary.linking.words, said.item.verb, said.item.sentence
    value = ACCUSES if verb in words["accuse_strong"] else CLAIMS if verb in words["own_claims"] else STATES
    value += min(MOST_OVERLAP, OVERLAP * rarity.shared(response.target, reading.words[number]))
    value += OBJECT * (said.item.rule == "object") + CONTINUED * goes_on(reading, said)
    told = reading.slice(said.item.contents[0][0], said.item.contents[-1][1])
    value += _PLANS * speaks_of_plans(reading, told)
    return value + _SHORT * (len(told.split()) <= _SHORT_WORDS)
