"""`analyse --explain`: texts or stories in, what the rules found in them out, for the person who writes rules."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from bot.claims.workbench import StoryView
from bot.cli.lines import AnalysisOrder, LineError, examine, examine_texts, plain_article
from bot.cli.session import EXIT_USAGE, console, fail, read_lines
from bot.domain.claim import ClaimText


def show(files: Sequence[str], *, min_confidence: float, out: Path | None) -> None:
    """Print what was found in files, or write it as a page.

    A file that begins with "{" holds stories as JSON lines; all others are plain texts, together one story.
    """
    stories: list[StoryView] = []
    texts: list[ClaimText] = []
    for file in files:
        lines = list(read_lines(file))
        name = "standard input" if file == "-" else Path(file).name
        if not any(line.strip() for line in lines):
            raise fail(f"{name}: is empty; give a text, or stories as JSON lines", EXIT_USAGE)
        if next(line for line in lines if line.strip()).lstrip().startswith("{"):
            stories += _stories(name, lines, min_confidence)
        elif name in {text.article for text in texts}:
            raise fail(f"{name}: is given twice; give each file once and files of one name another name", EXIT_USAGE)
        else:
            texts.append(plain_article(name, "".join(lines)))
    if texts:
        stories.insert(0, examine_texts("texts", texts, min_confidence=min_confidence))
    _deliver(stories, out)


def _stories(name: str, lines: Sequence[str], min_confidence: float) -> list[StoryView]:
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            found.append(examine(AnalysisOrder(line=line, min_confidence=min_confidence)))
        except LineError as error:
            message = (
                f"{name}, line {number}: {error}; docs/reference/machine.md shows a story, and a plain text needs none"
            )
            raise fail(message, EXIT_USAGE) from error
    return found


def _deliver(stories: list[StoryView], out: Path | None) -> None:
    if out is None:
        from bot.delivery.workbench import print_workbench

        print_workbench(stories, console())
        return
    from bot.delivery.html import render_workbench

    page = render_workbench("Rule workbench", stories)
    try:
        out.write_text(page, "utf-8")
    except OSError as error:
        raise fail(f"{out}: cannot be written ({error.strerror}); name a file in a folder you may write") from error
    typer.echo(f"{out}: written")
