"""`counterpoint disputes`: the latest disputed claims, and what editors decide about them (EDITORIAL rule 15)."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from bot.cli.session import console, fail, with_app
from bot.domain.audience import Platform
from bot.domain.decision import Decision, DecisionKind, Editor, Order

if TYPE_CHECKING:
    from bot.app.compose import App
    from bot.domain.document import DisputeCard, Document

LIST = "list"
Id = Annotated[str, typer.Argument(help="A dispute's id, as disputes shows it.")]
Why = Annotated[str, typer.Option(help="The reason: kept, and shown with your name.")]
By = Annotated[str, typer.Option(help="Your name; else that of this machine's user.", show_default=False)]


class TopicGroup(TyperGroup):
    """A group whose first word may also be a topic to list: what is no verb of it goes to `list`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments, with the name of `list` before them where no verb is named."""
        named = bool(args) and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else [LIST, *args])


disputes_app = typer.Typer(
    cls=TopicGroup,
    invoke_without_command=True,
    help="Print the latest disputed claims; decide about their flags.",
    subcommand_metavar="[TOPIC] [--limit N] | COMMAND [ARGS]...",
    epilog="A topic, a publisher or words instead of a command: only disputes of stories on it.",
)


@disputes_app.command(LIST, hidden=True)
def list_(
    topic: Annotated[str | None, typer.Argument(help="Only of stories on this topic.")] = None,
    limit: Annotated[int, typer.Option(help="How many at most.", min=1)] = 10,
) -> None:
    """Print the latest disputed claims with all their sides."""
    from bot.domain.document import Document

    async def work(app: App) -> tuple[list[DisputeCard], int]:
        return await app.answers.dispute_cards(topic=topic, limit=limit), await app.stores.articles.count()

    cards, articles = with_app(work)
    if not cards:
        about = f" on {topic!r}" if topic else ""
        typer.echo(f"No disputed claim found{about} in {articles} article{'' if articles == 1 else 's'} read.")
        return
    _print(Document(title=f"Disputed claims ({len(cards)})", blocks=tuple(cards)))


@disputes_app.command()
def confirm(dispute_id: Id, why: Why, by: By = "") -> None:
    """Confirm that a flag is rightly shown."""
    _decide(Order(kind=DecisionKind.CONFIRM, dispute_id=dispute_id, why=why), by)


@disputes_app.command()
def dismiss(dispute_id: Id, why: Why, by: By = "") -> None:
    """Dismiss a flag: briefings show it no more."""
    _decide(Order(kind=DecisionKind.DISMISS, dispute_id=dispute_id, why=why), by)


@disputes_app.command()
def merge(
    dispute_id: Id,
    into: Annotated[str, typer.Argument(help="The id of the dispute that stays.")],
    why: Why,
    by: By = "",
) -> None:
    """Merge a dispute into another of its story."""
    _decide(Order(kind=DecisionKind.MERGE, dispute_id=dispute_id, other_id=into, why=why), by)


@disputes_app.command()
def split(
    dispute_id: Id,
    numbers: Annotated[list[int] | None, typer.Argument(help="Statements to split off; none: list them.")] = None,
    why: Why = "",
    by: By = "",
) -> None:
    """Split statements off, or list them by number."""
    if numbers:
        _decide(Order(kind=DecisionKind.SPLIT, dispute_id=dispute_id, statements=tuple(numbers), why=why), by)
        return
    found = with_app(lambda app: app.reviewer.statements(dispute_id))
    if found is None:
        raise fail(f"No dispute {dispute_id!r}; counterpoint disputes shows the ids.")
    _print(found)


@disputes_app.command()
def undo(dispute_id: Id, why: Why, by: By = "") -> None:
    """Take back the latest decision."""
    _decide(Order(kind=DecisionKind.UNDO, dispute_id=dispute_id, why=why), by)


@disputes_app.command()
def review() -> None:
    """Print judged flags with something new in them."""
    _print(with_app(lambda app: app.reviewer.review()))


@disputes_app.command()
def export() -> None:
    """Print every decision as JSON lines."""
    from bot.app.payloads import decision_as_json

    for decision in with_app(lambda app: app.stores.disputes.decisions()):
        typer.echo(decision_as_json(decision))


def _decide(order: Order, name: str) -> None:
    from bot.commands.decide import decided

    user = _user()
    editor = Editor(platform=Platform.CONSOLE, workspace_id="", user_id=user, name=name or user)

    async def work(app: App) -> Decision:
        return await app.decider.decide(order, by=editor, now=app.clock.now())

    made = with_app(work)
    _print(decided(made, f"counterpoint disputes undo {made.dispute_id} --why …"))


def _user() -> str:
    """Return who is logged in, as far as the system says."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user need not have a name
        return "unknown"


def _print(document: Document) -> None:
    from bot.delivery.console import print_document

    print_document(document, console())
