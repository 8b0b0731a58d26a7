"""`/brief dispute <id> dismiss because ...`: editors decide about a flag (EDITORIAL rule 15)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.commands.contracts import Decide, DisputeDocument, Request
from bot.commands.grammar import Parsed, parse
from bot.commands.phrases import echo, enumerate_words
from bot.domain.audience import Platform
from bot.domain.call import Call, Question
from bot.domain.decision import LABELS, REASON_CHARS, Decision, DecisionKind, Editor, Order
from bot.domain.document import Action, DisputeCard, Document, Prose
from bot.errors import CommandError

WHO = {
    Platform.SLACK: "admins and owners of the workspace",
    Platform.DISCORD: "those who may manage the server",
    Platform.CONSOLE: "those who run the program",
}
# What a button does, in the words of the dialogue that asks why.
_ASKED = {
    DecisionKind.CONFIRM: ("Confirm this flag", "Confirm", "It is then shown however sure the rules are."),
    DecisionKind.DISMISS: ("Dismiss this flag", "Dismiss", "Briefings then show it no more."),
    DecisionKind.UNDO: ("Undo the decision", "Undo", "The flag is then as it was before."),
}
_REASON = frozenset({"because", "why", "why:"})
_LINKING = frozenset({"into", "with"})  # "merge dsp_1 into dsp_2" reads better, and the word tells nothing


async def answer(request: Request, *, statements_document: DisputeDocument, decide: Decide) -> Document:
    """Carry out what an editor decides about the dispute named first; `split` without numbers lists its statements.

    Raises:
        CommandError: The caller is no editor, or it cannot be carried out; the answer says what to type instead.
    """
    order = read_order(request.parsed.rest.split())
    if order.kind is DecisionKind.SPLIT and not order.statements:
        listed = await statements_document(order.dispute_id)
        if listed is None:
            raise CommandError(f"There is no dispute {echo(order.dispute_id)}.")
        return listed
    call = request.call
    if not call.editor:
        raise CommandError(
            f"Deciding about a flag is for editors: {WHO[call.place.platform]}."
            " Ask one of them; everybody may read it and its history."
        )
    if order.kind is DecisionKind.MERGE and not order.other_id:
        typed = f"{request.command} dispute {order.dispute_id} merge ID because …"
        raise CommandError(f"Merge it with which dispute? Type {typed} with the ID of the one that stays.")
    if not order.why:
        typed = f"{request.command} dispute {request.parsed.rest.removesuffix('because').strip()} because …"
        raise CommandError(f"Say why: {typed} The reason is kept and shown with your name.")
    by = Editor(
        platform=call.place.platform,
        workspace_id=call.place.workspace_id,
        user_id=call.user_id,
        name=call.user_name or call.user_id,
    )
    made = await decide(order, by=by, now=request.now)
    return decided(made, f"{request.command} dispute {made.dispute_id} undo because …")


def read_order(words: Sequence[str]) -> Order:
    """Return what the words behind the verb ask for: an id, what to do with it, with what, and why.

    Raises:
        CommandError: The second word is nothing that editors do.
    """
    dispute_id, typed, *rest = words
    kinds = {kind.value: kind for kind in DecisionKind}
    kind = kinds.get(typed.casefold())
    if kind is None:
        raise CommandError(
            f"{echo(typed)} is nothing to do with a flag: type {enumerate_words(list(kinds), 'or')}, and why."
        )
    other_id, numbers = None, []
    if kind is DecisionKind.MERGE:
        rest = rest[1:] if rest and rest[0].casefold() in _LINKING else rest
        if rest and rest[0].casefold() not in _REASON:
            other_id, *rest = rest
    if kind is DecisionKind.SPLIT:
        while rest and all(part.isdecimal() for part in rest[0].rstrip(",").split(",")):
            numbers += [int(part) for part in rest[0].rstrip(",").split(",")]
            rest = rest[1:]
    rest = rest[1:] if rest and rest[0].casefold() in _REASON else rest
    return Order(kind=kind, dispute_id=dispute_id, other_id=other_id, statements=tuple(numbers), why=" ".join(rest))


def decided(decision: Decision, back: str) -> Document:
    """Return what was decided and what follows; `back` is what to type to take it back."""
    told = f"{decision.dispute_id}: {LABELS[decision.kind]}. {_effect(decision)}"
    kept = "Who, when and why are kept in its history. It says nothing about which side is right."
    if decision.kind is not DecisionKind.UNDO:
        kept = f"{kept} To take it back: {back}"
    shown = decision.other_id if decision.kind is DecisionKind.MERGE and decision.other_id else decision.dispute_id
    return Document(
        title=f"Decided about {decision.dispute_id}",
        blocks=(Prose(text=told), Prose(text=kept, small=True)),
        actions=(Action(label="Details", command=f"dispute {shown}"),),
    )


def _effect(decision: Decision) -> str:
    match decision.kind:
        case DecisionKind.CONFIRM:
            return "It is shown however sure the rules are."
        case DecisionKind.DISMISS:
            return "Briefings do not show it any more."
        case DecisionKind.MERGE:
            return f"Its statements stand in {decision.other_id}, and its ID leads there."
        case DecisionKind.SPLIT:
            return f"What was split off is {decision.other_id}."
        case DecisionKind.UNDO:
            return "It is as it was before."


def buttons(document: Document) -> tuple[Action, ...]:
    """Return what an editor can press below a dispute: to judge its flag, or to take back how it was judged."""
    card = next((block for block in document.blocks if isinstance(block, DisputeCard)), None)
    if card is None:
        return ()
    kinds = (DecisionKind.UNDO,) if card.ruling else (DecisionKind.CONFIRM, DecisionKind.DISMISS)
    return tuple(
        Action(label=f"{_ASKED[kind][0]} …", command=f"dispute {card.dispute_id} {kind} because") for kind in kinds
    )


def ask_why(text: str) -> Question | None:
    """Return what to ask somebody who pressed one of the buttons (bot.domain.call.Ask): the reason that it lacks."""
    parsed = parse(text)
    if not isinstance(parsed, Parsed) or parsed.verb.name != "dispute" or len(parsed.rest.split()) < 2:  # noqa: PLR2004 - an id, and what to do
        return None
    try:
        order = read_order(parsed.rest.split())
    except CommandError:  # carried out as it is, which answers what is wrong
        return None
    if order.why or order.kind not in _ASKED:
        return None
    title, send, effect = _ASKED[order.kind]
    return Question(
        title=title,
        send=send,
        prompt="Why? Kept, and shown with your name",
        hint=f"{effect} It says nothing about which side is right.",
        most_chars=REASON_CHARS,
    )


def may_decide(call: Call, servers: Collection[str]) -> bool:
    """Return whether a caller is an editor and, on Discord, in one of the servers that the settings name."""
    return call.editor and (call.place.platform is not Platform.DISCORD or call.place.workspace_id in servers)


def at_home(decide: Decide, servers: Collection[str]) -> Decide:
    """Return a `decide` that on Discord hears only the servers (guild ids) that the operator's settings name.

    Flags are one for all channels, and whoever may add the bot to a server of their own manages that server.
    """

    async def decide_at_home(order: Order, *, by: Editor, now: datetime) -> Decision:
        if by.platform is Platform.DISCORD and by.workspace_id not in servers:
            raise CommandError(
                "Flags are the same in every channel, so they are decided only in servers that the settings name."
                f" Whoever runs the program can name this one: server {by.workspace_id}, in [[audience]] or"
                " [operators]."
            )
        return await decide(order, by=by, now=now)

    return decide_at_home
