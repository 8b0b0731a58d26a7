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


def same_voice(one: str | None, other: str | None) -> bool:
    """Return whether two speaker names are the same person or body, by their last or all words."""
    if not one or not other:
        return False
    (first, last), (second, other_last) = _name_words(one), _name_words(other)
    return last == other_last or first <= second or second <= first


def mentions(text: str, name: str | None) -> bool:
    """Return whether a text names somebody, by the last word of the name or a form of it ("Russia", "Russian")."""
    if not name:
        return False
    low = text.lower()
    return any(begin in low for begin in name_begins(name))


# The names of a story are few and are compared with one another over and over.
@lru_cache(maxsize=4096)
def _name_words(name: str) -> tuple[frozenset[str], str]:
    """Return (the lower-case words of a name, the last of them)."""
    words = name.lower().split()
    return frozenset(words), words[-1]


@lru_cache(maxsize=4096)
def name_begins(name: str) -> tuple[str, ...]:
    """Return how the telling words of a name begin, lower case."""
    words = [word.removesuffix("'s").removesuffix("’s") for word in name.split()]
    told = [word.lower() for number, word in enumerate(words) if word[:1].isupper() or number == len(words) - 1]
    return tuple(word[:6].rstrip("s") for word in told if len(word) > 2)
