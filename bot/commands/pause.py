"""`/brief pause [topic]` and `/brief resume [topic]`: post nothing here for a while, and go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.commands import phrases
from bot.commands.contracts import NextRun, Request
from bot.commands.grammar import written
from bot.commands.subscribe import follows
from bot.commands.topics import EVERYTHING
from bot.commands.unsubscribe import not_followed
from bot.domain.audience import Audience
from bot.domain.document import Action, Document, Prose
from bot.domain.stores import AudienceStore
from bot.errors import CommandError

_LIST = Action(label="What is followed here", command="list")


async def pause(request: Request, *, audiences: AudienceStore) -> Document:
    """Post nothing of what was subscribed to here, or of one subscription, until somebody resumes it.

    Raises:
        CommandError: There is no such subscription, or the settings file says so.
    """
    chosen = _chosen(request, await audiences.at_place(request.call.place))
    for audience in chosen:
        await audiences.save(replace(audience, paused=True))
    told = (Prose(text=f"{audience.name} is not posted until somebody resumes it.") for audience in chosen)
    again = Action(label="Resume", command=f"resume {request.parsed.rest}".strip())
    return Document(title="Paused", blocks=tuple(told), actions=(again, _LIST))


async def resume(request: Request, *, audiences: AudienceStore, next_run: NextRun) -> Document:
    """Go on posting what was paused here; runs that passed meanwhile are not made up for, their news is.

    Raises:
        CommandError: There is no such subscription, or the settings file says so.
    """
    chosen = _chosen(request, await audiences.at_place(request.call.place))
    blocks: list[Prose] = []
    for audience in chosen:
        going = replace(audience, paused=False, schedule_since_at=request.now) if audience.paused else audience
        if going is not audience:
            await audiences.save(going)
        blocks.append(Prose(text=f"{going.name}: {phrases.next_briefing(going, request.now, next_run)}"))
    blocks.append(Prose(text="The next one tells what is new since the last.", small=True))
    return Document(title="Posting again", blocks=tuple(blocks), actions=(_LIST,))


def _chosen(request: Request, here: Sequence[Audience]) -> list[Audience]:
    """Return the subscriptions of this channel that are meant: all where no topic is named."""
    own = [row for row in here if row.origin == "chat"]
    typed = written(request.parsed.words)
    topic = None if typed.casefold() == EVERYTHING else typed
    chosen = [row for row in own if not typed or follows(row, topic)]
    if chosen:
        return chosen
    if here and not (own or typed):
        names = phrases.enumerate_words([row.name for row in here])
        raise CommandError(
            f"What is posted here is set in the settings file ({names}) and read-only in chat; its operator can pause"
            " it there."
        )
    raise not_followed(request, here, typed, topic)
