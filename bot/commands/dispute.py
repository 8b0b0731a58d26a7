"""`/brief dispute <id>`: one disputed claim with all its sides and its history, and what editors decide about it."""

from __future__ import annotations

from dataclasses import replace

from bot.commands import decide as deciding
from bot.commands.contracts import Decide, DisputeDocument, MayDecide, Request
from bot.commands.phrases import echo
from bot.domain.document import Document
from bot.errors import CommandError


async def answer(
    request: Request,
    *,
    dispute_document: DisputeDocument,
    statements_document: DisputeDocument,
    decide: Decide,
    may_decide: MayDecide,
) -> Document:
    """Return one dispute with all its sides and its history; with more than its id, carry out what an editor decides.

    Who may decide finds buttons for that below the dispute.

    Raises:
        CommandError: Nothing was typed, there is no such dispute, or it cannot be carried out.
    """
    if len(request.parsed.rest.split()) > 1:
        return await deciding.answer(request, statements_document=statements_document, decide=decide)
    document = await dispute_document(wanted(request))
    if document is None:
        raise no_dispute(request)
    if may_decide(request.call):
        return replace(document, actions=(*document.actions, *deciding.buttons(document)))
    return document


def wanted(request: Request) -> str:
    """Return the id that was typed, or raise CommandError where nothing was."""
    if not request.parsed.text:
        raise CommandError(f"Which dispute? {request.command} disputes shows them with their IDs.")
    return request.parsed.text


def no_dispute(request: Request) -> CommandError:
    """Return the refusal of an unknown id."""
    typed = echo(request.parsed.text)
    return CommandError(f"There is no dispute {typed}. {request.command} disputes shows them with their IDs.")
