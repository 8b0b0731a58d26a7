"""News articles in other languages than English, each a story of its own: `load_articles("de", "dev")`.

`<language>.<part>.txt` holds articles in the marks of `tests/eval/corpus/build.py`: `= id`, then one `@ a1 | outlet |
date | title` line, the marked text and, where it has disputes, their `!` lines. A file lands when it is complete.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from tests.eval.corpus.build import build_story, parse_story

HERE = Path(__file__).parent


class Size(NamedTuple):
    """How many articles a part has, and how many of them hold traps but no dispute."""

    articles: int
    undisputed: int


PARTS = {
    "dev": Size(10, 4),
    "dev2": Size(20, 8),
    "dev3": Size(20, 8),
    "dev4": Size(36, 13),
    "dev5": Size(30, 11),
    "test": Size(20, 8),
}


def list_parts() -> list[tuple[str, str]]:
    """Return the language and part of each file."""
    return [(file.name.split(".")[0], file.name.split(".")[1]) for file in sorted(HERE.glob("*.*.txt"))]


def load_articles(language: str, part: str) -> list[dict[str, Any]]:
    """Return gold records (format: tests/eval/scoring.py): a story for each article, which tells its language and part.

    Raises:
        ValueError: Marks that do not close, sides marked without a ruling or ruled on without a mark.
    """
    sources = re.split(r"^(?== )", (HERE / f"{language}.{part}.txt").read_text("utf-8"), flags=re.MULTILINE)
    stories: list[dict[str, Any]] = [dict(build_story(parse_story(source))) for source in sources if source.strip()]
    for story in stories:
        story["part"] = part
        for article in story["articles"]:
            article["lang"] = language
    return stories
