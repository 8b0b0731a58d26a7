"""Stored disputes + disputes found now -> what to write. Pure: identity is minted once and kept over days and edits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot.claims.compare import content_words
from bot.claims.status import status_of
from bot.domain.article import Span
from bot.domain.claim import Dispute, DisputeKind, Mention, Pair, StatusChange
from bot.domain.ports import DisputeIntent, RetireDispute, SaveDispute

Pairs = Sequence[Pair]

# Of the content words of the shorter text, the share that an edited sentence must keep to be the same statement.
SAME_WORDS = 0.5
# Strength of the ways in which a stored dispute and a found one can be the same; below the last they are not.
_SAME_SPANS, _SAME_ANSWER, _SAME_WORDING, _SAME_VOICES = 4, 3, 2, 1
NO_LONGER_FOUND = "no longer found in the articles of the story"
FOUND_AGAIN = "found again"


def reconcile(
    stored: Sequence[Dispute],
    found: Sequence[Pairs],
    *,
    story_id: str,
    now: datetime,
    mint: Callable[[], str],
    quote: Callable[[Span], str] | None = None,
) -> list[DisputeIntent]:
    """Return the intents that bring the stored disputes of a story up to what is found now.

    Args:
        stored: The story's disputes, live and retired; those merged into another one are left alone.
        found: For each dispute found, its pairs, best first, with spans of the revisions analysed now.
        story_id: The story that new disputes belong to.
        now: The moment of this analysis, aware UTC.
        mint: Gives the id of a new dispute; called once for each.
        quote: Returns the words of a span, old revisions included. With it an edited sentence is known by its words,
            without it by its article and its speakers.
    """
    known = [dispute for dispute in stored if dispute.merged_into is None]
    groups = [tuple(pairs) for pairs in found if pairs]
    matched = _match(known, groups, quote)
    intents: list[DisputeIntent] = []
    for number, pairs in enumerate(groups):
        former = matched.get(number)
        if former is None:
            intents.append(SaveDispute(dispute=_opened(pairs, story_id=story_id, now=now, dispute_id=mint())))
        elif (updated := _updated(former, pairs, now)) != former:
            intents.append(SaveDispute(dispute=updated))
    kept = {dispute.id for dispute in matched.values()}
    intents.extend(
        RetireDispute(dispute_id=dispute.id, at=now, note=NO_LONGER_FOUND)
        for dispute in known
        if dispute.live and dispute.id not in kept
    )
    return intents


def _match(
    known: Sequence[Dispute], groups: Sequence[tuple[Pair, ...]], quote: Callable[[Span], str] | None
) -> dict[int, Dispute]:
    """Return the stored dispute of each found group, surest matches first, none used twice."""
    rated = [
        (_likeness(dispute.pairs, pairs, quote), dispute.live, -order, number)
        for order, dispute in enumerate(known)
        for number, pairs in enumerate(groups)
    ]
    matched: dict[int, Dispute] = {}
    used: set[int] = set()
    for likeness, _, order, number in sorted(rated, reverse=True):
        if likeness and -order not in used and number not in matched:
            matched[number] = known[-order]
            used.add(-order)
    return matched


def _likeness(stored: Pairs, found: Pairs, quote: Callable[[Span], str] | None) -> int:
    """Return how surely two groups of pairs are one dispute, 0 when they are not."""
    return max((_pair_likeness(one, other, quote) for one in stored for other in found), default=0)


def _pair_likeness(one: Pair, other: Pair, quote: Callable[[Span], str] | None) -> int:
    claim, response = _overlaps(one.claim, other.claim), _overlaps(one.response, other.response)
    if claim and response:
        return _SAME_SPANS
    voices = one.claim.speaker == other.claim.speaker and one.response.speaker == other.response.speaker
    if (claim or response) and voices:
        return _SAME_ANSWER
    if quote is not None:
        same = _same_words(one.claim, other.claim, quote) and _same_words(one.response, other.response, quote)
        return _SAME_WORDING if same else 0
    edited = _edited(one.claim, other.claim) or _edited(one.response, other.response)
    return _SAME_VOICES if voices and edited and set(one.kinds) & set(other.kinds) else 0


def _overlaps(one: Mention, other: Mention) -> bool:
    first, second = one.span, other.span
    same = (first.revision_id, first.part) == (second.revision_id, second.part)
    return same and first.start < second.end and second.start < first.end


def _edited(one: Mention, other: Mention) -> bool:
    """Return whether two mentions stand in different revisions of one article."""
    return one.article_id == other.article_id and one.span.revision_id != other.span.revision_id


def _same_words(one: Mention, other: Mention, quote: Callable[[Span], str]) -> bool:
    first, second = content_words(quote(one.span)), content_words(quote(other.span))
    return len(first & second) >= SAME_WORDS * max(1, min(len(first), len(second)))


def _opened(pairs: tuple[Pair, ...], *, story_id: str, now: datetime, dispute_id: str) -> Dispute:
    status = status_of(pairs)
    first = StatusChange(at=now, status=status, evidence=pairs[0].response.span, note=pairs[0].rule)
    return Dispute(
        id=dispute_id,
        story_id=story_id,
        pairs=pairs,
        kinds=_kinds(pairs),
        status=status,
        history=(first,),
        first_seen_at=now,
        updated_at=now,
    )


def _updated(former: Dispute, pairs: tuple[Pair, ...], now: datetime) -> Dispute:
    """Return the stored dispute with what is found now; equal to the former one when nothing changed."""
    status = status_of(pairs)
    history = former.history
    if not former.live:
        history = (*history, StatusChange(at=now, status=status, evidence=pairs[0].response.span, note=FOUND_AGAIN))
    elif status is not former.status:
        history = (*history, StatusChange(at=now, status=status, evidence=_cause(former, pairs), note=pairs[0].rule))
    updated = replace(former, pairs=pairs, kinds=_kinds(pairs), status=status, history=history, live=True)
    return updated if updated == former else replace(updated, updated_at=now)


def _cause(former: Dispute, pairs: Pairs) -> Span:
    """Return the response that changed the status: the first of a kind not seen before, else the best one."""
    new = (pair for pair in pairs if not set(pair.kinds) <= set(former.kinds))
    return next(new, pairs[0]).response.span


def _kinds(pairs: Pairs) -> tuple[DisputeKind, ...]:
    def each() -> Iterator[DisputeKind]:
        for pair in pairs:
            yield from pair.kinds

    return tuple(sorted(set(each()), key=list(DisputeKind).index))
