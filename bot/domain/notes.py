"""Notes that publishers put under their own articles: corrected, withdrawn. Pure; the patterns are `notes.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources


def note_kind(sentence: str) -> str | None:
    """Return "withdrawn" or "corrected" for a publisher's note about its own article, else None."""
    return next((kind for kind, patterns in _notes().items() if any(one.search(sentence) for one in patterns)), None)


@cache
def _notes() -> dict[str, list[re.Pattern[str]]]:
    tables = tomllib.loads((resources.files("bot.domain") / "notes.toml").read_text("utf-8"))
    return {kind: [re.compile(one, re.IGNORECASE) for one in tables[kind]] for kind in ("withdrawn", "corrected")}
