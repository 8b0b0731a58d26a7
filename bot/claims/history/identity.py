"""When a dispute found now is one that is stored: compared by spans, words and voices, never by similarity alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

from bot.claims.grammar.compare import content_words
from bot.claims.parties import name_words, one_voice
from bot.claims.rulebook.side_rules import ADDED_RULES
from bot.domain.article import Span
from bot.domain.claim import Dispute, Mention, Pair

Quote = Callable[[Span], str]
Pairs = Sequence[Pair]

# Of the content words of the shorter text, the share that an edited sentence must keep to be the same statement.
SAME_WORDS = 0.5
# Where only one of the two sides is the same, it has to be nearly word for word, and long enough to be no formula
# ("denied the allegations").
SAME_SIDE, SIDE_WORDS = 0.8, 4


class Likeness(IntEnum):
    """How surely two disputes are one, surest last."""

    NONE = 0
    VOICES = 1  # the same two named voices about the same thing
    ONE_SIDE = 2  # one side is the same, and so are the other's voice or the kind
    WORDING = 3  # both sides in the same words: an edit or a copy
    ANSWER = 4  # the response at the very same place, and the same two voices: its claim was found elsewhere
    CLAIM = 5  # the claim at the very same place, and the same two voices
    SPANS = 6  # both sides at the very same places

    @property
    def of_claims(self) -> bool:
        """Return whether the claim itself is the same; two live disputes are then one."""
        return self in {Likeness.WORDING, Likeness.CLAIM, Likeness.SPANS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What found groups are: `kept` maps a group's number to its dispute, `likeness` rates every pairing."""

    kept: dict[int, Dispute]
    likeness: dict[tuple[str, int], Likeness]

    def group_of(self, dispute_id: str) -> int | None:
        """Return the number of the group that makes a dispute's claim, whichever dispute that group was matched to."""
        same = [(-rank, number) for (key, number), rank in self.likeness.items() if key == dispute_id]
        return min((each for each in same if Likeness(-each[0]).of_claims), default=(0, None))[1]

    def claimed_by(self, number: int) -> str | None:
        """Return the id of a dispute whose claim a group makes, whichever group that dispute was matched to."""
        return next((key for (key, group), rank in self.likeness.items() if group == number and rank.of_claims), None)


def match(
    known: Sequence[Dispute],
    groups: Sequence[Pairs],
    quote: Quote | None,
    given: Mapping[int, str] = MappingProxyType({}),
) -> Match:
    """Return which stored dispute each found group is: surest first, then unchanged, live, elder; none twice.

    `given` says it of groups, by number, where editors decided it.

    The order in which disputes and groups are given decides nothing. A dispute merged into another one is matched
    only where its claim is found apart from the other's.
    """
    rated = {
        (dispute.id, number): _likeness(dispute.pairs, pairs, quote)
        for dispute in known
        for number, pairs in enumerate(groups)
    }
    by_id = {dispute.id: dispute for dispute in known}

    def rank(key: tuple[str, int]) -> tuple[object, ...]:
        dispute, number = by_id[key[0]], key[1]
        other_pairs = set(map(pair_key, dispute.pairs)) != set(map(pair_key, groups[number]))
        # of two groups that a merged dispute fell into, it keeps the one that is no other's
        rivals = sum(rated[other, number].of_claims for other in by_id if other != dispute.id)
        merged, age = dispute.merged_into is not None, dispute.first_seen_at
        return -rated[key], other_pairs, merged, not dispute.live, age, rivals, dispute.id, group_key(groups[number])

    kept = {number: by_id[name] for number, name in given.items()}
    used = set(given.values())
    for name, number in sorted((key for key, likeness in rated.items() if likeness), key=rank):
        can_be = by_id[name].merged_into is None or rated[name, number].of_claims
        if can_be and name not in used and number not in kept:
            kept[number] = by_id[name]
            used.add(name)
    return Match(kept=kept, likeness=rated)


def group_key(pairs: Pairs) -> tuple[object, ...]:
    """Return what orders found groups whatever order they come in: best first, then by all that they hold."""
    return -pairs[0].confidence, tuple(map(pair_key, pairs))


def pair_key(pair: Pair) -> tuple[object, ...]:
    """Return what orders pairs by all that they hold."""
    places = tuple((m.span.revision_id, m.span.part, m.span.start, m.span.end) for m in (pair.claim, pair.response))
    return places, pair.claim.speaker or "", pair.response.speaker or "", pair.kinds, pair.rule, pair.confidence


def alike(one: Mention, other: Mention, quote: Quote | None) -> float:
    """Return how surely two mentions are one statement: 1 at one place, else the share of words, 0 below SAME_WORDS."""
    if overlaps(one, other):
        return 1.0
    if quote is None:
        return 0.0
    names = content_words(" ".join(word for m in (one, other) for word in name_words(m.speaker)))
    share = _share(quote(one.span), quote(other.span), names)[0]
    return share if share >= SAME_WORDS else 0.0


def _likeness(stored: Pairs, found: Pairs, quote: Quote | None) -> Likeness:
    """Return how surely two groups are one, by what made them disputes: added voices come and go."""
    return max(
        (
            _pair_likeness(one, other, quote)
            for one in stored
            for other in found
            if one.rule not in ADDED_RULES and other.rule not in ADDED_RULES
        ),
        default=Likeness.NONE,
    )


def _pair_likeness(one: Pair, other: Pair, quote: Quote | None) -> Likeness:
    claim, response = overlaps(one.claim, other.claim), overlaps(one.response, other.response)
    claimants = one.claim.speaker == other.claim.speaker or one_voice(one.claim.speaker, other.claim.speaker)
    responders = one.response.speaker == other.response.speaker or one_voice(
        one.response.speaker, other.response.speaker
    )
    kinds = bool(set(one.kinds) & set(other.kinds))
    if claim and response:
        return Likeness.SPANS
    if (claim or response) and claimants and responders:
        return Likeness.CLAIM if claim else Likeness.ANSWER
    if quote is None:
        edited = _edited(one.claim, other.claim) or _edited(one.response, other.response)
        voices = claimants and responders and edited and kinds
        return Likeness.VOICES if voices else Likeness.NONE
    shared = _Shared(one, other, quote)
    if shared.claim >= SAME_WORDS and shared.response >= SAME_WORDS:
        return Likeness.WORDING
    if ((claim or shared.same_claim) and (kinds or responders)) or (
        (response or shared.same_response) and (kinds or claimants)
    ):
        return Likeness.ONE_SIDE
    named = None not in {one.claim.speaker, one.response.speaker}
    about = named and claimants and responders and kinds and shared.claim >= SAME_WORDS
    return Likeness.VOICES if about else Likeness.NONE


class _Shared:
    """The shares of words that two pairs have in common, names of the four voices left out."""

    def __init__(self, one: Pair, other: Pair, quote: Quote) -> None:
        mentions = (one.claim, other.claim, one.response, other.response)
        self._names = content_words(" ".join(word for m in mentions for word in name_words(m.speaker)))
        self.claim, self.same_claim = self._compare(quote(one.claim.span), quote(other.claim.span))
        self.response, self.same_response = self._compare(quote(one.response.span), quote(other.response.span))

    def _compare(self, one: str, other: str) -> tuple[float, bool]:
        """Return the shared share of the shorter text's words, and whether that alone shows one statement."""
        share, least = _share(one, other, self._names)
        return share, share >= SAME_SIDE and least >= SIDE_WORDS


def _share(one: str, other: str, names: frozenset[str]) -> tuple[float, int]:
    """Return the shared share of the shorter text's words but for names, and how many words that text has."""
    first, second = content_words(one) - names, content_words(other) - names
    least = min(len(first), len(second))
    return len(first & second) / least if least else float(one == other), least


def overlaps(one: Mention, other: Mention) -> bool:
    """Return whether two mentions share words of one revision."""
    first, second = one.span, other.span
    same = (first.revision_id, first.part) == (second.revision_id, second.part)
    return same and first.start < second.end and second.start < first.end


def _edited(one: Mention, other: Mention) -> bool:
    """Return whether two mentions stand in different revisions of one article."""
    return one.article_id == other.article_id and one.span.revision_id != other.span.revision_id
