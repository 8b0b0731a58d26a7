"""The disputes of the articles of one story in one language of the light reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.claims.answers.response import Response
from bot.claims.grammar.compare import Rarity
from bot.claims.light.answers.accused import with_accused
from bot.claims.light.answers.corrections import own_corrections
from bot.claims.light.answers.findings import light_findings
from bot.claims.light.answers.links import PLAIN, answered
from bot.claims.light.answers.responses import light_responses
from bot.claims.light.grammar.vocabulary import Vocabulary
from bot.claims.light.speech.reading import LightReading
from bot.claims.light.versions.counterclaims import light_counterclaims
from bot.claims.light.versions.figures import light_differing
from bot.claims.light.versions.opposed import opposed
from bot.claims.light.versions.own_version import accused_answers
from bot.claims.light.versions.rivals import rivals
from bot.claims.light.versions.turns import turns
from bot.claims.linking.disputes import LOWEST, Link, merge
from bot.claims.linking.link import Claim
from bot.claims.parties import mentions, same_voice
from bot.claims.speech.statements import Reading, Said
from bot.domain.claim import DisputeKind, FoundDispute

# A rule errs more often where clauses are read lightly. On 100 articles kept apart, 20 a language, flags whose rule and
# link are as sure as 0.7 in English were right in 18 of 24, those of 0.6 in 5 of 11 (docs/decisions/0012).
LESS_SURE = 0.2
_NEAR = 2  # sentences between two answers, and between two claims, that tell one exchange


def find_light_disputes(
    vocabulary: Vocabulary, readings: list[LightReading]
) -> tuple[list[FoundDispute], list[tuple[Reading, Said]]]:
    """Return (disputes best first, denials whose claim was not found) of the articles of one story and language."""
    rarity = Rarity(words for reading in readings for words in reading.words)
    links: list[Link] = []
    unlinked: list[tuple[Reading, Said]] = []
    for reading in readings:
        corrected = [Link(claim=claim, response=response) for claim, response in own_corrections(reading)]
        links += corrected
        responses = [one for one in light_responses(reading) if not (corrected and _is_outlets(reading, one))]
        answers = {response.sentence for response in responses if response.rule not in PLAIN}
        for response in sorted(responses, key=_is_worded):
            claim = answered(rarity, reading, response, answers)
            if claim is not None and not _is_worded(response):
                answers.add(response.sentence)  # a negation that answers something is no claim
            if claim is not None:
                answer = with_accused(reading, claim, response)
                links.append(Link(claim=_by_its_maker(reading, claim, answer), response=answer))
            elif response.said is not None and response.rule.startswith("deny"):
                unlinked.append((reading, response.said))
        links += [Link(claim=claim, response=answer) for claim, answer in turns(rarity, reading, answers)]
    links += [Link(claim=claim, response=response) for claim, response in _pairs(rarity, readings)]
    links += [Link(claim=claim, response=response) for claim, response in _left(readings, links)]
    links += [Link(claim=claim, response=response) for claim, response in _found_out(rarity, readings, links)]
    for reading in readings:
        own = [link for link in links if link.response.reading is reading]
        found = [Link(claim=claim, response=response) for claim, response in rivals(rarity, reading, own)]
        others = [Link(claim=claim, response=response) for claim, response in opposed(rarity, reading, own + found)]
        links += found + others
    merged = merge(vocabulary.linking, rarity, readings, _without_echoes(links))
    return [replace(found, confidence=_less_sure(found.confidence)) for found in merged], unlinked


def _is_worded(response: Response) -> bool:
    """Return whether a response uses a word of denial: those that do not are linked first."""
    return response.rule not in PLAIN


def _by_its_maker(reading: LightReading, claim: Claim, response: Response) -> Claim:
    """Return a claim with the name of who takes it back, where nothing or nobody else tells who made it."""
    if response.kind is not DisputeKind.RETRACTION or response.speaker is None:
        return claim
    persons = reading.voices.persons
    start = claim.said.item.contents[0][0] if claim.said is not None else claim.span[0]
    before = reading.slice(claim.span[0], max(start, claim.span[0]))
    own = claim.speaker is None or (claim.speaker not in persons and mentions(before, response.speaker))
    return claim._replace(speaker=response.speaker) if own else claim


def _is_outlets(reading: LightReading, response: Response) -> bool:
    """Return whether the outlet itself speaks against something: told by what it corrects where it does that."""
    return response.speaker == (reading.article.source or None)


def _less_sure(confidence: float) -> float:
    """Return how sure a flag of the light reader is whose rule and link would make it that sure in English."""
    return round(max(LOWEST, confidence - LESS_SURE), 2)


def _without_echoes(links: list[Link]) -> list[Link]:
    """Return links without plain negations by who answers the same claim, close by, in so many words."""
    worded = {
        (link.claim.reading.order, link.claim.sentence): link
        for link in links
        if link.response.rule not in PLAIN and link.response.kind is not DisputeKind.FIGURES
    }

    def echoes(link: Link) -> bool:
        if link.response.rule not in PLAIN:
            return False
        near = range(link.claim.sentence - _NEAR, link.claim.sentence + _NEAR + 1)
        said = (worded.get((link.claim.reading.order, number)) for number in near)
        return any(
            one is not None
            and abs(one.response.sentence - link.response.sentence) <= _NEAR
            and (same_voice(one.response.speaker, link.response.speaker) or _is_written(link.response))
            for one in said
        )

    return [link for link in links if not echoes(link)]


def _is_written(response: Response) -> bool:
    """Return whether a response is told by a writing: after a denial it is that of who denied."""
    reading, source = response.reading, response.said.item.source if response.said is not None else None
    if source is None or not isinstance(reading, LightReading):
        return False
    return "documents" in reading.vocabulary.lists_in(reading.slice(*source))


def _pairs(rarity: Rarity, readings: list[LightReading]) -> Iterator[tuple[Claim, Response]]:
    """Yield what is found as a claim and its response at once."""
    for reading in readings:
        yield from light_counterclaims(rarity, reading)
        yield from light_differing(rarity, reading)


def _found_out(rarity: Rarity, readings: list[LightReading], links: list[Link]) -> Iterator[tuple[Claim, Response]]:
    """Yield findings against claims, in sentences that answer nothing else."""
    for reading in readings:
        own = [link for link in links if link.response.reading is reading]
        taken = frozenset(link.response.sentence for link in own)
        corrected = any(link.response.kind is DisputeKind.CORRECTION for link in own)
        yield from light_findings(rarity, reading, taken, corrected=corrected)


def _left(readings: list[LightReading], links: list[Link]) -> Iterator[tuple[Claim, Response]]:
    """Yield what answers the accusations that nothing was found to answer."""
    for reading in readings:
        taken = frozenset(link.claim.sentence for link in links if link.claim.reading is reading)
        yield from accused_answers(reading, taken)
