"""A claim and, in the same sentence, the article's own account: "..., when in fact", "not as he had claimed"."""

from __future__ import annotations

from bot.claims.answers.passage import Finding, FindingRule, Passage
from bot.claims.parties import one_voice


def _conceded(passage: Passage) -> Finding | None:
    """Return "..., when in fact": the article sets right the claim that stands before it in the sentence."""
    match = passage.find("conceded")
    if match is None or passage.quoted(at := passage.offset(match) + 2):
        return None
    claim = passage.claim_before(at)
    if claim is None:
        return None
    return Finding(rule="own.conceded", at=at, claim=claim, inside=True, speaker=passage.reading.article.source or None)


def _unlike(passage: Passage) -> Finding | None:
    """Return "it was not as deep as he had claimed", "more often than she had told the inquiry"."""
    match = passage.find("unlike")
    if match is None:
        return None
    verb = passage.offset(match, "as_said" if match["as_said"] else "than_said")
    at, owner = passage.offset(match), passage.subject(verb)
    around = passage.reading.around(at)
    # "proof that the pool was not as deep as Orm had claimed": the proof is his who brings it, the word the article's
    of_owner = bool(around) and one_voice(around[-1].speaker, owner)
    speaker = passage.reading.article.source or None if of_owner else None
    return Finding(rule="own.unlike", at=at, owner=owner, inside=True, speaker=speaker)


# What finds that a sentence holds a claim and tells it otherwise, the first one first.
GRANTED: tuple[FindingRule, ...] = ((_conceded, ("conceded",)), (_unlike, ("unlike",)))
