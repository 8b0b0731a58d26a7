"""Bodies that stand apart from the parties of a dispute, and the words they find with: data files per language."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.claims.parties import name_words

_WORD = re.compile(r"[^\W\d_]+")
_COUNT_OF = re.compile(r"\b(\w+) (?:out )?of (?:\w+ )?(\w+)\b")


def low_words(text: str) -> list[str]:
    """Return the words of a text in lower case, in order."""
    return [word.casefold() for word in _WORD.findall(text)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """The words of one language; what each list is for stands in the data file."""

    independent: frozenset[str]
    dependent: frozenset[str]
    finding: frozenset[str]
    part: frozenset[str]
    pointers: frozenset[str]
    numbers: frozenset[str]
    aside: frozenset[str]

    def is_independent(self, speaker: str, named: str) -> bool:
        """Return whether a speaker is a body that judges or inspects by office.

        Args:
            speaker: Its name.
            named: The words that name it in the text, where "its" or "internal" would show whose it is.
        """
        words = set(low_words(named)) | name_words(speaker)
        return bool(words & self.independent) and not words & self.dependent

    def finds(self, cue: str) -> bool:
        """Return whether a cue says that something was found out or decided."""
        return bool(set(low_words(cue)) & self.finding)

    def is_part(self, content: str) -> bool:
        """Return whether a content speaks of a part: "some of the", "two of the five"."""
        counted = (match.group(1).casefold() for match in _COUNT_OF.finditer(content))
        return bool(set(low_words(content)) & self.part) or any(
            word.isdigit() or word in self.numbers for word in counted
        )

    def is_aside(self, content: str) -> bool:
        """Return whether a content is about a claim instead of making it: an inquiry, a complaint, a possibility."""
        return bool(set(low_words(content)) & self.aside)


@cache
def load_bodies(lang: str) -> Bodies | None:
    """Return the words of an ISO 639-1 language code, or None when there are none: then nothing is confirmed."""
    file = resources.files("bot.claims").joinpath(f"independence/{lang}.toml")
    if not lang.isalpha() or not file.is_file():
        return None
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return Bodies(**{name: frozenset(listed.casefold().split()) for name, listed in data.items()})
