"""Libraries that read texts are loaded by the pool's tasks, never by the main process."""

from __future__ import annotations

import subprocess
import sys

VENDORS = ("trafilatura", "feedparser", "py3langid", "lxml", "numpy")


def loaded_by(*modules: str) -> set[str]:
    """Import modules in a fresh interpreter and return which text libraries came with them."""
    code = f"import sys, {', '.join(modules)}\nprint(*(name for name in {VENDORS} if name in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ran.stdout.split())


def test_the_main_process_imports_no_text_library() -> None:
    assert loaded_by(*(f"bot.ingest.{name}" for name in ("pipeline", "fetch", "catalogue", "robots"))) == set()


def test_the_pools_tasks_do_import_them() -> None:
    """The twin: the check above can fail."""
    assert loaded_by("bot.ingest.folder", "bot.ingest.language") == set(VENDORS)
