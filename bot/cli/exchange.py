"""Verbs that carry subscriptions in and out: `sources import`, `sources export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import show
from bot.cli.session import load_settings, reported, with_app

if TYPE_CHECKING:
    from bot.app.compose import App
    from bot.domain.article import Source

sources_app = typer.Typer(invoke_without_command=True, help="Print each source with its health and next visit.")


@sources_app.callback()
def sources(context: typer.Context) -> None:
    """Print each source with its health and next visit; import and export subscriptions."""
    if context.invoked_subcommand is None:
        show.sources()


@sources_app.command("import")
def import_(file: Annotated[Path, typer.Argument(help="OPML file of a feed reader.")]) -> None:
    """Add the feeds of an OPML file to the catalogue; folders become topics."""
    from bot.app.exchange import import_opml

    with reported():
        for line in import_opml(file, load_settings().sources.catalogue):
            typer.echo(line)


@sources_app.command()
def export() -> None:
    """Print the feeds as OPML; topics become folders."""
    from bot.ingest.opml import write_opml

    async def work(app: App) -> list[Source]:
        await app.import_files(app.clock.now())
        return await app.stores.sources.sources()

    typer.echo(write_opml(with_app(work)).decode(), nl=False)
