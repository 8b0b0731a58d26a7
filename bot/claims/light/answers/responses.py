"""Responses in other languages than English: what speaks against a claim, before it is known which claim."""

from __future__ import annotations

from bot.claims.answers.response import Response
from bot.claims.light.answers.denials import denials, innocence, named_false, negations, refuted
from bot.claims.light.answers.falsity import called_false, own_voice
from bot.claims.light.answers.withdrawals import own_errors, taken_back, withdrawn
from bot.claims.light.speech.reading import LightReading

# The strongest first: a sentence answers once.
_FINDERS = (
    refuted,
    denials,
    named_false,
    innocence,
    taken_back,
    withdrawn,
    own_errors,
    called_false,
    own_voice,
    negations,
)


def light_responses(reading: LightReading) -> list[Response]:
    """Return all responses of an article, at most one a sentence, strongest rule first."""
    found: list[Response] = []
    taken: set[int] = set()
    if _is_joke(reading):
        return found
    for finder in _FINDERS:
        for response in finder(reading):
            if response.sentence not in taken:
                taken.add(response.sentence)
                found.append(response)
    return found


def _is_joke(reading: LightReading) -> bool:
    """Return whether outlet, title or opening call an article satire."""
    article = reading.article
    opening = f"{article.source}\n{article.title}\n{article.text[:200]}"
    return reading.vocabulary.patterns["satire"].search(opening) is not None
