"""`counterpoint search`: what is stored, looked for by words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.session import EXIT_USAGE, console, fail, with_app
from bot.errors import CommandError

if TYPE_CHECKING:
    from bot.app.compose import App
    from bot.domain.article import StoredArticle

MOST_HITS = 1000  # a page of answers, not an export


def search(
    query: Annotated[
        list[str],
        typer.Argument(help='Words, "a phrase", source:, topic:, lang:, date:2026-03-01..2026-03-05; all are met.'),
    ],
    limit: Annotated[int, typer.Option(help="How many at most.", min=1, max=MOST_HITS)] = 10,
) -> None:
    """Search all stored articles, the best first."""
    from bot.delivery.hits import print_hits
    from bot.domain.search import parse_query

    try:
        wanted = parse_query(" ".join(query))
    except CommandError as error:
        raise fail(error.reader, EXIT_USAGE) from error

    async def work(app: App) -> list[StoredArticle]:
        return await app.stores.search.search(wanted, limit)

    found = with_app(work)
    if not found:
        typer.echo("Nothing found. Every word has to be there as it is typed, case and accents apart: try fewer words.")
        return
    print_hits(wanted, found, console())
