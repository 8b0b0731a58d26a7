"""`/brief list`: what this channel follows, and when it is posted next."""

from __future__ import annotations

from bot.commands import phrases
from bot.commands.contracts import NextRun, Request
from bot.domain.audience import Audience
from bot.domain.document import Action, Document, Listing, Prose
from bot.domain.stores import AudienceStore

_BUTTONS = 5  # one row of buttons on Discord, the tighter of the platforms


async def answer(request: Request, *, audiences: AudienceStore, next_run: NextRun) -> Document:
    """Return one row for each audience of this channel; those of the settings file say that they are read-only."""
    here = await audiences.at_place(request.call.place)
    if not here:
        text = f"This channel follows nothing yet. Type {request.command} subscribe everything, or name a topic."
        return Document(
            title="Followed here", blocks=(Prose(text=text),), actions=(Action(label="Help", command="help"),)
        )
    rows = tuple((audience.name, _row(audience, request, next_run)) for audience in here)
    own = [audience for audience in here if audience.origin == "chat" and request.call.operator]
    paused = (Action(label="Resume", command="resume"),) if any(audience.paused for audience in own) else ()
    actions = paused + tuple(
        Action(label=f"Unsubscribe {topic}", command=f"unsubscribe {topic}")
        for audience in own
        for topic in audience.topics or ("everything",)
    )
    return Document(title="Followed here", blocks=(Listing(rows=rows),), actions=actions[:_BUTTONS])


def _row(audience: Audience, request: Request, next_run: NextRun) -> str:
    fixed = " Set in the settings file, read-only in chat." if audience.origin == "file" else ""
    upcoming = phrases.next_briefing(audience, request.now, next_run)
    return f"{phrases.topics(audience.topics)}; {phrases.when(audience)}. {upcoming}{fixed}"
