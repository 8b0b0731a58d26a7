"""Who is one with whom: names of one voice in several outlets, and who speaks for neither side of a dispute."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s?(?![^\W_])")
_ARTICLES = frozenset({"the", "a", "an"})


@lru_cache(maxsize=4096)  # the names of a story are few and are compared over and over
def name_words(name: str | None) -> frozenset[str]:
    """Return the words that tell a name from others; none for somebody unnamed."""
    words = (word.casefold() for word in _WORD.findall(_POSSESSIVE.sub("", name or "")))
    return frozenset(words) - _ARTICLES


def one_voice(one: str | None, other: str | None) -> bool:
    """Return whether two names can be of one voice: "Varn" and "Ilse Varn", never anybody unnamed.

    A body that bears a party's whole name ("Orlandia's inspectors" where Orlandia is a party) is one with it:
    independence has to be known, not supposed (EDITORIAL rule 8).
    """
    first, second = name_words(one), name_words(other)
    return bool(first) and bool(second) and (first <= second or second <= first)


def is_among(speaker: str | None, names: Iterable[str | None]) -> bool:
    """Return whether a speaker is one voice with any of the names."""
    return any(one_voice(speaker, name) for name in names)
