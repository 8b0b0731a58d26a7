"""Answers of the accused, or of those who speak for them, with the accusation that each answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.claims.answers.accusations import Accusation, accusations
from bot.claims.answers.innocence import Plea, blameless, pleas
from bot.claims.answers.response import Inside, Response, sentence_span
from bot.claims.grammar.compare import Rarity
from bot.claims.grammar.lexicon import Lexicon
from bot.claims.linking.link import Claim, best_claim, claims_of
from bot.claims.parties import mentions, same_voice
from bot.claims.speech.statements import Reading, Said
from bot.domain.claim import DisputeKind

# Further back than this many sentences an accusation is another one.
REACH = 20
# A claim is about whom its first words name.
OPENING_WORDS = 6
# A sure link, like those of counterclaims.
SCORE = 2.8
_PRONOUNS = frozenset({"he", "she", "they", "both"})
_POSSESSIVES = frozenset({"his", "her", "their", "its"})
_LETTERS = re.compile(r"[a-z]+")


def answers_of_accused(lexicon: Lexicon, rarity: Rarity, reading: Reading) -> Iterator[tuple[Claim, Response]]:
    """Yield (accusation, answer) of an article where the accused say that they did nothing wrong."""
    answers = [
        (_response(reading, said, *found), _source(reading, said))
        for said in reading.said
        if (found := blameless(lexicon, reading, said)) is not None
    ]
    told = {response.sentence for response, _ in answers}
    answers += [(_plea(reading, plea), plea.source) for plea in pleas(lexicon, reading) if plea.sentence not in told]
    made = accusations(lexicon, reading) if answers else []
    claims = claims_of(lexicon, reading) if answers else []
    for response, source in answers:
        accusation = _answered(lexicon, reading, made, response, source)
        claim = _claim(reading, accusation) if accusation is not None else None
        if claim is None:
            claim = best_claim(lexicon, rarity, response, _about(lexicon, claims, response))
        if claim is not None:
            yield claim, response


def _answered(
    lexicon: Lexicon, reading: Reading, made: list[Accusation], response: Response, source: str
) -> Accusation | None:
    """Return the nearest accusation before an answer, of another voice, against the party that answers; else None."""
    before = [
        one
        for one in reversed(made)
        if int(not one.sure) <= response.sentence - one.sentence <= REACH
        and (one.said is None or one.said is not response.said)
        and not same_voice(one.accuser, response.speaker)
    ]
    against = [
        one
        for one in before
        if (one.sure or one.accuser is not None) and _is_about(lexicon, reading, one, response, source)
    ]
    return max(against, key=lambda one: (one.sure + (one.accuser is not None), one.sentence), default=None)


def _is_about(lexicon: Lexicon, reading: Reading, accusation: Accusation, response: Response, source: str) -> bool:
    """Return whether an accusation is made against the one who answers or is spoken for."""
    if response.speaker is not None and mentions(accusation.whom, response.speaker):
        return True
    words = set(_LETTERS.findall(source.lower()))
    if response.speaker is None and words & _PRONOUNS:
        return accusation.accused is None or accusation.sentence == response.sentence - 1
    if accusation.accused is None:
        return False
    if mentions(source, accusation.accused):
        return True
    spoken = mentions(reading.slice(*response.span), accusation.accused) or bool(words & _POSSESSIVES)
    return spoken and bool(words & lexicon.words["representatives"])


def _about(lexicon: Lexicon, claims: list[Claim], response: Response) -> list[Claim]:
    """Return the claims of other voices before an answer that open with the one who answers."""
    return [
        claim
        for claim in claims
        if claim.said is not None
        and claim.speaker is not None
        and claim.said.item.verb in lexicon.words["accusing"] | lexicon.words["claiming"]
        and 0 < response.sentence - claim.sentence <= REACH
        and mentions(_opening(claim.reading.slice(*claim.said.item.contents[0])), response.speaker)
    ]


def _opening(text: str) -> str:
    return " ".join(text.split()[:OPENING_WORDS])


def _claim(reading: Reading, accusation: Accusation) -> Claim:
    return Claim(
        reading=reading,
        sentence=accusation.sentence,
        span=sentence_span(reading, accusation.sentence),
        speaker=accusation.accuser,
        said=accusation.said,
        score=SCORE,
    )


def _source(reading: Reading, said: Said) -> str:
    """Return the words that name who says something, "" for nobody."""
    return reading.slice(*said.item.source) if said.item.source is not None else ""


def _plea(reading: Reading, plea: Plea) -> Response:
    return Response(
        reading=reading,
        sentence=plea.sentence,
        at=plea.at,
        span=sentence_span(reading, plea.sentence),
        speaker=plea.speaker,
        rule="counter.innocence",
        kind=DisputeKind.DENIAL,
        target=reading.words[plea.sentence],
        inside=Inside.NOT,
    )


def _response(reading: Reading, said: Said, rule: str, offset: int) -> Response:
    number = reading.text.sentence_at(offset).number
    return Response(
        reading=reading,
        sentence=number,
        at=offset,
        span=sentence_span(reading, number),
        speaker=said.speaker,
        rule=rule,
        kind=DisputeKind.DENIAL,
        target=reading.words[number],
        inside=Inside.NOT,
        said=said,
    )
