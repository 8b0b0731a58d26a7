"""An editor's order + the disputes of a story -> the decision and what it writes. Pure (EDITORIAL rule 15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.claims.history.arrange import together
from bot.claims.history.identity import SAME_WORDS, Pairs, Quote, alike
from bot.claims.history.reconcile import confirmed_by, kinds_of
from bot.claims.history.rulings import in_force, statements_of
from bot.claims.history.status import status_of
from bot.claims.rulebook.side_rules import ADDED_RULES
from bot.domain.claim import Dispute, Mention, Pair, StatusChange
from bot.domain.decision import LABELS, Decision, DecisionKind, Editor, Order
from bot.domain.stores import SaveDispute
from bot.errors import CommandError

Outcome = tuple[Decision, list[SaveDispute]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a decision is about and who makes it.

    Attributes:
        disputes: All disputes of the story by id: live, retired and merged.
        decisions: What was decided about them, in order.
        quote: Returns the words of a span, old revisions included.
        decision_id: The id of the decision to be made.
        new_id: The id of a dispute that a split makes.
        by: Who decides.
        now: When, aware UTC.
    """

    disputes: Mapping[str, Dispute]
    decisions: Sequence[Decision]
    quote: Quote
    decision_id: str
    new_id: str
    by: Editor
    now: datetime

    def decide(self, order: Order) -> Outcome:
        """Return the decision and the disputes to save with it.

        Raises:
            CommandError: It cannot be carried out; the sentence for the editor says why and what to do instead.
        """
        match order.kind:
            case DecisionKind.CONFIRM | DecisionKind.DISMISS:
                return self._judge(order)
            case DecisionKind.MERGE:
                return self._merge(order)
            case DecisionKind.SPLIT:
                return self._split(order)
            case DecisionKind.UNDO:
                return self._undo(order)

    def _judge(self, order: Order) -> Outcome:
        dispute = self._standing(order.dispute_id)
        made = self._made(order, dispute, mentions=tuple(statements_of(dispute)))
        return made, [self._told(dispute, made, LABELS[order.kind])]

    def _merge(self, order: Order) -> Outcome:
        if not order.other_id:
            raise CommandError("Merge it with which dispute? Name the ID of the one that stays.")
        dispute, other = self._standing(order.dispute_id), self._standing(order.other_id)
        if dispute.id == other.id:
            raise CommandError(f"{order.dispute_id} and {order.other_id} are one dispute already: {other.id}.")
        if not (dispute.live and other.live):
            raise CommandError("Only disputes that are found in the articles as they stand can be merged.")
        made = self._made(order, dispute, other_id=other.id, mentions=tuple(statements_of(dispute)))
        gone = replace(dispute, live=False, merged_into=other.id, updated_at=self.now)
        return made, [
            self._told(
                _holding(other, together(other.pairs, dispute.pairs), self.now), made, f"{dispute.id} merged into it"
            ),
            self._told(gone, made, f"merged into {other.id}"),
        ]

    def _split(self, order: Order) -> Outcome:
        dispute = self._standing(order.dispute_id)
        out = _numbered(dispute, order.statements)
        going = [pair for pair in dispute.pairs if pair.claim in out or pair.response in out]
        staying = [pair for pair in dispute.pairs if pair not in going]
        for half in (staying, going):
            if all(pair.rule in ADDED_RULES for pair in half):
                raise CommandError(
                    "A claim and an answer to it have to be left on both sides of a split."
                    f" {_listed(dispute, 'other statements')}"
                )
        if not dispute.live:
            raise CommandError("Only a dispute that is found in the articles as they stand can be split.")
        made = self._made(order, dispute, other_id=self.new_id, mentions=tuple(out))
        part = Dispute(
            id=self.new_id,
            story_id=dispute.story_id,
            pairs=tuple(going),
            kinds=kinds_of(going),
            status=status_of(going),
            history=(),
            first_seen_at=self.now,
            updated_at=self.now,
        )
        return made, [
            self._told(_holding(dispute, staying, self.now), made, f"{part.id} split off"),
            self._told(part, made, f"split off {dispute.id}"),
        ]

    def _undo(self, order: Order) -> Outcome:
        held, standing = in_force(self.decisions), self._standing(order.dispute_id)
        named = (
            [one for one in held if name in {one.dispute_id, one.other_id}] for name in (order.dispute_id, standing.id)
        )
        about = next(filter(None, named), [])
        if not about:
            raise CommandError(f"No decision about {order.dispute_id} holds, so there is nothing to undo.")
        last = about[-1]
        later = [one for one in held[held.index(last) + 1 :] if _depends(one, last)]
        if later:
            raise CommandError(f"Undo the later decision about {later[-1].dispute_id} first ({later[-1].kind}).")
        made = Decision(
            id=self.decision_id,
            kind=DecisionKind.UNDO,
            dispute_id=last.dispute_id,
            other_id=last.other_id,
            undoes=last.id,
            by=self.by,
            why=order.why,
            at=self.now,
        )
        what = f"decision to {last.kind} undone"
        return made, [self._told(one, made, what) for one in self._as_before(last)]

    def _as_before(self, last: Decision) -> list[Dispute]:
        """Return the disputes that a decision was about, without what it did."""
        if last.other_id is None:
            return [self._standing(last.dispute_id)]
        dispute = self.disputes[last.dispute_id]
        other = self.disputes[last.other_id]
        if last.kind is DecisionKind.SPLIT:
            whole = _holding(dispute, together(dispute.pairs, other.pairs), self.now)
            gone = replace(other, live=False, merged_into=dispute.id, updated_at=self.now)
            return [replace(whole, live=dispute.live or other.live), gone]
        own = [pair for pair in other.pairs if self._is_of(pair, dispute.pairs)]
        rest = [pair for pair in other.pairs if pair not in own]
        apart = replace(
            _holding(dispute, own or dispute.pairs, self.now), live=bool(own) and other.live, merged_into=None
        )
        return [apart, _holding(other, rest or other.pairs, self.now)]

    def _is_of(self, pair: Pair, pairs: Pairs) -> bool:
        """Return whether both sides of a pair are those of one of some others."""
        return any(
            min(alike(pair.claim, one.claim, self.quote), alike(pair.response, one.response, self.quote)) >= SAME_WORDS
            for one in pairs
        )

    def _standing(self, dispute_id: str) -> Dispute:
        """Return a dispute by id, following merges."""
        found, passed = self.disputes.get(dispute_id), 0
        while found is not None and found.merged_into is not None and passed <= len(self.disputes):
            found, passed = self.disputes.get(found.merged_into), passed + 1
        if found is None:
            raise _unknown(dispute_id)
        return found

    def _made(
        self, order: Order, dispute: Dispute, *, other_id: str | None = None, mentions: tuple[Mention, ...]
    ) -> Decision:
        return Decision(
            id=self.decision_id,
            kind=order.kind,
            dispute_id=dispute.id,
            other_id=other_id,
            mentions=mentions,
            by=self.by,
            why=order.why,
            at=self.now,
        )

    def _told(self, dispute: Dispute, made: Decision, what: str) -> SaveDispute:
        """Return a dispute with the line of history that says what was decided, by whom and why."""
        line = StatusChange(
            at=self.now,
            status=dispute.status,
            evidence=None,
            note=f"{what} by an editor ({made.by.name}): {made.why}",
            by=confirmed_by(dispute) if dispute.history else (),
        )
        return SaveDispute(dispute=replace(dispute, history=(*dispute.history, line)))


def _holding(dispute: Dispute, pairs: Pairs, now: datetime) -> Dispute:
    """Return a dispute with other pairs."""
    return replace(dispute, pairs=tuple(pairs), kinds=kinds_of(pairs), status=status_of(pairs), updated_at=now)


def _numbered(dispute: Dispute, numbers: Sequence[int]) -> list[Mention]:
    """Return the statements with these numbers."""
    statements = statements_of(dispute)
    if not numbers or not all(1 <= number <= len(statements) for number in numbers):
        raise CommandError(f"Split off which statements? {_listed(dispute, f'numbers from 1 to {len(statements)}')}")
    return [statements[number - 1] for number in dict.fromkeys(numbers)]


def _listed(dispute: Dispute, what: str) -> str:
    return f"Give {what}; split {dispute.id} without numbers lists them."


def _depends(later: Decision, earlier: Decision) -> bool:
    """Return whether a later decision rests on an earlier merge or split: undone first, it would take that along."""
    return earlier.other_id is not None and not {later.dispute_id, later.other_id}.isdisjoint(
        (earlier.dispute_id, earlier.other_id)
    )


def _unknown(dispute_id: str) -> CommandError:
    return CommandError(f"There is no dispute {dispute_id}.")
