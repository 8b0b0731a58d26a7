"""`/brief help [verb]`, and the answer to anything unknown."""

from __future__ import annotations

from bot.commands.contracts import Request
from bot.commands.grammar import BY_NAME, VERBS, Unknown
from bot.commands.phrases import echo
from bot.domain.call import Verb
from bot.domain.document import Action, Document, Listing, Prose
from bot.domain.nearest import nearest


async def answer(request: Request) -> Document:
    """Return every verb, or one verb with its parameters."""
    typed = request.parsed.text
    if not typed:
        return _overview(request.command)
    verb = BY_NAME.get(typed.casefold())
    if verb is None:
        near = nearest(typed, BY_NAME)
        return explain_unknown(Unknown(typed=typed, near=BY_NAME[near] if near else None), request.command)
    return _details(verb, request.command)


def explain_unknown(unknown: Unknown, command: str) -> Document:
    """Return the nearest verb, then every verb."""
    known = _overview(command)
    near = unknown.near
    meant = f" Did you mean {command} {near.usage}?" if near else ""
    first = Prose(text=f"There is no command {echo(unknown.typed)}.{meant}")
    actions = (Action(label=f"Help on {near.name}", command=f"help {near.name}"),) if near else ()
    return Document(title=known.title, blocks=(first, *known.blocks), actions=actions)


def _overview(command: str) -> Document:
    rows = tuple((f"{command} {verb.usage}", _summary(verb)) for verb in VERBS)
    note = Prose(
        text=f"Answers are for you alone; briefings are for the channel. {command} alone: the latest.", small=True
    )
    return Document(title="What you can type", blocks=(Listing(rows=rows), note))


def _details(verb: Verb, command: str) -> Document:
    usage = Listing(rows=((f"{command} {verb.usage}", _summary(verb)),))
    parameters = Listing(rows=tuple((parameter.name, parameter.description) for parameter in verb.parameters))
    return Document(title=f"Help on {verb.name}", blocks=(usage, parameters) if verb.parameters else (usage,))


def _summary(verb: Verb) -> str:
    return f"{verb.summary} (operators)" if verb.operator else verb.summary
