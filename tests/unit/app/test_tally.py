"""What a run of ingest counts, and who is told."""

from __future__ import annotations

import io
import sys

from bot.app.progress import Tally
from bot.cli.progress import shown


def test_every_change_is_told_with_the_counts_so_far():
    seen = []
    tally = Tally(told=lambda: seen.append((tally.due, tally.visited, tally.found, tally.analysed)))
    tally.expect(2)
    tally.visit(30)
    tally.visit(0)
    tally.analyse(30)
    assert seen == [(2, 0, 0, 0), (2, 1, 30, 0), (2, 2, 30, 0), (2, 2, 30, 30)]


def test_a_source_that_comes_due_meanwhile_is_counted_too():
    tally = Tally()
    tally.expect(1)
    for _ in range(2):
        tally.visit(0)
    assert (tally.visited, tally.due) == (2, 2)


def test_where_nobody_looks_nothing_is_shown(monkeypatch):
    monkeypatch.setattr(sys, "stderr", out := io.StringIO())
    tally = Tally()
    with shown(tally):
        tally.expect(3)
        tally.visit(1)
    assert out.getvalue() == ""


def test_on_a_terminal_a_bar_shows_sources_and_articles(monkeypatch):
    monkeypatch.setattr(sys, "stderr", out := Screen())
    monkeypatch.setenv("TERM", "xterm")
    tally = Tally()
    with shown(tally):
        tally.expect(3)
        tally.visit(1)
    assert "Reading sources" in out.getvalue()
    assert "1/3" in out.getvalue()
    assert "1 article found" in out.getvalue()


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True
