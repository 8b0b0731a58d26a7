"""Progress of long work as a bar on standard error, on a terminal only; answers go to standard output as always."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

if TYPE_CHECKING:
    from bot.app.progress import Tally

READING, ANALYSING = "Reading sources", "Analysing articles"


class RateColumn(ProgressColumn):
    """How many are done a second, of late."""

    def render(self, task: Task) -> Text:
        """Return the rate, or nothing while it is unknown."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.1f}/s" if speed else "")


@contextmanager
def shown(tally: Tally) -> Iterator[None]:
    """Show a tally while the block runs: sources done, articles found, rate and the time that is left."""
    console = Console(stderr=True)
    if not console.is_terminal or console.is_dumb_terminal:
        yield
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}"),
        RateColumn(),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        reading = progress.add_task(READING, total=None, note="")
        analysing = progress.add_task(ANALYSING, total=None, note="", visible=False)

        def tell() -> None:
            note = f"{tally.found:,} {'article' if tally.found == 1 else 'articles'} found"
            progress.update(reading, completed=tally.visited, total=tally.due, note=note)
            if tally.analysed:  # articles of an earlier run may wait, too: then how many is not known
                total = tally.found if tally.analysed <= tally.found else None
                progress.update(analysing, completed=tally.analysed, total=total, visible=True)

        tally.told = tell
        try:
            yield
        finally:
            tally.told = lambda: None
