"""The main process stays small: what belongs into the pool's children is never imported there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHILD_ONLY = {"trafilatura", "feedparser", "py3langid", "lxml", "sumy", "nltk", "numpy", "justext"}


def imported_by(module: str) -> set[str]:
    program = f"import {module}, sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["bot.app.serve", "bot.cli"])
def test_the_main_process_imports_no_text_library(module):
    assert not imported_by(module) & CHILD_ONLY


def test_the_check_sees_such_an_import():
    """The twin: a module that belongs into a child is recognised."""
    assert imported_by("bot.ingest.extract") & CHILD_ONLY


def test_every_pool_task_named_by_string_exists():
    import re

    from bot.pool.child import resolve

    names = set()
    for path in (ROOT / "bot").rglob("*.py"):
        names |= set(re.findall(r'"(bot\.[a-z_.]+:[a-z_]+)"', path.read_text("utf-8")))
    assert names
    for name in names:
        assert callable(resolve(name))
