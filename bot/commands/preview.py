"""`/brief preview <topic or rule>`: what a topic would bring; nothing is stored or sent."""

from __future__ import annotations

from bot.commands.contracts import Preview, Request
from bot.domain.document import Document
from bot.errors import CommandError


async def answer(request: Request, *, preview_topic: Preview) -> Document:
    """Return which stories of the last days a topic means and why, and which it nearly means.

    Raises:
        CommandError: Nothing was typed, or the rule cannot be read; the answer names the fix.
    """
    if not request.parsed.rest:
        usage = f"{request.command} preview"
        raise CommandError(
            f'Preview what? Name a topic, or write a rule: {usage} flood AND NOT sport, or "high water".'
        )
    return await preview_topic(request.parsed.rest, now=request.now)
