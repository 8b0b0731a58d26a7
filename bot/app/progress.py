"""How far long work has come, for whoever shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts of one run of `ingest`; `told` is called after every change.

    `due` sources were to be visited when it began; of `found` articles (new and changed) `analysed` are done.
    """

    due: int = 0
    visited: int = 0
    found: int = 0
    analysed: int = 0
    told: Callable[[], None] = lambda: None

    def expect(self, sources: int) -> None:
        """So many sources are to be visited."""
        self.due = sources
        self.told()

    def visit(self, found: int) -> None:
        """A source was visited and brought so many articles."""
        self.visited += 1
        self.due = max(self.due, self.visited)  # one may come due meanwhile
        self.found += found
        self.told()

    def analyse(self, articles: int) -> None:
        """So many more articles were analysed."""
        self.analysed += articles
        self.told()
