"""The answer to an invitation: what this is, what is posted here and when, and one button."""

from __future__ import annotations

from bot.commands import phrases
from bot.commands.contracts import NextRun, Request
from bot.domain.audience import Audience
from bot.domain.document import Action, Document, Prose
from bot.domain.stores import AudienceStore


async def answer(request: Request, *, audiences: AudienceStore, next_run: NextRun) -> Document:
    """Return the first message of the program in a channel, for everybody there."""
    here = await audiences.at_place(request.call.place)
    what = Prose(text="Briefings of quoted, linked sentences; disputed claims come with both sides and no verdict.")
    plans = tuple(Prose(text=_plan(audience, request, next_run)) for audience in here) or (Prose(text=_start(request)),)
    button = Action(label="What you can type", command="help")
    return Document(title="Counterpoint is here", blocks=(what, *plans), actions=(button,))


def _plan(audience: Audience, request: Request, next_run: NextRun) -> str:
    upcoming = phrases.next_briefing(audience, request.now, next_run)
    return f"{audience.name}: {phrases.topics(audience.topics)}; {phrases.when(audience)}. {upcoming}"


def _start(request: Request) -> str:
    zone = request.call.zone or "UTC"
    return f"Nothing is posted here yet. To begin: {request.command} subscribe everything weekdays 08:00 {zone}"
