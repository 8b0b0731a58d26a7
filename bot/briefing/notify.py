"""Editors' decisions -> notices in the threads of briefings that show the dispute, as corrections (rules 13 and 15)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.briefing.amend import CORRECTION, noticed
from bot.briefing.correct import BATCH, WATCHED
from bot.briefing.explain import day
from bot.briefing.phrases import local
from bot.briefing.pipeline import outbox
from bot.claims.history.rulings import in_force, rulings
from bot.domain.briefing import Briefing, as_corrected
from bot.domain.decision import Decision, DecisionKind
from bot.domain.delivery import ShownDispute
from bot.domain.document import Action, DisputeCard, Document, Prose
from bot.domain.stores import AudienceStore, DeliveryStore, DisputeStore

_SINCE = {
    DecisionKind.DISMISS: "was dismissed",
    DecisionKind.MERGE: "was merged into {other}",
    DecisionKind.SPLIT: "was split: some of its statements are {other} now",
}
_BACK = "is shown again as it was"
_ABOUT = "That is about the flag; it says nothing about which side is right."

Standing = Mapping[tuple[DecisionKind, str | None], Decision]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notifier:
    """Makes notices. `grounded` drops what is not verbatim in the store; `mint` gives a new id for a prefix."""

    disputes: DisputeStore
    audiences: AudienceStore
    deliveries: DeliveryStore
    grounded: Callable[[Document], Awaitable[Document]]
    mint: Callable[[str], str]

    async def notify_due(self, now: datetime) -> list[Briefing]:
        """Store a notice with its deliveries for each posted dispute about which editors changed their minds.

        Returns what was stored. A shown dispute moves on with its notice in one transaction, so none is made twice.
        """
        made = []
        for shown in await self.deliveries.due_notices(now - WATCHED, BATCH):
            briefing = await self.deliveries.briefing(shown.briefing_id)
            about = await self._about(shown.dispute_id)
            if briefing is None or not about:
                continue
            told = news(shown, about, briefing.created_at)
            found = await self._notice(briefing, shown.dispute_id, told, now) if told else None
            place = (await self.deliveries.sent(briefing.id))[0].place
            parts = outbox(found, place, now, mint=self.mint) if found else []
            if await self.deliveries.move_notice(shown, about[-1].id, found, parts) and found:
                made.append(found)
        return made

    async def _about(self, dispute_id: str) -> list[Decision]:
        """Return the decisions about a dispute, or about the one that it was merged into."""
        standing = await self.disputes.get(dispute_id)
        names = {dispute_id, standing.id if standing else dispute_id}
        return [one for one in await self.disputes.decisions(names) if one.dispute_id in names]

    async def _notice(self, briefing: Briefing, dispute_id: str, told: str, now: datetime) -> Briefing | None:
        """Return the notice for a briefing, or None where no message that shows the dispute was sent."""
        sent = {delivery.part for delivery in await self.deliveries.sent(briefing.id)}
        cards = {
            part: block
            for part, document in enumerate(briefing.documents)
            for block in document.blocks
            if part in sent and isinstance(block, DisputeCard) and block.dispute_id == dispute_id
        }
        if not cards:
            return None
        latest = as_corrected(briefing, await self.deliveries.corrections(briefing.id)).documents
        audience = await self.audiences.get(briefing.audience_id)
        when = local(now, audience.zone if audience else "UTC")
        edits = [noticed(latest[part], f"CORRECTION, {when}: {told}") for part in cards]
        overview = Document(
            title=f"{CORRECTION}{briefing.overview.title}",
            blocks=(Prose(text=told), *list(cards.values())[-1:], Prose(text=_ABOUT, small=True)),
            actions=(Action(label="Details", command=f"dispute {dispute_id}"),),
        )
        return Briefing(
            id=self.mint("brf"),
            audience_id=briefing.audience_id,
            slot_at=None,
            window_start_at=briefing.window_start_at,
            window_end_at=briefing.window_end_at,
            created_at=now,
            overview=await self.grounded(overview),
            details=tuple([await self.grounded(document) for document in edits]),
            corrects=briefing.id,
            edits=tuple(cards),
        )


def news(shown: ShownDispute, about: Sequence[Decision], made_at: datetime) -> str | None:
    """Return what readers of a briefing have to know of what editors decided since, or None.

    Args:
        shown: The dispute, and the decision that was looked at last.
        about: All decisions about it, in order.
        made_at: When the briefing was made.
    """
    ids = [one.id for one in about]
    known = (
        about[: ids.index(shown.decision_id) + 1]
        if shown.decision_id in ids
        else [one for one in about if one.at <= made_at]
    )
    before, after = _standing(known), _standing(about)
    sentences = [
        _told(shown.dispute_id, _SINCE[kind].format(other=other), one)
        for (kind, other), one in after.items()
        if (kind, other) not in before
    ]
    if before.keys() - after.keys() and not sentences:
        sentences = [_told(shown.dispute_id, _BACK, about[-1])]
    return " ".join(sentences) or None


def _standing(about: Sequence[Decision]) -> Standing:
    """Return what holds of some decisions and changes what readers see; a confirmation changes nothing they saw."""
    judged = [one for one in rulings(about).judged.values() if one.kind is DecisionKind.DISMISS]
    shaped = [one for one in in_force(about) if one.kind in {DecisionKind.MERGE, DecisionKind.SPLIT}]
    return {(one.kind, one.other_id): one for one in (*judged, *shaped)}


def _told(dispute_id: str, what: str, decision: Decision) -> str:
    told = f"Disputed claim {dispute_id} {what}, as an editor decided ({decision.by.name}, {day(decision.at)})"
    return f"{told}: {decision.why}" + ("" if decision.why.endswith((".", "!", "?")) else ".")
