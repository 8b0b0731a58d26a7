"""What editors decide about flags (EDITORIAL rule 15): who, when and why is kept, and nothing of it is overwritten.

A decision says how a flag is to be shown. It never says which side of a dispute is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.article import require_utc
from bot.domain.audience import Platform
from bot.domain.claim import Mention


class DecisionKind(StrEnum):
    """What an editor does with a flag."""

    CONFIRM = "confirm"  # it is a dispute and rightly shown
    DISMISS = "dismiss"  # it is none, or wrongly put together: not shown in briefings
    MERGE = "merge"  # it is one with another dispute
    SPLIT = "split"  # some of its statements are a dispute of their own
    UNDO = "undo"  # an earlier decision does not hold any more


REASON_CHARS = 300  # of a reason: it is shown in one line beside the flag

LABELS = {
    DecisionKind.CONFIRM: "flag confirmed",
    DecisionKind.DISMISS: "flag dismissed",
    DecisionKind.MERGE: "merged",
    DecisionKind.SPLIT: "split",
    DecisionKind.UNDO: "decision undone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """Who decided: a user of a workspace on a platform, or of the command line (CONSOLE, no workspace)."""

    platform: Platform
    workspace_id: str
    user_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What readers are told of a decision: `label` is in our own words and about the flag, not about its sides."""

    label: str
    name: str
    at: datetime
    why: str

    def __post_init__(self) -> None:
        require_utc(at=self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What somebody asks for.

    `other_id` is the dispute to merge into. `statements` are numbers, from 1, of the statements that a split takes
    out, as bot.claims.history.rulings counts them.
    """

    kind: DecisionKind
    dispute_id: str
    why: str
    other_id: str | None = None
    statements: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision, never changed: an undo is a decision of its own.

    `other_id` is the dispute merged into, or the one that a split made. `mentions` are the statements that were
    judged: those that a split took out, else all of the dispute as it was. `undoes` is the id of the decision that an
    undo takes back; its dispute ids are those of that decision. `why` is one cleaned line.
    """

    id: str
    kind: DecisionKind
    dispute_id: str
    by: Editor
    why: str
    at: datetime
    other_id: str | None = None
    mentions: tuple[Mention, ...] = ()
    undoes: str | None = None

    def __post_init__(self) -> None:
        require_utc(at=self.at)
        if not self.why.strip():
            message = f"decision {self.id} needs a reason"
            raise ValueError(message)
        if (self.kind is DecisionKind.UNDO) != (self.undoes is not None):
            message = f"decision {self.id}: an undo, and nothing else, names what it undoes"
            raise ValueError(message)


def ruling_of(decision: Decision) -> Ruling:
    """Return what readers are told of a decision."""
    return Ruling(label=LABELS[decision.kind], name=decision.by.name, at=decision.at, why=decision.why)
