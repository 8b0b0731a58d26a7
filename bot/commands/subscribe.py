"""`/brief subscribe`: let a channel follow a topic. Rows of the settings file stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.commands import phrases
from bot.commands.contracts import NextRun, Request
from bot.commands.topics import EVERYTHING, known_topics, resolve_topic
from bot.commands.wish import DEFAULT_DAYS, DEFAULT_TIME, Wish, read_wish
from bot.domain.audience import Audience
from bot.domain.document import Action, Document, Prose
from bot.domain.stores import AudienceStore, SourceStore
from bot.errors import CommandError

MAX_TOPICS = 20  # a subscription; more is a list nobody reads
_NAMED_TOPICS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What to store: the audience that follows the topic now, and the one that gave it up, if any."""

    saved: Audience
    left: Audience | None = None


async def answer(
    request: Request,
    *,
    audiences: AudienceStore,
    sources: SourceStore,
    next_run: NextRun,
    mint: Callable[[str], str],
) -> Document:
    """Follow a topic here and confirm place, schedule and next run.

    Raises:
        CommandError: Topic, time, zone or schedule cannot be, or the settings file follows the topic already.
    """
    wish = read_wish(request.parsed.words)
    usage = f"{request.command} subscribe"
    if not wish.topic:
        raise CommandError(f"Follow what? Type {usage} {EVERYTHING}, or name a topic: {usage} politics weekdays 08:00")
    known = known_topics(await sources.sources())
    topic = resolve_topic(wish.topic, known, literal=wish.literal, usage=usage)
    here = await audiences.at_place(request.call.place)
    change = decide(request, here, topic=topic, wish=wish, new_id=mint("aud"))
    sentence = phrases.next_briefing(change.saved, request.now, next_run)
    await audiences.save(change.saved)
    if change.left is not None:  # after saving: a crash in between shows the topic twice rather than loses it
        await drop_topic(change.left, topic, audiences=audiences)
    return _confirm(change, topic, sentence, assumed_zone=not (wish.zone or request.call.zone or here))


def decide(request: Request, here: Sequence[Audience], *, topic: str | None, wish: Wish, new_id: str) -> Change:
    """Return the change that fulfils a wish. Pure.

    A topic joins the chat subscription with the same schedule and zone, so that one message holds both; without a
    schedule of its own it joins the first there is. Following it again with another schedule moves it.

    Raises:
        CommandError: The settings file follows it already, or the subscription is full.
    """
    if fixed := next((row for row in here if row.origin == "file" and follows(row, topic)), None):
        raise CommandError(
            f"{fixed.name} follows {phrases.topics(fixed.topics)} here already ({phrases.when(fixed)})."
            " It is in the settings file and read-only in chat; its operator can change it there."
        )
    rows = [row for row in here if row.origin == "chat"]
    mine = next((row for row in rows if follows(row, topic)), None)
    model = mine or next((row for row in rows if topic and row.topics), None)
    schedule, zone = _terms(request, wish, model, here)
    same_terms = (row for row in rows if topic and row.topics and (row.schedule, row.zone) == (schedule, zone))
    target = next(same_terms, None)
    if target is None and mine and len(mine.topics) <= 1:
        return Change(saved=_rescheduled(mine, schedule, zone, request))
    if target is None or not topic:
        return Change(saved=_opened(request, topic, schedule, zone, new_id), left=mine)
    if target is mine:
        return Change(saved=target)
    if len(target.topics) >= MAX_TOPICS:
        raise CommandError(f"{target.name} follows {MAX_TOPICS} topics already; choose another time for this one.")
    topics = (*target.topics, topic)
    return Change(saved=replace(target, topics=topics, name=_name(topics)), left=mine)


def _terms(request: Request, wish: Wish, model: Audience | None, here: Sequence[Audience]) -> tuple[str, str]:
    """Return schedule and zone: as wished, else as those of `model`, else the caller's zone and our default."""
    if model and not wish.schedule:
        return model.schedule, wish.zone or model.zone
    zone = wish.zone or request.call.zone or (here[0].zone if here else "UTC")
    return wish.schedule or f"{DEFAULT_DAYS} {DEFAULT_TIME}", zone


def follows(audience: Audience, topic: str | None) -> bool:
    """Return whether an audience names this topic, or follows everything where `topic` is None."""
    if topic is None:
        return not audience.topics
    return topic.casefold() in {name.casefold() for name in audience.topics}


async def drop_topic(audience: Audience, topic: str | None, *, audiences: AudienceStore) -> Audience | None:
    """Take a topic out of an audience and remove the audience with its last one; returns what is left."""
    left = tuple(name for name in audience.topics if not topic or name.casefold() != topic.casefold())
    if not left or topic is None:
        await audiences.remove(audience.id)
        return None
    changed = replace(audience, topics=left, name=_name(left))
    await audiences.save(changed)
    return changed


def _opened(request: Request, topic: str | None, schedule: str, zone: str, new_id: str) -> Audience:
    topics = (topic,) if topic else ()
    return Audience(
        id=new_id,
        place=request.call.place,
        name=_name(topics),
        schedule=schedule,
        zone=zone,
        topics=topics,
        schedule_since_at=request.now,
        origin="chat",
    )


def _rescheduled(audience: Audience, schedule: str, zone: str, request: Request) -> Audience:
    if (audience.schedule, audience.zone) == (schedule, zone):
        return audience
    return replace(audience, schedule=schedule, zone=zone, schedule_since_at=request.now)


def _name(topics: Sequence[str]) -> str:
    """Return a name that is unique in its channel: a topic is followed by one subscription only."""
    more = len(topics) - _NAMED_TOPICS
    shown = [*topics[:_NAMED_TOPICS], *([f"{more} more"] if more > 0 else [])]
    return f"Briefing on {phrases.topics(shown)}"


def _confirm(change: Change, topic: str | None, sentence: str, *, assumed_zone: bool) -> Document:
    audience = change.saved
    blocks = [
        Prose(text=f"{audience.name} will be posted in this channel: {phrases.when(audience)}."),
        Prose(text=sentence),
    ]
    if assumed_zone:
        blocks.append(Prose(text="The time zone is UTC because none was given; add one: Europe/Berlin.", small=True))
    named = topic or EVERYTHING
    actions = (
        *((Action(label="Resume", command=f"resume {named}"),) if audience.paused else ()),
        Action(label="Brief me now", command=f"now {named}"),
        Action(label="What is followed here", command="list"),
        Action(label="Unsubscribe", command=f"unsubscribe {named}"),
    )
    return Document(title=f"Following {named}", blocks=tuple(blocks), actions=actions)
