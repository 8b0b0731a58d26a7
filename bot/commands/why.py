"""`/brief why <dispute>`: which rule fired, how sure it is, and what became of it (EDITORIAL rules 12 and 14)."""

from __future__ import annotations

from bot.commands.contracts import Request
from bot.commands.dispute import no_dispute, wanted
from bot.commands.phrases import count, enumerate_words, local
from bot.domain.claim import Dispute
from bot.domain.document import Action, Block, Document, Heading, Listing, Prose
from bot.domain.ports import DisputeStore

_SHOWN_CHANGES = 10


async def answer(request: Request, *, disputes: DisputeStore) -> Document:
    """Return which rules flagged a dispute, how sure they are, and its history (rules 12 and 14).

    Raises:
        CommandError: Nothing was typed, or there is no such dispute.
    """
    dispute = await disputes.get(wanted(request))
    if dispute is None:
        raise no_dispute(request)
    blocks: list[Block] = [
        Prose(text=_standing(dispute)),
        Heading(text="Pairs of statements, the surest first"),
        Listing(rows=tuple((f"{p.confidence:.2f}", f"{', '.join(p.kinds)} · rule {p.rule}") for p in dispute.pairs)),
        Heading(text="History, the newest first"),
        Listing(rows=_history(dispute, request.call.zone or "UTC")),
    ]
    actions = (Action(label="Both sides", command=f"dispute {dispute.id}"),) if dispute.live else ()
    return Document(title=f"Why {dispute.id} is flagged", blocks=tuple(blocks), actions=actions)


def _standing(dispute: Dispute) -> str:
    live = "" if dispute.live else " It is no longer found in the texts as they stand."
    kinds = enumerate_words(dispute.kinds)
    return f"Flagged by rules over the texts, not by people: {kinds}; status {dispute.status}.{live}"


def _history(dispute: Dispute, zone: str) -> tuple[tuple[str, str], ...]:
    newest = sorted(dispute.history, key=lambda change: change.at, reverse=True)
    rows = [(local(change.at, zone), f"{change.status}: {change.note}") for change in newest[:_SHOWN_CHANGES]]
    earlier = len(newest) - _SHOWN_CHANGES
    return (*rows, *([("", f"{count(earlier, 'earlier change')}")] if earlier > 0 else []))
