"""`/brief disputes [topic]`: the latest disputed claims, both sides of each."""

from __future__ import annotations

from bot.commands.contracts import DisputeCards, Request
from bot.commands.grammar import written
from bot.commands.phrases import count, echo
from bot.commands.topics import known_topics, suggestion
from bot.domain.document import Action, Block, Document, Prose, details_of
from bot.domain.stores import ArticleStore, SourceStore
from bot.domain.topic import parse_topic

SHOWN_DISPUTES = 5


async def answer(
    request: Request, *, articles: ArticleStore, sources: SourceStore, dispute_cards: DisputeCards
) -> Document:
    """Return the latest disputes, each with both sides; finding none is said with what was read (rule 9).

    Raises:
        CommandError: The topic is a rule that cannot be read.
    """
    typed = written(request.parsed.words)
    known = known_topics(await sources.sources())
    if typed and typed.casefold() not in known:
        parse_topic(typed)
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
    shown = cards[:SHOWN_DISPUTES]
    details = tuple(details_of(card.dispute_id) for card in shown)
    return Document(title=f"Disputed claims{about}", blocks=(*shown, note), actions=(*details, *again))
