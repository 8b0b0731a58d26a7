"""What a found dispute is about: the words of its claim and its parties, and how much of it a statement makes again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.claims.bodies import Bodies, low_words
from bot.claims.compare import content_words
from bot.claims.parties import one_voice
from bot.domain.claim import ClaimText, DisputeKind, FoundDispute, FoundStatement, Polarity, TextSpan

# Shares of content words that a statement and a claim have in common.
WHOLE_OF_CLAIM = 0.7  # of the claim's: the statement makes all of it
WHOLE_OF_STATEMENT = 0.6  # of the statement's, at the same time: it makes little else
LIKE = 0.6  # of the shorter one's: it makes a part of it, or makes it in brief
LIKE_BESIDE_DENIAL = 0.4  # of the shorter one's, where the same sentence denies the rest
LEAST_WORDS, LEAST_BEYOND_NAMES = 3, 2  # fewer words in common show a topic, not a claim
_DENYING = frozenset({DisputeKind.DENIAL, DisputeKind.COUNTERCLAIM})
_NEGATION = re.compile(r"\b(?:not|no|never|none|nobody|nothing|neither|without)\b|n['’]t\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d[\d.,]*")


class Extent(Enum):
    """How much of a claim a statement makes."""

    WHOLE = "whole"
    PART = "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A found dispute: its pairs, best first, the proposition of its claim, and who its parties are."""

    pairs: tuple[FoundDispute, ...]
    proposition: str
    claimants: frozenset[str]
    deniers: frozenset[str]

    @staticmethod
    def of(
        pairs: Sequence[FoundDispute], statements: Sequence[FoundStatement], texts: Mapping[str, ClaimText]
    ) -> Matter:
        """Return what the pairs of one dispute are about."""
        claim = pairs[0].claim
        inside = [one for one in statements if holds(claim, one.content)]
        span = max((one.content for one in inside), key=lambda one: one.end - one.start, default=claim)
        return Matter(
            pairs=tuple(pairs),
            proposition=texts[span.article].text[span.start : span.end],
            claimants=frozenset(pair.claimant for pair in pairs if pair.claimant),
            deniers=frozenset(pair.responder for pair in pairs if pair.responder and set(pair.kinds) & _DENYING),
        )

    @property
    def parties(self) -> frozenset[str]:
        """Return the names of all who claim or answer."""
        return self.claimants | frozenset(pair.responder for pair in self.pairs if pair.responder)

    def stands_in(self, article: str) -> bool:
        """Return whether one of its sides speaks in an article."""
        return any(article in {pair.claim.article, pair.response.article} for pair in self.pairs)

    def extent(self, content: str, bodies: Bodies, *, beside_denial: bool = False) -> Extent | None:
        """Return how much of the claim a content makes, or None where it makes another one.

        `beside_denial`: the same sentence denies something of this dispute ("admitted the first, but denied").
        """
        if bool(_NEGATION.search(content)) != bool(_NEGATION.search(self.proposition)) or bodies.is_aside(content):
            return None
        claim, words = content_words(self.proposition), content_words(content)
        common = claim & words
        names = content_words(" ".join(self.parties))
        if len(common) < LEAST_WORDS or len(common - names) < LEAST_BEYOND_NAMES:
            return None
        figures, claimed = set(_FIGURE.findall(content)), set(_FIGURE.findall(self.proposition))
        other_figures = bool(claimed) and not claimed & figures
        part = beside_denial or other_figures or bodies.is_part(content)
        if not part and len(common) >= WHOLE_OF_CLAIM * len(claim) and len(common) >= WHOLE_OF_STATEMENT * len(words):
            return Extent.WHOLE
        enough = LIKE_BESIDE_DENIAL if beside_denial else LIKE
        return Extent.PART if len(common) >= enough * min(len(claim), len(words)) else None

    def points_at(self, content: str, bodies: Bodies) -> Extent | None:
        """Return the extent of a pointer: "the allegation", "some of the claims"; None where it says more."""
        words = set(low_words(content)) - {"the", "a", "an", "these", "those"}
        if not words & bodies.pointers or words - bodies.pointers - bodies.part - bodies.numbers - {"of"}:
            return None
        return Extent.PART if bodies.is_part(content) else Extent.WHOLE

    def name_of(self, speaker: str) -> str:
        """Return the name under which a speaker is known in the dispute."""
        return next((name for name in sorted(self.parties) if one_voice(name, speaker)), speaker)


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
