"""`/brief disputes [topic]`, `/brief dispute <id>` and `/brief why <id>`: disputed claims and why they are flagged."""

from __future__ import annotations

from bot.commands.contracts import DisputeCardOf, DisputeCards, Request
from bot.commands.phrases import count, echo, enumerate_words, local
from bot.commands.topics import known_topics, suggestion
from bot.domain.claim import Dispute
from bot.domain.document import Action, Block, Document, Heading, Listing, Prose
from bot.domain.ports import ArticleStore, DisputeStore, SourceStore
from bot.errors import CommandError

SHOWN_DISPUTES = 5
_SHOWN_CHANGES = 10


async def answer_disputes(
    request: Request, *, articles: ArticleStore, sources: SourceStore, dispute_cards: DisputeCards
) -> Document:
    """Return the latest disputes, each with both sides; finding none is said with what was read (rule 9)."""
    typed = request.parsed.text
    known = known_topics(await sources.sources())
    topic = known.get(typed.casefold(), typed) if typed else None
    cards = await dispute_cards(topic=topic, limit=SHOWN_DISPUTES + 1)
    about = f" on {echo(topic)}" if topic else ""
    near = suggestion(typed, known) if typed else None
    again = (Action(label=f"Disputes on {near}", command=f"disputes {near}"),) if near else ()
    if not cards:
        read = count(await articles.count(), "article")
        blocks: tuple[Block, ...] = (Prose(text=f"No disputed claim{about} found in {read} read."),)
        hint = (Prose(text=f"Did you mean “{near}”?", small=True),) if near else ()
        return Document(title="No disputed claims found", blocks=(*blocks, *hint), actions=again)
    more = len(cards) > SHOWN_DISPUTES
    scope = f"The {SHOWN_DISPUTES} updated last; name a topic to see others." if more else "Updated last comes first."
    note = Prose(text=f"{scope} Labels are ours; no verdicts.", small=True)
    return Document(title=f"Disputed claims{about}", blocks=(*cards[:SHOWN_DISPUTES], note), actions=again)


async def answer_dispute(request: Request, *, dispute_card: DisputeCardOf) -> Document:
    """Return one dispute with all its sides.

    Raises:
        CommandError: Nothing was typed, or there is no such dispute.
    """
    card = await dispute_card(_wanted(request))
    if card is None:
        raise _no_dispute(request)
    actions = (
        Action(label="Why flagged", command=f"why {card.dispute_id}"),
        Action(label="Story", command=f"story {card.story_id}"),
    )
    return Document(title=f"Dispute {card.dispute_id}", blocks=(card,), actions=actions)


async def answer_why(request: Request, *, disputes: DisputeStore) -> Document:
    """Return which rules flagged a dispute, how sure they are, and its history (rules 12 and 14).

    Raises:
        CommandError: Nothing was typed, or there is no such dispute.
    """
    dispute = await disputes.get(_wanted(request))
    if dispute is None:
        raise _no_dispute(request)
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


def _wanted(request: Request) -> str:
    if not request.parsed.text:
        raise CommandError(f"Which dispute? {request.command} disputes shows them with their IDs.")
    return request.parsed.text


def _no_dispute(request: Request) -> CommandError:
    typed = echo(request.parsed.text)
    return CommandError(f"There is no dispute {typed}. {request.command} disputes shows them with their IDs.")
