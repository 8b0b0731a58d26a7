"""`/brief now [topic]`: a briefing for the caller alone."""

from __future__ import annotations

from dataclasses import replace

from bot.commands.contracts import BriefNow, Request
from bot.commands.grammar import written
from bot.commands.topics import EVERYTHING, known_topics, suggestion
from bot.domain.audience import Audience
from bot.domain.document import Action, Document, Prose
from bot.domain.stores import AudienceStore, SourceStore
from bot.domain.topic import parse_topic

_NAME = "Briefing"  # the channel's own name would promise its topics
_LENGTH = 5  # stories, where the channel has no audience of its own; as the settings' default


async def answer(request: Request, *, audiences: AudienceStore, sources: SourceStore, brief_now: BriefNow) -> Document:
    """Return what is new: on a topic, else on all that this channel follows.

    Raises:
        CommandError: The topic is a rule that cannot be read.
    """
    here = await audiences.at_place(request.call.place)
    reader = _reader(request, here)
    typed = written(request.parsed.words)
    if not typed:
        named = replace(reader, name=here[0].name) if len(here) == 1 else reader
        return await brief_now(named, topics=_followed(here), now=request.now)
    if typed.casefold() == EVERYTHING:
        return await brief_now(reader, topics=(), now=request.now)
    known = known_topics(await sources.sources())
    if typed.casefold() not in known:
        parse_topic(typed)
    document = await brief_now(reader, topics=(known.get(typed.casefold(), typed),), now=request.now)
    near = suggestion(typed, known)
    return _with_suggestion(document, near) if near else document


def _reader(request: Request, here: list[Audience]) -> Audience:
    """Return for whom the briefing is: the channel's audience in the caller's zone, or a passing one."""
    zone = request.call.zone or (here[0].zone if here else "UTC")
    if here:
        return replace(here[0], name=_NAME, zone=zone)
    return passing_reader(request, zone)


def passing_reader(request: Request, zone: str) -> Audience:
    """Return an audience that is not stored, for somebody in a channel that follows nothing."""
    return Audience(
        id="private",
        place=request.call.place,
        name=_NAME,
        schedule="",
        zone=zone,
        length=_LENGTH,
        schedule_since_at=request.now,
        origin="chat",
    )


def _followed(here: list[Audience]) -> tuple[str, ...]:
    """Return the topics of a channel's audiences together; one that follows everything makes it everything."""
    if any(not audience.topics for audience in here):
        return ()
    return tuple(dict.fromkeys(topic for audience in here for topic in audience.topics))


def _with_suggestion(document: Document, near: str) -> Document:
    hint = Prose(text=f"Did you mean “{near}”?", small=True)
    again = Action(label=f"Brief me on {near}", command=f"now {near}")
    return replace(document, blocks=(*document.blocks, hint), actions=(again, *document.actions))
