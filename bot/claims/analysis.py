"""Articles of one story in, statements and disputes out."""

from __future__ import annotations

from collections.abc import Sequence

from bot.claims.compare import Rarity
from bot.claims.lexicon import Lexicon, load
from bot.claims.link import Claim, best_claim, same_voice
from bot.claims.responses import Response, responses
from bot.claims.statements import Reading, found_statements, read_article
from bot.domain.claim import ClaimText, FoundDispute, FoundStatement, StoryAnalysis, TextSpan

DEFAULT_LANGUAGE = "en"


def analyse_story(articles: Sequence[ClaimText]) -> StoryAnalysis:
    """Return the statements and disputes of the articles of one story, disputes best first.

    Offsets are into `ClaimText.text` exactly as given. An article whose language is known and has no lexicon is
    passed over; an unknown language is read as English.
    """
    readings: list[Reading] = []
    lexicon: Lexicon | None = None
    for order, article in enumerate(articles):
        words = load(article.lang or DEFAULT_LANGUAGE)
        if words is not None:
            lexicon = words
            readings.append(read_article(words, article, order))
    statements = [statement for reading in readings for statement in found_statements(reading)]
    if lexicon is None:
        return StoryAnalysis(statements=tuple(statements), disputes=())
    disputes, unlinked = _disputes(lexicon, readings)
    return StoryAnalysis(statements=tuple(statements), disputes=tuple(disputes), unlinked=tuple(unlinked))


def _disputes(lexicon: Lexicon, readings: list[Reading]) -> tuple[list[FoundDispute], list[FoundStatement]]:
    rarity = Rarity(words for reading in readings for words in reading.words)
    found: list[tuple[float, Claim, Response]] = []
    for reading in readings:
        for response in responses(lexicon, reading):
            claim = best_claim(lexicon, rarity, response, readings)
            if response.inside and not (response.noun in WRONGS and claim is not None):
                claim = _own_claim(rarity, response, claim)
            if claim is not None:
                found.append((claim.score, claim, response))
    found.sort(key=lambda row: (-row[0], row[2].reading.order, row[2].at))
    found = _merge(rarity, found)
    return [_dispute(number, score, claim, response) for number, (score, claim, response) in enumerate(found)], []


WRONGS = frozenset({"wrongdoing", "involvement", "responsibility", "misconduct", "impropriety"})


def _own_claim(rarity: Rarity, response: Response, other: Claim | None) -> Claim:
    """Return the claim that a denial states itself; another sentence that makes it too lends its speaker."""
    speaker = response.owner
    if speaker is None and other is not None and rarity.shared(response.target, other.reading.words[other.sentence]) >= 0.3:
        speaker = other.speaker
    return Claim(reading=response.reading, sentence=response.sentence, span=response.span, speaker=speaker, said=None, score=2.6)


def _merge(rarity: Rarity, found: list[tuple[float, Claim, Response]]) -> list[tuple[float, Claim, Response]]:
    """Return the best pair of each dispute: the same responder on a like claim, or the same words in two outlets."""
    kept: list[tuple[float, Claim, Response]] = []
    for row in found:
        _, claim, response = row
        words = claim.reading.words[claim.sentence]
        answer = response.reading.words[response.sentence]
        for _, other, before in kept:
            like_claim = rarity.shared(words, other.reading.words[other.sentence])
            like_answer = rarity.shared(answer, before.reading.words[before.sentence])
            if like_answer >= 0.7 or (same_voice(response.speaker, before.speaker) and like_claim >= 0.3) or like_claim >= 0.6:
                break
        else:
            kept.append(row)
    return kept


def _dispute(number: int, score: float, claim: Claim, response: Response) -> FoundDispute:
    return FoundDispute(
        dispute=f"d{number + 1}",
        claim=TextSpan(article=claim.reading.article.article, start=claim.span[0], end=claim.span[1]),
        response=TextSpan(article=response.reading.article.article, start=response.span[0], end=response.span[1]),
        claimant=claim.speaker,
        responder=response.speaker,
        kinds=(response.kind,),
        rule=response.rule,
        confidence=min(0.95, score / 5),
    )
