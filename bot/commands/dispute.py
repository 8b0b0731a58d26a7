"""`/brief dispute <id>`: one disputed claim with all its sides."""

from __future__ import annotations

from bot.commands.contracts import DisputeCardOf, Request
from bot.commands.phrases import echo
from bot.domain.document import Action, Document
from bot.errors import CommandError


async def answer(request: Request, *, dispute_card: DisputeCardOf) -> Document:
    """Return one dispute with all its sides.

    Raises:
        CommandError: Nothing was typed, or there is no such dispute.
    """
    card = await dispute_card(wanted(request))
    if card is None:
        raise no_dispute(request)
    actions = (
        Action(label="Why flagged", command=f"why {card.dispute_id}"),
        Action(label="Story", command=f"story {card.story_id}"),
    )
    return Document(title=f"Dispute {card.dispute_id}", blocks=(card,), actions=actions)


def wanted(request: Request) -> str:
    """Return the id that was typed, or raise CommandError where nothing was."""
    if not request.parsed.text:
        raise CommandError(f"Which dispute? {request.command} disputes shows them with their IDs.")
    return request.parsed.text


def no_dispute(request: Request) -> CommandError:
    """Return the refusal of an unknown id."""
    typed = echo(request.parsed.text)
    return CommandError(f"There is no dispute {typed}. {request.command} disputes shows them with their IDs.")
