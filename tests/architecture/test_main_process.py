"""The main process stays small: what belongs into the pool's children is never imported there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.app.compose import PRELOAD

ROOT = Path(__file__).resolve().parents[2]
CHILD_ONLY = {"trafilatura", "feedparser", "py3langid", "lxml", "sumy", "nltk", "numpy", "justext"}
PLATFORMS = {"slack_bolt", "slack_sdk", "discord", "fastapi", "uvicorn"}
# What costs a start 50 ms or more, or several MB, and is needed by few starts or later (docs/reference/footprint.md).
LATER = {"alembic", "jinja2", "sqlalchemy.dialects.postgresql", "bot.claims.analysis"}
PARSING = "from bot.cli import main; import sys; sys.argv[1:] = ['--help']\ntry: main()\nexcept SystemExit: pass\n"
TASKS = """
from bot.pool.child import perform
words = "The council of the harbour town met on Monday and spoke at length about the two bridges. " * 9
page = f"<html lang=en><title>Bridges</title><article><p>{words}</p><p>{words}</p></article></html>".encode()
perform("bot.ingest.language:identify", ((words,),))
perform("bot.ingest.extract:extract_page", (page, "", "text/html"))
perform("bot.briefing.condense:condense", (((words, "en"),), (2,), "auto"))
"""


def loaded_after(program: str) -> set[str]:
    """Return what is imported once a program has run: each module, and the first part of its name."""
    program += "\nimport sys; print('modules:', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    names = done.stdout.partition("modules:")[2].split()
    return {*names, *(name.partition(".")[0] for name in names)}


def imported_by(module: str) -> set[str]:
    return loaded_after(f"import {module}")


def loaded_by_tasks(preload: Iterable[str]) -> set[str]:
    """Return which vendors a child's tasks import that its fork server has not."""
    preloading = "".join(f"import {module}\n" for module in preload)
    return {name for name in loaded_after(preloading + TASKS) - loaded_after(preloading) if name in CHILD_ONLY}


@pytest.mark.parametrize("module", ["bot.app.serve", "bot.cli.commands"])
def test_the_main_process_imports_no_text_library(module):
    assert not imported_by(module) & CHILD_ONLY


def test_the_check_sees_such_an_import():
    """The twin: a module that belongs into a child is recognised."""
    assert imported_by("bot.ingest.extract") & CHILD_ONLY


def test_a_start_imports_neither_platforms_that_may_be_off_nor_what_is_needed_later():
    assert not imported_by("bot.app.serve") & (PLATFORMS | LATER)


def test_help_loads_the_parser_and_nothing_of_the_program():
    heavy = {"rich", "pydantic", "sqlalchemy", "aiohttp", "structlog", "bot.app.compose"}
    assert not loaded_after(PARSING) & (heavy | CHILD_ONLY | PLATFORMS | LATER)


def test_the_check_of_help_sees_what_a_verb_loads():
    """The twin: the same check on a verb's module finds the program."""
    assert {"sqlalchemy", "bot.app.compose"} <= loaded_after(PARSING + "import bot.app.demo")


def test_the_script_that_every_child_imports_again_is_light():
    """multiprocessing imports the parent's main script in each child; ours imports bot.cli."""
    assert not imported_by("bot.cli") & {"typer", "rich", "asyncio"}


def test_children_share_all_that_their_tasks_need():
    assert not loaded_by_tasks(PRELOAD)


def test_the_check_sees_what_each_child_would_load_for_itself():
    """The twin: a fork server with the summarizers alone leaves each child its own extractor and language model."""
    assert {"trafilatura", "py3langid"} <= loaded_by_tasks(["bot.briefing.condense"])


def test_a_default_summary_loads_neither_sumy_nor_numpy():
    program = (
        "from bot.briefing.condense import condense; condense((('The river rose on Monday.', 'en'),), (1,), 'auto')"
    )
    assert not loaded_after(program) & {"sumy", "numpy", "nltk"}


def test_the_language_model_is_loaded_before_children_are_forked():
    program = "import bot.ingest.language, py3langid.langid as langid; assert langid.IDENTIFIER is not None"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert done.returncode == 0


def test_every_pool_task_named_by_string_exists():
    import re

    from bot.pool.child import resolve

    names = set()
    for path in (ROOT / "bot").rglob("*.py"):
        names |= set(re.findall(r'"(bot\.[a-z_.]+:[a-z_]+)"', path.read_text("utf-8")))
    assert names
    for name in names:
        assert callable(resolve(name))
