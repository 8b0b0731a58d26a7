"""Answers of those accused that no word of denial opens: who is accused of a deed tells another version of it.

A last resort: it looks only at accusations of a deed ("of having ...") that nothing else was found to answer, and takes
what the accused, or who speaks for them, first says after it. What is told of somebody by name without accusing counts
too where they then insist on their own version. Criticism without a deed is left alone (rule 16).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.claims.answers.response import Response, sentence_span
from bot.claims.light.answers.accused import accused_in
from bot.claims.light.answers.denials import speaks_of_plans
from bot.claims.light.answers.marking import make_claim, make_counterclaim, sums_up
from bot.claims.light.answers.parties import answers_for, goes_on, is_accuser, looks_on, targets
from bot.claims.light.answers.silence import is_to_come, tells_nothing
from bot.claims.light.speech.reading import LightReading
from bot.claims.linking.link import Claim
from bot.claims.parties import same_voice
from bot.claims.speech.statements import Said
from bot.domain.claim import Polarity

_REACH = 8  # sentences between an accusation and the first that the accused says
_LEAST_TOLD = 4  # words of an answer
_SCORE = 2.0  # below that of a denial: nothing but place and voices tells that it answers


def accused_answers(reading: LightReading, taken: frozenset[int]) -> Iterator[tuple[Claim, Response]]:
    """Yield (claim, response) for accusations of a deed; `taken` are the sentences of claims that have an answer."""
    if _is_about_custody(reading):
        return  # there the accused pleads to be let go
    words = reading.vocabulary.linking.words
    accuse = words["accuse_strong"] | words["own_claims"]
    for said in reading.said:
        number = said.item.sentence
        if number in taken or said.polarity is not Polarity.ASSERTS or goes_on(reading, said):
            continue
        if reading.places[number].holds("attitudes"):
            continue  # accused of being unwilling: an opinion
        answer = _first_answer(reading, said) if reading.tells("deed", number) else None
        if answer is not None and said.item.verb not in accuse and not _insists(reading, number, answer):
            continue
        if answer is not None:
            yield make_claim(reading, said, score=_SCORE), make_counterclaim(reading, answer)


def _is_about_custody(reading: LightReading) -> bool:
    """Return whether an article is about whether somebody stays in custody (EDITORIAL rule 16), by title or lead."""
    lead = reading.slice(*sentence_span(reading, 0)) if reading.text.sentences else ""
    pattern = reading.vocabulary.patterns["custody"]
    return any(pattern.search(text) is not None for text in (reading.article.title, lead))


def _insists(reading: LightReading, number: int, answer: Said) -> bool:
    """Return whether a statement insists on another version of what a sentence says of its speaker by name."""
    insists = answer.item.verb in reading.vocabulary.words["insisting"]
    return insists and targets(reading, number, answer.speaker, answer)


def _may_answer(reading: LightReading, claim: Said, said: Said) -> bool:
    """Return whether a statement may be of who is accused: no accuser, nobody who looks on, no body for a person."""
    number = claim.item.sentence
    if not answers_for(reading, number, said) or is_accuser(reading, said) or looks_on(reading, said):
        return False
    if accused_in(reading, claim) is None or targets(reading, number, said.speaker, said):
        return True
    source = reading.source_of(said)
    return source is None or "bodies" not in source.lists or "spokes" in source.lists


def _first_answer(reading: LightReading, claim: Said) -> Said | None:
    """Return the first statement after an accusation that is not the accuser's, if it is of the accused."""
    for number in range(claim.item.sentence + 1, min(claim.item.sentence + _REACH, len(reading.text.sentences))):
        if sums_up(reading, number):
            continue  # "That is what the letter says": it goes on with the claim
        for said in reading.said_in(number):
            if same_voice(said.speaker, claim.speaker) or said.speaker is None or goes_on(reading, said):
                continue
            if not _may_answer(reading, claim, said):
                continue
            if said.item.verb in reading.vocabulary.linking.words["naming"]:
                return None  # an opinion
            told = reading.slice(said.item.contents[0][0], said.item.contents[-1][1])
            answers = said.polarity is Polarity.ASSERTS and said.item.rule != "object"
            if len(told.split()) < _LEAST_TOLD:
                continue  # a word or two that somebody is quoted with
            beside = speaks_of_plans(reading, told) or tells_nothing(reading, said) or is_to_come(reading, said)
            return said if answers and not beside else None
    return None
