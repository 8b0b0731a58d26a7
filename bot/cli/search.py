"""`counterpoint search`: what is stored, looked for by words."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.session import EXIT_USAGE, console, fail, with_app
from bot.errors import CommandError

if TYPE_CHECKING:
    from bot.app.compose import App
    from bot.domain.document import Document
    from bot.domain.search import Query

MOST_HITS = 1000  # a page of answers, not an export


class Form(StrEnum):
    """How hits are printed."""

    TEXT = "text"
    JSON = "json"


def search(
    query: Annotated[
        list[str],
        typer.Argument(help='Words, "a phrase", source:, topic:, lang:, date:2026-03-01..2026-03-05; page:2 for more.'),
    ],
    limit: Annotated[int, typer.Option(help="How many a page.", min=1, max=MOST_HITS)] = 10,
    to: Annotated[Form, typer.Option(help="For people, or one JSON object an article for programs.")] = Form.TEXT,
) -> None:
    """Search all stored articles, the best first."""
    from bot.commands.search import found
    from bot.delivery.console import print_document
    from bot.domain.search import parse_query

    typed = " ".join(query)
    try:
        wanted = parse_query(typed)  # before anything is opened
    except CommandError as error:
        raise fail(error.reader, EXIT_USAGE) from error
    if to is Form.JSON:
        _print_records(wanted, limit)
        return

    async def work(app: App) -> Document:
        stores = app.stores
        return await found(
            typed, search=stores.search, stories=stores.stories, usage="counterpoint search", shown=limit
        )

    print_document(with_app(work), console())


def _print_records(query: Query, limit: int) -> None:
    """Print a page of hits, a line each; no hits are no lines."""
    from bot.cli.records import article_line

    async def work(app: App) -> list[str]:
        first = (query.page - 1) * limit
        hits = (await app.stores.search.search(query, first + limit))[first:]
        seen = await app.stores.articles.sightings(hit.article.id for hit in hits)
        return [article_line(hit, seen.get(hit.article.id, ())) for hit in hits]

    for line in with_app(work):
        typer.echo(line)
