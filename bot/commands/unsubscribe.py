"""`/brief unsubscribe <topic>`: stop following a topic in this channel."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import phrases
from bot.commands.contracts import NextRun, Request
from bot.commands.grammar import written
from bot.commands.subscribe import drop_topic, follows
from bot.commands.topics import EVERYTHING
from bot.domain.audience import Audience
from bot.domain.document import Action, Document, Prose
from bot.domain.nearest import nearest
from bot.domain.stores import AudienceStore
from bot.domain.topic import is_rule
from bot.errors import CommandError


async def answer(request: Request, *, audiences: AudienceStore, next_run: NextRun) -> Document:
    """Stop following a topic (or everything) here and say what stays.

    Raises:
        CommandError: It is not followed here, or the settings file says so.
    """
    here = await audiences.at_place(request.call.place)
    typed = written(request.parsed.words)
    topic = None if typed.casefold() == EVERYTHING else typed
    audience = next((row for row in here if row.origin == "chat" and typed and follows(row, topic)), None)
    if audience is None:
        raise not_followed(request, here, typed, topic)
    named = next((name for name in audience.topics if name.casefold() == typed.casefold()), EVERYTHING)
    left = await drop_topic(audience, topic, audiences=audiences)
    rest = (
        f"{left.name} stays: {phrases.when(left)}. {phrases.next_briefing(left, request.now, next_run)}"
        if left
        else f"{audience.name} is no longer posted here; what was posted stays."
    )
    return Document(
        title=f"No longer following {named}",
        blocks=(Prose(text=rest),),
        actions=(
            Action(label="What is followed here", command="list"),
            Action(label="Undo", command=_undo(audience, named)),
        ),
    )


def _undo(audience: Audience, topic: str) -> str:
    """Return the command that brings the topic back; quoted, as it may be words of somebody's own."""
    days = audience.schedule if audience.schedule[:1].isalpha() else f"cron {audience.schedule}"
    named = topic if topic == EVERYTHING or is_rule(topic) else f'"{topic}"'
    return f"subscribe {named} {days} {audience.zone}"


def not_followed(request: Request, here: Sequence[Audience], typed: str, topic: str | None) -> CommandError:
    """Return the refusal of a topic that nobody subscribed to here, with the nearest one that somebody did."""
    if typed and (fixed := next((row for row in here if follows(row, topic) or row.name == typed), None)):
        return CommandError(
            f"{fixed.name} is in the settings file and read-only in chat; its operator can change it there."
        )
    followed = [topic for row in here if row.origin == "chat" for topic in row.topics or (EVERYTHING,)]
    if not followed:
        return CommandError(f"Nothing was subscribed to in this channel; {request.command} list shows what is posted.")
    what = f"{phrases.echo(typed)} is not followed here." if typed else "Stop following what?"
    near = nearest(typed, followed) if typed else None
    hint = f"Did you mean “{near}”?" if near else f"Subscribed to here: {phrases.enumerate_words(followed)}."
    return CommandError(f"{what} {hint}")
