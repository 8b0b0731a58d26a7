"""Counterclaims in other languages than English: the one accused, or another voice, states the opposite."""

from __future__ import annotations

from collections.abc import Iterator

from bot.claims.answers.response import Inside, Response, sentence_span
from bot.claims.grammar.compare import Rarity
from bot.claims.light.answers.parties import goes_on, targets
from bot.claims.light.speech.reading import LightReading
from bot.claims.linking.link import Claim, can_claim
from bot.claims.parties import same_voice
from bot.claims.speech.statements import Said
from bot.domain.claim import DisputeKind, Polarity

_BEFORE = 6  # claims before an answer that are looked at: keeps the work linear
_CLOSE = 2  # sentences between a claim and what begins with "In fact"
_REACH = 3  # sentences between a claim and its answer
_SAME_MATTER = 0.12  # weighted share of content words of a claim and the other version of it


def light_counterclaims(rarity: Rarity, reading: LightReading) -> Iterator[tuple[Claim, Response]]:
    """Yield (claim, response) where the accused or another voice states the opposite of a claim."""
    said = sorted(reading.said, key=lambda one: one.item.cue[0])
    for number, answer in enumerate(said):
        if answer.polarity is not Polarity.ASSERTS or answer.speaker is None:
            continue
        for claim in reversed(said[max(0, number - _BEFORE) : number]):
            rule = _rule(rarity, reading, claim, answer)
            if rule:
                yield _pair(reading, claim, answer, rule)
                break


def _rule(rarity: Rarity, reading: LightReading, claim: Said, answer: Said) -> str:
    """Return the rule by which a statement answers a claim, or ""."""
    words = reading.vocabulary
    first, second = reading.sentence_of(claim), reading.sentence_of(answer)
    if not 0 < second - first <= _REACH or claim.speaker is None:
        return ""
    if same_voice(claim.speaker, answer.speaker) or goes_on(reading, claim) or not can_claim(words.linking, claim):
        return ""
    opens = reading.text.sentences[second if reading.said_in(second - 1) else second - 1]
    ends = reading.text.sentences[second].end
    if words.patterns["told_otherwise"].search(reading.article.text, reading.text.sentences[second].start, ends):
        return ""  # it announces what the next sentence tells
    differs = words.patterns["contrast"].search(reading.article.text, opens.start, ends) is not None
    if words.patterns["opposed"].search(reading.article.text, opens.start, ends) is not None:
        return "counter.contrast"
    in_fact = words.patterns["in_fact"].search(reading.article.text, reading.text.sentences[second].start, ends)
    if in_fact is not None and second - first <= _CLOSE:
        return "counter.contrast"
    about = differs and (
        _shares_matter(rarity, reading, claim, answer) or targets(reading, first, answer.speaker, answer)
    )
    return "counter.contrast" if about else ""


def _shares_matter(rarity: Rarity, reading: LightReading, claim: Said, answer: Said) -> bool:
    """Return whether two statements share enough of their content words to be two versions of one matter."""
    told, reply = (
        reading.vocabulary.content_words(reading.slice(said.item.contents[0][0], said.item.contents[-1][1]))
        for said in (claim, answer)
    )
    return rarity.shared(told, reply) >= _SAME_MATTER


def _pair(reading: LightReading, claim: Said, answer: Said, rule: str) -> tuple[Claim, Response]:
    first, second = reading.sentence_of(claim), reading.sentence_of(answer)
    made = Claim(
        reading=reading,
        sentence=first,
        span=sentence_span(reading, first),
        speaker=claim.speaker,
        said=claim,
        score=2.8,
    )
    response = Response(
        reading=reading,
        sentence=second,
        at=answer.item.cue[0],
        span=sentence_span(reading, second),
        speaker=answer.speaker,
        rule=rule,
        kind=DisputeKind.COUNTERCLAIM,
        target=reading.words[second],
        inside=Inside.NOT,
        said=answer,
    )
    return made, response
