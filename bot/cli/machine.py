"""The machine interfaces: JSON lines in, JSON lines out, a bad line never stops the rest."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.session import EXIT_FAILED, EXIT_USAGE, fail, read_lines
from bot.domain.claim import MIN_CONFIDENCE

MEMORY_BYTES = 4_000_000_000  # of one process of --jobs

Lines = Annotated[str, typer.Argument(help="JSON lines; - for standard input.")]
Jobs = Annotated[int, typer.Option(help="Processes; 0 for one a core.", min=0)]


def analyse(
    files: Annotated[list[str], typer.Argument(help="JSON lines; - for standard input. With --explain texts too.")],
    jobs: Jobs = 1,
    min_confidence: Annotated[
        float, typer.Option(help="Leave out disputes less sure than this.", min=0, max=1)
    ] = MIN_CONFIDENCE,
    explain: Annotated[bool, typer.Option("--explain", help="Show what was found in the text itself.")] = False,
    html: Annotated[Path | None, typer.Option(help="With --explain: write a page instead.")] = None,
) -> None:
    """Find statements and disputes in stories."""
    from bot.cli.lines import AnalysisOrder

    if explain:
        from bot.cli.workbench import show

        show(files, min_confidence=min_confidence, out=html)
        return
    if html is not None:
        raise fail("--html writes what --explain shows; add --explain.", EXIT_USAGE)
    if len(files) > 1:
        raise fail("One file of JSON lines at a time; several are read with --explain only.", EXIT_USAGE)
    (stories,) = files
    orders = (AnalysisOrder(line=line, min_confidence=min_confidence) for line in read_lines(stories))
    _stream("bot.cli.lines:analyse", orders, jobs)


def summarize(
    docs: Lines,
    sentences: Annotated[int | None, typer.Option(help="Length in sentences.", min=1)] = None,
    words: Annotated[int | None, typer.Option(help="Length in words.", min=1)] = None,
    characters: Annotated[int | None, typer.Option(help="Length in characters, a line a sentence.", min=1)] = None,
    slack_section: Annotated[
        bool, typer.Option("--slack-section", help="What one section of a message holds.")
    ] = False,
    method: Annotated[str, typer.Option(help="auto, lead, one of sumy's; all with --compare.")] = "auto",
    compare: Annotated[bool, typer.Option("--compare", help="All methods side by side, for people.")] = False,
    jobs: Jobs = 1,
) -> None:
    """Summarize documents by sentences quoted from them."""
    from bot.cli.lines import SummaryOrder
    from summarizers import METHODS, SLACK_SECTION_CHARACTERS

    if sum((sentences is not None, words is not None, characters is not None, slack_section)) != 1:
        raise fail("Give one of --sentences N, --words N, --characters N and --slack-section.", EXIT_USAGE)
    if slack_section:
        characters = SLACK_SECTION_CHARACTERS
    if compare != (method == "all"):
        raise fail("--method all and --compare belong together: a table of all methods.", EXIT_USAGE)
    if method not in METHODS and not compare:
        raise fail(f"No method {method!r}; choose one of {', '.join(METHODS)}.", EXIT_USAGE)
    orders = (
        SummaryOrder(line=line, sentences=sentences, words=words, characters=characters, method=method)
        for line in read_lines(docs)
    )
    _stream("bot.cli.lines:compare_line" if compare else "bot.cli.lines:summarize_line", orders, jobs)


def cluster(articles: Lines) -> None:
    """Group articles, in order of time, into stories."""
    from bot.cli.lines import Clustering, LineError

    numbers = itertools.count(1)
    clustering = Clustering(mint=lambda: f"story-{next(numbers)}")
    bad = 0
    for number, line in enumerate(read_lines(articles), start=1):
        try:
            for answer in clustering.place(line):
                typer.echo(answer)
        except LineError as error:
            bad += 1
            _report(number, error)
    for answer in clustering.finish():
        typer.echo(answer)
    if bad:
        raise typer.Exit(EXIT_FAILED)


def _stream(task: str, orders: Iterable[object], jobs: int) -> None:
    """Print the result of each line in order; a line that fails is reported and the rest is done."""
    from bot.pool.stream import map_ordered

    bad = 0
    results = map_ordered(task, orders, jobs=jobs or os.cpu_count() or 1, memory_bytes=MEMORY_BYTES)
    for number, result in enumerate(results, start=1):
        if isinstance(result, Exception):
            bad += 1
            _report(number, result)
        else:
            typer.echo(result)
    if bad:
        raise typer.Exit(EXIT_FAILED)


def _report(number: int, error: Exception) -> None:
    from bot.cli.lines import LineError
    from bot.errors import CounterpointError

    ours = isinstance(error, LineError | CounterpointError)
    typer.echo(f"line {number}: {error if ours else f'failed, please report it: {error!r}'}", err=True)
