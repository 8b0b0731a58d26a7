"""The languages in which claims are looked for: those with words of their own (docs/how-to/add-a-language.md)."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def checked_languages() -> frozenset[str]:
    """Return the ISO 639-1 codes of the languages with rules."""
    folder = resources.files("bot.claims") / "lexicons"
    return frozenset(file.name.split(".")[0] for file in folder.iterdir() if file.name.endswith(".toml"))


def is_checked(lang: str | None) -> bool:
    """Return whether articles in a language are checked for disputes; where it is not known (None) they are not."""
    return lang in checked_languages()
