"""The verbs of the command line, in the order `--help` shows them. A verb that is not built is not here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot import __version__
from bot.cli import machine, operate, search, show
from bot.cli.exchange import sources_app
from bot.cli.flags import disputes_app
from bot.cli.session import SESSION
from bot.cli.topics import topics_app

app = typer.Typer(
    name="counterpoint",
    help="News briefings for Slack and Discord: verbatim, linked, both sides of what is disputed.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog="Exit status: 0 done, 1 failed, 2 settings or command line wrong. Start: counterpoint demo; docs/how-to.",
)
settings_app = typer.Typer(help="Look at the settings in use.", no_args_is_help=True)


def show_version(wanted: bool) -> None:
    """Print the version and end, when asked to."""
    if wanted:
        typer.echo(f"counterpoint {__version__}")
        raise typer.Exit


@app.callback()
def choose(
    config: Annotated[
        Path | None, typer.Option(help="Settings file; else COUNTERPOINT_CONFIG, else ./counterpoint.toml.")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=show_version, is_eager=True)
    ] = False,
) -> None:
    """Remember the settings file for the verb that follows."""
    del version
    SESSION.config = config


app.command()(operate.init)
app.command()(operate.demo)
app.command()(operate.check)
app.command()(operate.run)
app.command()(operate.ingest)
app.command()(show.brief)
app.command()(show.story)
app.add_typer(disputes_app, name="disputes")
app.command()(show.dispute)
app.command()(show.why)
app.command()(search.search)
app.command()(show.method)
app.add_typer(sources_app, name="sources")
app.add_typer(topics_app, name="topics")
app.command()(show.audiences)
app.command()(show.deliveries)
app.command()(operate.verify)
app.command()(show.manifest)
app.command()(machine.analyse)
app.command()(machine.summarize)
app.command()(machine.cluster)
settings_app.command("show")(show.settings)
app.add_typer(settings_app, name="settings")
