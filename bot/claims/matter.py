"""What a found dispute is about: the words of its claim and its parties, and how much of it a statement makes again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.claims.bodies import Bodies, low_words
from bot.claims.grammar.compare import content_words
from bot.claims.parties import one_voice
from bot.domain.claim import ClaimText, DisputeKind, FoundDispute, FoundStatement, Polarity, TextSpan

# Shares of content words that a statement and a claim have in common.
WHOLE_OF_CLAIM = 0.7  # of the claim's: the statement makes all of it
WHOLE_OF_STATEMENT = 0.6  # of the statement's, at the same time: it makes little else
LIKE = 0.6  # of the shorter one's: it makes a part of it, or makes it in brief
LIKE_BESIDE_DENIAL = 0.4  # of the shorter one's, where the same sentence denies the rest
# Fewer words in common show a topic, not a claim; names and places alone show none either.
LEAST_WORDS, LEAST_PLAIN_WORDS = 3, 2
# Words of a statement that are not the claim's: with more it tells something else of the same things.
MOST_OTHER_WORDS, MOST_BESIDE_PART = 1, 2
_DENYING = frozenset({DisputeKind.DENIAL, DisputeKind.COUNTERCLAIM})
_NEGATION = re.compile(r"\b(?:not|no|never|none|nobody|nothing|neither|without)\b|n['’]t\b", re.IGNORECASE)
_PLAIN = re.compile(r"\b[^\W\d_A-ZÀ-ÖØ-Þ][^\W_]*")
_FIGURE = re.compile(r"\d[\d.,]*")


class Extent(Enum):
    """How much of a claim a statement makes."""

    WHOLE = "whole"
    PART = "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A found dispute: its pairs, best first, what its claim says, and who its parties are.

    `words` are the content words of the proposition without the deniers' `names` (who denies or admits says "it"),
    `plain_words` those that name no place either; `deniers` are the parties that deny or tell it otherwise.
    """

    pairs: tuple[FoundDispute, ...]
    proposition: str
    words: frozenset[str]
    claimants: frozenset[str]
    deniers: frozenset[str]
    parties: frozenset[str]
    names: frozenset[str]
    plain_words: frozenset[str]

    @staticmethod
    def of(
        pairs: Sequence[FoundDispute], statements: Sequence[FoundStatement], texts: Mapping[str, ClaimText]
    ) -> Matter:
        """Return what the pairs of one dispute are about."""
        claim = pairs[0].claim
        inside = [one for one in statements if holds(claim, one.content)]
        span = max((one.content for one in inside), key=lambda one: one.end - one.start, default=claim)
        proposition = texts[span.article].text[span.start : span.end]
        claimants = frozenset(pair.claimant for pair in pairs if pair.claimant)
        parties = claimants | frozenset(pair.responder for pair in pairs if pair.responder)
        deniers = frozenset(pair.responder for pair in pairs if pair.responder and set(pair.kinds) & _DENYING)
        names = _stems(" ".join(deniers))
        return Matter(
            pairs=tuple(pairs),
            proposition=proposition,
            words=_stems(proposition) - names,
            claimants=claimants,
            deniers=deniers,
            parties=parties,
            names=names,
            plain_words=_stems(" ".join(_PLAIN.findall(proposition))) - names,
        )

    def stands_in(self, article: str) -> bool:
        """Return whether one of its sides speaks in an article."""
        return any(article in {pair.claim.article, pair.response.article} for pair in self.pairs)

    def extent(self, content: str, bodies: Bodies, *, beside_denial: bool = False) -> Extent | None:
        """Return how much of the claim a content makes, or None where it makes another one.

        `beside_denial`: the same sentence denies something of this dispute ("admitted the first, but denied").
        """
        if bool(_NEGATION.search(content)) != bool(_NEGATION.search(self.proposition)) or bodies.is_aside(content):
            return None
        claim, words = self.words, _stems(content) - self.names - _stems(" ".join(bodies.pointers))
        common = claim & words
        if len(common) < LEAST_WORDS or len(common & self.plain_words) < LEAST_PLAIN_WORDS:
            return None
        figures, claimed = set(_FIGURE.findall(content)), set(_FIGURE.findall(self.proposition))
        part = beside_denial or bodies.is_part(content) or (bool(claimed) and not claimed & figures)
        if not part and len(common) >= WHOLE_OF_CLAIM * len(claim) and len(common) >= WHOLE_OF_STATEMENT * len(words):
            return Extent.WHOLE
        if beside_denial:
            is_like = len(common) >= LIKE_BESIDE_DENIAL * min(len(claim), len(words))
        else:
            others = MOST_BESIDE_PART if part else MOST_OTHER_WORDS
            is_like = len(common) >= LIKE * min(len(claim), len(words)) and len(words - claim) <= others
        return Extent.PART if is_like else None

    def points_at(self, content: str, bodies: Bodies) -> Extent | None:
        """Return the extent of a pointer: "the allegation", "some of the claims"; None where it says more."""
        words = set(low_words(content)) - {"the", "a", "an", "these", "those"}
        if not words & bodies.pointers or words - bodies.pointers - bodies.part - bodies.numbers - {"of"}:
            return None
        return Extent.PART if bodies.is_part(content) else Extent.WHOLE

    def name_of(self, speaker: str) -> str:
        """Return the name under which a speaker is known in the dispute."""
        return next((name for name in sorted(self.parties) if one_voice(name, speaker)), speaker)


def _stems(text: str) -> frozenset[str]:
    """Return the stems of content words; a doubled last letter once: "shutting" meets "shut"."""
    return frozenset(word[:-1] if word[-2:-1] == word[-1] else word for word in content_words(text))


def holds(outer: TextSpan, inner: TextSpan) -> bool:
    """Return whether one span lies within another."""
    return outer.article == inner.article and outer.start <= inner.start and inner.end <= outer.end


def is_second_hand(statement: FoundStatement, statements: Sequence[FoundStatement]) -> bool:
    """Return whether a statement stands within what somebody else says: it is then that one's word."""
    return any(
        holds(other.content, statement.cue)
        and other.polarity is not Polarity.DENIES
        and not one_voice(other.speaker, statement.speaker)
        for other in statements
    )
