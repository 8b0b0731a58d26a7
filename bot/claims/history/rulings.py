"""What editors' decisions mean for the disputes of a story: which hold, who keeps what apart or together. Pure.

The sides of a dispute are nowhere looked at: whoever accuses or denies, the same decision has the same effect.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.claims.history.identity import SAME_WORDS, Quote, alike, overlaps
from bot.claims.parties import one_voice
from bot.domain.claim import Dispute, Mention
from bot.domain.decision import Decision, DecisionKind

_JUDGING = frozenset({DecisionKind.CONFIRM, DecisionKind.DISMISS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """The decisions that hold, as re-analysis asks about them.

    Attributes:
        judged: The newest confirmation or dismissal of a dispute, by its id.
        families: For a dispute that was split, and for each that was split off it, the first of them.
        taken: The statements that were split off to a dispute, by its id.
        merged: The statements of what was merged into a dispute, by its id: they are its own even while they are not
            found.
        whole: Disputes whose statements stay together: those that an editor judged or merged another one into.
    """

    judged: Mapping[str, Decision] = field(default_factory=dict)
    families: Mapping[str, str] = field(default_factory=dict)
    taken: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    merged: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Return whether anything was decided."""
        return bool(self.judged or self.families or self.whole)

    def apart(self, one: str, other: str) -> bool:
        """Return whether two disputes stay apart: split by an editor, or not judged alike.

        What an editor did not judge is neither hidden nor confirmed along with what was judged.
        """
        if one == other:
            return False
        family = self.families.get(one)
        split = family is not None and family == self.families.get(other)
        return split or self.kind(one) is not self.kind(other)

    def kind(self, dispute_id: str) -> DecisionKind | None:
        """Return whether a dispute is confirmed or dismissed, or neither."""
        found = self.judged.get(dispute_id)
        return found.kind if found else None

    def dismissed(self, dispute_id: str) -> bool:
        """Return whether an editor dismissed a dispute."""
        return self.kind(dispute_id) is DecisionKind.DISMISS

    def remembered(self, dispute_id: str) -> tuple[Mention, ...]:
        """Return the statements that are a dispute's by decision: those judged, and those merged into it."""
        judged = self.judged.get(dispute_id)
        return (*(judged.mentions if judged else ()), *self.merged.get(dispute_id, ()))

    def confirmed(self, dispute_id: str) -> bool:
        """Return whether an editor confirmed a dispute."""
        return self.kind(dispute_id) is DecisionKind.CONFIRM


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that were not undone, in their order; undos themselves are left out."""
    held = list(decisions)
    undone = {one.undoes for one in held}
    return [one for one in held if one.kind is not DecisionKind.UNDO and one.id not in undone]


def rulings(decisions: Iterable[Decision]) -> Rulings:
    """Return what decisions, given in the order in which they were made, mean together."""
    held = in_force(decisions)
    judged = {one.dispute_id: one for one in held if one.kind in _JUDGING}
    families: dict[str, str] = {}
    taken: dict[str, tuple[Mention, ...]] = {}
    merged: dict[str, tuple[Mention, ...]] = {}
    for one in held:
        if one.kind is DecisionKind.SPLIT and one.other_id is not None:
            families[one.other_id] = families.setdefault(one.dispute_id, one.dispute_id)
            taken[one.other_id] = one.mentions
        if one.kind is DecisionKind.MERGE and one.other_id is not None:
            merged[one.other_id] = (*merged.get(one.other_id, ()), *one.mentions, *merged.get(one.dispute_id, ()))
    whole = frozenset(merged.keys() | judged.keys())
    return Rulings(judged=judged, families=families, taken=taken, merged=merged, whole=whole)


def news_since(decision: Decision, dispute: Dispute, quote: Quote) -> list[Mention]:
    """Return the statements of a dispute that nobody judged: new words, or known ones in a new voice; each once."""
    heard, news = list(decision.mentions), []
    for mention in statements_of(dispute):
        if not any(_is_heard(mention, known, quote) for known in heard):
            heard.append(mention)
            news.append(mention)
    return news


def _is_heard(mention: Mention, known: Mention, quote: Quote) -> bool:
    """Return whether a statement is a known one: at the same place, or in its words and by the same voice."""
    voices = mention.speaker == known.speaker or one_voice(mention.speaker, known.speaker)
    return overlaps(mention, known) or (voices and alike(mention, known, quote) >= SAME_WORDS)


def statements_of(dispute: Dispute) -> list[Mention]:
    """Return the statements of a dispute, each place once, claims first: what people number and decisions judge."""
    found: dict[tuple[object, ...], Mention] = {}
    for mention in (*(pair.claim for pair in dispute.pairs), *(pair.response for pair in dispute.pairs)):
        found.setdefault((mention.span, mention.speaker), mention)
    return list(found.values())
