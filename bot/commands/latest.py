"""`/brief`: the latest briefing of this channel, or honestly none and when the next one comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.commands import phrases
from bot.commands.contracts import NextRun, Request
from bot.domain.audience import Audience
from bot.domain.briefing import as_corrected
from bot.domain.document import Action, Document, Prose
from bot.domain.stores import AudienceStore, DeliveryStore

NOW = Action(label="Brief me now", command="now")


async def answer(
    request: Request, *, audiences: AudienceStore, deliveries: DeliveryStore, next_run: NextRun
) -> Document:
    """Return the newest stored briefing of any audience here, with the notices of its corrections."""
    here = await audiences.at_place(request.call.place)
    if not here:
        return Document(
            title="No briefing here yet",
            blocks=(
                Prose(
                    text="This channel follows nothing yet."
                    f" Type {request.command} subscribe everything, or name a topic;"
                    f" {request.command} now shows what is new to you alone."
                ),
            ),
            actions=(NOW, Action(label="Help", command="help")),
        )
    coming = _coming(request, here, next_run)
    found = [(await deliveries.latest_briefing(audience.id), audience) for audience in here]
    stored = [(briefing, audience) for briefing, audience in found if briefing is not None]
    if not stored:
        first = Prose(text="No briefing has been posted in this channel yet.")
        return Document(title="No briefing here yet", blocks=(first, *coming), actions=(NOW,))
    briefing, audience = max(stored, key=lambda pair: pair[0].created_at)
    made = Prose(text=f"Made {phrases.local(briefing.created_at, audience.zone)}.", small=True)
    overview = as_corrected(briefing, await deliveries.corrections(briefing.id)).overview
    return replace(overview, blocks=(*overview.blocks, made, *coming), actions=(*overview.actions, NOW))


def _coming(request: Request, here: Sequence[Audience], next_run: NextRun) -> tuple[Prose, ...]:
    """Return when each audience is posted to next, by name where there are several."""
    sentences = (phrases.next_briefing(audience, request.now, next_run) for audience in here)
    named = (f"{audience.name} · " if len(here) > 1 else "" for audience in here)
    return tuple(Prose(text=name + sentence, small=True) for name, sentence in zip(named, sentences, strict=True))
