"""Stored disputes + disputes found now -> what to write. Pure: identity is minted once and kept over days and edits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile

from bot.claims.history.arrange import arrange
from bot.claims.history.identity import Pairs, Quote, group_key, match
from bot.claims.history.rulings import Rulings, rulings
from bot.claims.history.status import Standing, standing, unanswered
from bot.domain.article import Span
from bot.domain.claim import Dispute, DisputeKind, Mention, Pair, StatusChange
from bot.domain.decision import Decision
from bot.domain.stores import DisputeIntent, RetireDispute, SaveDispute

NO_LONGER_FOUND = "no longer found in the articles of the story"
NO_LONGER_SAID = "no longer in the article as it stands"
FOUND_AGAIN = "found again"
CLAIM_FIRST_SEEN = "claim first seen"
SPLIT_FROM = "apart from dispute"  # followed by an id, as the next two
MERGED_INTO = "found to be one with dispute"
MERGED_HERE = "found to hold dispute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What this analysis knows of the articles.

    Attributes:
        read: The ids of the articles that were read; None: every article of the story. What disputes cite of other
            articles stands as it is: nobody looked.
        quote: Returns the words of a span, old revisions included. With it an edited sentence is known by its words,
            without it by its article and its speakers.
        seen_at: Returns when the program first held the article of a mention.
        holds: Returns whether the words of a mention stand in its article as it is now.
    """

    read: Collection[str] | None = None
    quote: Quote | None = None
    seen_at: Callable[[Mention], datetime] | None = None
    holds: Callable[[Mention], bool] | None = None

    def looked_at(self, pair: Pair) -> bool:
        """Return whether both articles of a pair were read now."""
        return self.read is None or {pair.claim.article_id, pair.response.article_id} <= set(self.read)


def reconcile(
    stored: Sequence[Dispute],
    found: Sequence[Pairs],
    *,
    story_id: str,
    now: datetime,
    mint: Callable[[], str],
    evidence: Evidence | None = None,
    decisions: Sequence[Decision] = (),
) -> list[DisputeIntent]:
    """Return the intents that bring the stored disputes of a story up to what is found now.

    The same input yields none; the order of `stored` and `found` decides nothing. A dispute found in one with another
    is merged into it and redirects; found apart again, it takes its id up again. What editors decided stands: what they
    merged stays one, what they split stays two, and what they judged is joined with nothing that they did not judge.

    Args:
        stored: The story's disputes: live, retired, and merged into others.
        found: For each dispute found, its pairs, best first, with spans of the revisions analysed now.
        story_id: The story that new disputes belong to.
        now: The moment of this analysis, aware UTC.
        mint: Gives the id of a new dispute; called once for each.
        evidence: What was read; by default every article, and no words at hand.
        decisions: What editors decided about the stored disputes, in order (bot.claims.history.rulings).
    """
    moment = _Moment(story_id=story_id, now=now, evidence=evidence or Evidence())
    before = {dispute.id: dispute for dispute in stored}
    known = [one for one in before.values() if _can_be_found(one, before)]
    known.sort(key=lambda dispute: (dispute.first_seen_at, dispute.id))
    ruled = rulings(decisions)
    given = sorted((tuple(pairs) for pairs in found if pairs), key=group_key)
    arranged = sorted(arrange(given, known, ruled, moment.evidence.quote), key=lambda one: group_key(one.pairs))
    groups = [one.pairs for one in arranged]
    decided = {number: one.dispute_id for number, one in enumerate(arranged) if one.dispute_id}
    matched = match(known, groups, moment.evidence.quote, decided)
    final: dict[int, Dispute] = {}
    for number, pairs in enumerate(groups):
        former = matched.kept.get(number)
        if former is None:
            final[number] = moment.opened(pairs, mint(), split_from=matched.claimed_by(number))
        else:
            final[number] = moment.updated(former, pairs)
    kept = {dispute.id for dispute in matched.kept.values()}
    endings: list[DisputeIntent] = []
    families = _families(before, kept, ruled)
    for dispute in known:
        if dispute.live and dispute.id not in kept:
            at = matched.group_of(dispute.id)
            if at is None or ruled.apart(dispute.id, final[at].id) or families[dispute.id] & families[final[at].id]:
                endings += moment.unfound(dispute)
            else:
                families[final[at].id] |= families[dispute.id]
                final[at] = moment.joined(final[at], dispute)
                endings.append(SaveDispute(dispute=moment.merged(dispute, final[at])))
    changed = [SaveDispute(dispute=one) for one in final.values() if before.get(one.id) != one]
    return [*changed, *endings]


def _families(stored: Mapping[str, Dispute], kept: Collection[str], ruled: Rulings) -> dict[str, set[str]]:
    """Return of which split disputes each dispute holds a part, also in what was merged into it, and so on.

    Two parts of one never meet again, nor in a third dispute. Those `kept` stand for themselves now.
    """
    held: dict[str, set[str]] = defaultdict(set)
    for name in stored:
        followed, at = {name}, name
        while at not in kept and (into := stored[at].merged_into) and into in stored and into not in followed:
            followed.add(into)
            at = into
        if family := ruled.families.get(name):
            held[at].add(family)
    return held


def _can_be_found(dispute: Dispute, stored: Mapping[str, Dispute]) -> bool:
    """Return whether a dispute stands for itself, or was merged by this program alone: what people merged stays."""
    followed: list[str] = []
    while dispute.merged_into is not None and dispute.id not in followed:
        if not dispute.history[-1].note.startswith(MERGED_INTO):
            return False
        followed.append(dispute.id)
        dispute = stored.get(dispute.merged_into, replace(dispute, merged_into=None))
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    """One analysis: what every line of history written now has in common."""

    story_id: str
    now: datetime
    evidence: Evidence

    def opened(self, pairs: Pairs, dispute_id: str, *, split_from: str | None) -> Dispute:
        """Return a new dispute. A claim that was held before its response opens the history."""
        found = standing(pairs)
        history = [self._line(found, _cause(found), f"{SPLIT_FROM} {split_from}" if split_from else None)]
        history = [*self._claim_before(pairs), *history]
        return Dispute(
            id=dispute_id,
            story_id=self.story_id,
            pairs=tuple(pairs),
            kinds=kinds_of(pairs),
            status=found.status,
            history=tuple(history),
            first_seen_at=self.now,
            updated_at=self.now,
        )

    def updated(self, former: Dispute, pairs: Pairs) -> Dispute:
        """Return the stored dispute with what is found now; equal to the former one when nothing changed."""
        unread = [pair for pair in former.pairs if not self.evidence.looked_at(pair) and pair not in pairs]
        pairs = (*pairs, *unread)
        found = standing(pairs)
        history = (*former.history, *self._gone(former, pairs))
        if former.merged_into is not None:
            history = (*history, self._line(found, _cause(found), f"{SPLIT_FROM} {former.merged_into}"))
        elif not former.live:
            history = (*history, self._line(found, _cause(found), FOUND_AGAIN))
        elif (found.status, found.by) != (former.status, confirmed_by(former)):
            history = (*history, self._line(found, _cause(found, former.pairs)))
        updated = replace(
            former,
            pairs=pairs,
            kinds=kinds_of(pairs),
            status=found.status,
            history=history,
            live=True,
            merged_into=None,
        )
        news = history != former.history or _shown(pairs) != _shown(former.pairs)
        return replace(updated, updated_at=self.now) if news else updated

    def merged(self, dispute: Dispute, into: Dispute) -> Dispute:
        """Return a dispute that was found to be one with another: it redirects, with its pairs and history."""
        line = StatusChange(
            at=self.now,
            status=dispute.status,
            evidence=None,
            note=f"{MERGED_INTO} {into.id}",
            by=confirmed_by(dispute),
        )
        return replace(dispute, live=False, merged_into=into.id, updated_at=self.now, history=(*dispute.history, line))

    def joined(self, dispute: Dispute, other: Dispute) -> Dispute:
        """Return a dispute with the line that says which other one it turned out to hold."""
        cause = other.pairs[0].response.span
        unread = (pair for pair in other.pairs if not self.evidence.looked_at(pair) and pair not in dispute.pairs)
        pairs = (*dispute.pairs, *unread)
        line = self._line(standing(pairs), cause, f"{MERGED_HERE} {other.id}")
        return replace(
            dispute, pairs=pairs, kinds=kinds_of(pairs), updated_at=self.now, history=(*dispute.history, line)
        )

    def unfound(self, dispute: Dispute) -> list[DisputeIntent]:
        """Return how a dispute that no group matches ends; not at all while some of it was not looked at."""
        if all(self.evidence.looked_at(pair) for pair in dispute.pairs):
            return [RetireDispute(dispute_id=dispute.id, at=self.now, note=NO_LONGER_FOUND)]
        unread = tuple(pair for pair in dispute.pairs if not self.evidence.looked_at(pair))
        updated = self.updated(dispute, unread)
        return [SaveDispute(dispute=updated)] if updated != dispute else []

    def _claim_before(self, pairs: Pairs) -> list[StatusChange]:
        """Return the line of a claim that the program held before any response to it."""
        if self.evidence.seen_at is None:
            return []
        seen_at = self.evidence.seen_at
        first = min(pairs, key=lambda pair: (seen_at(pair.claim), -pair.confidence)).claim
        if seen_at(first) >= min(seen_at(pair.response) for pair in pairs):
            return []
        status = unanswered(first.speaker)
        return [StatusChange(at=seen_at(first), status=status, evidence=first.span, note=CLAIM_FIRST_SEEN)]

    def _gone(self, former: Dispute, pairs: Pairs) -> list[StatusChange]:
        """Return a line for each side's words that an edit took out of their article; a retired dispute has its own."""
        holds = self.evidence.holds
        if holds is None or not former.live:
            return []
        lines: dict[Span, StatusChange] = {}
        for role in (_claim_of, _response_of):
            still = {role(pair).article_id for pair in pairs}
            for mention in map(role, former.pairs):
                if mention.article_id not in still and not holds(mention):
                    lines[mention.span] = StatusChange(
                        at=self.now, status=former.status, evidence=mention.span, note=NO_LONGER_SAID
                    )
        return list(lines.values())

    def _line(self, found: Standing, evidence: Span, note: str | None = None) -> StatusChange:
        note = note or next((pair.rule for pair in found.deciding if pair.response.span == evidence), "")
        return StatusChange(at=self.now, status=found.status, evidence=evidence, note=note, by=found.by)


def _cause(found: Standing, former: Pairs = ()) -> Span:
    """Return the words that decided: the first response that was not there before, else the best one."""
    said = {(pair.response.span, pair.kinds) for pair in former}
    new = (pair for pair in found.deciding if (pair.response.span, pair.kinds) not in said)
    return next(new, found.deciding[0]).response.span


def confirmed_by(dispute: Dispute) -> tuple[str, ...]:
    """Return who confirmed by the newest line of history that tells of a change; other lines name nobody."""
    same = takewhile(lambda line: line.status is dispute.status, reversed(dispute.history))
    return next((line.by for line in same if line.by), ())


def _shown(pairs: Pairs) -> set[tuple[Mention, Mention, tuple[DisputeKind, ...]]]:
    """Return what readers see of pairs: that a rule is a little surer of the same words is no news."""
    return {(pair.claim, pair.response, pair.kinds) for pair in pairs}


def _claim_of(pair: Pair) -> Mention:
    return pair.claim


def _response_of(pair: Pair) -> Mention:
    return pair.response


def kinds_of(pairs: Pairs) -> tuple[DisputeKind, ...]:
    """Return the kinds of some pairs in the order of the enumeration."""
    held = {kind for pair in pairs for kind in pair.kinds}
    return tuple(kind for kind in DisputeKind if kind in held)
