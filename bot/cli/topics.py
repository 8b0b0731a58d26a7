"""`counterpoint topics preview`: what a topic or a rule would bring."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.session import EXIT_USAGE, console, fail, with_app

topics_app = typer.Typer(help="Try topics and rules on what is stored.", no_args_is_help=True)
MOST_DAYS = 366


@topics_app.callback()
def topics() -> None:
    """Try topics and rules on what is stored."""


@topics_app.command()
def preview(
    rule: Annotated[
        list[str],
        typer.Argument(help='Words, "a phrase", source:, topic:, lang:, with AND, OR, NOT and brackets.'),
    ],
    days: Annotated[int, typer.Option(help="How far to look back.", min=1, max=MOST_DAYS)] = 7,
) -> None:
    """Show the stories that a topic means, and why. Nothing is stored or sent."""
    from bot.delivery.console import print_document
    from bot.domain.topic import TopicError, parse_topic

    typed = " ".join(rule)
    try:
        parse_topic(typed)  # before anything is opened
    except TopicError as error:
        pointed = f"  {typed}\n  {' ' * (error.position - 1)}^"
        raise fail(f"{error.reader}\n{pointed}", EXIT_USAGE) from error
    print_document(with_app(lambda app: app.previewer.preview(typed, now=app.clock.now(), days=days)), console())
