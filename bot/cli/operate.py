"""Verbs that do the work: set up, demonstrate, check, run, prove."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.app.loading import loading
from bot.cli import EXIT_INTERRUPTED
from bot.cli.session import EXIT_FAILED, console, fail, load_settings, reported, with_app

if TYPE_CHECKING:
    from bot.app.progress import Tally


def init(folder: Annotated[Path, typer.Argument(help="Where to write the files.")] = Path()) -> None:
    """Write settings and sources to start from. Existing files are left alone."""
    from bot.app.starter import write_starter

    with reported():
        for path, written in write_starter(folder):
            typer.echo(f"{path}: {'written' if written else 'exists, left alone'}")
    typer.echo("Next: put your feeds into sources.toml, then counterpoint check.")


def demo(
    from_: Annotated[Path | None, typer.Option("--from", help="Folder of articles; else the bundled seeds.")] = None,
    out: Annotated[Path, typer.Option(help="Folder for the page, the payloads and the store.")] = Path(
        "counterpoint-demo"
    ),
) -> None:
    """Brief from a folder of articles, offline. Writes the same as a page and as payloads."""
    with loading():
        from bot.app.demo import run_demo

    with reported():
        asyncio.run(run_demo(from_, out, console()))


def check() -> None:
    """Check settings, sources, tokens and channels. Prints each audience's next runs."""
    from bot.app.check import run_check

    with reported():
        problems = asyncio.run(run_check(load_settings(), console()))
    if problems:
        raise fail(f"{_count(problems, 'problem')} found.")


def run() -> None:
    """Poll, brief and answer until stopped by SIGTERM or Ctrl-C."""
    with loading():
        from bot.app.serve import run_forever

    with reported():
        asyncio.run(run_forever(load_settings()))


def ingest() -> None:
    """Visit every due source once and analyse what is new."""
    from bot.app.once import ingest_once
    from bot.app.progress import Tally
    from bot.cli.progress import shown

    tally = Tally()
    try:
        with shown(tally):
            lines = with_app(lambda app: ingest_once(app, tally))
    except KeyboardInterrupt:
        raise fail(_kept(tally), EXIT_INTERRUPTED) from None
    for line in lines:
        typer.echo(line)


def _kept(tally: Tally) -> str:
    visited = f"{tally.visited} of {_count(tally.due, 'source')} visited"
    articles = f"{_count(tally.found, 'article')} found, {tally.analysed} analysed in this run"
    return f"Stopped: {visited}, {articles}. All of it is kept; the same command goes on from there."


def verify() -> None:
    """Prove that every stored line is verbatim. Each briefing is held against its articles."""
    from bot.app.once import verify_all

    lines, briefings, faults = with_app(verify_all)
    for fault in faults:
        typer.echo(fault, err=True)
    held = f"{_count(lines, 'line')} in {_count(briefings, 'briefing')}"
    typer.echo(f"{held}: {lines - len(faults)} verbatim, {len(faults)} not.")
    if faults:
        raise typer.Exit(EXIT_FAILED)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
