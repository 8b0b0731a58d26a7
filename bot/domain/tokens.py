"""Words as search compares them: letters and digits, without case or accents, each with its place in the text. Pure.

Index, query and highlights read the same words, so a database's own idea of a word never matters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MOST_CHARS = 64
"""Characters of a word that are compared."""

# Chinese and Japanese are written without blanks: there each character is a word, and a run of them a phrase. Combining
# marks (U+0300 to U+036F) belong to the letter before them.
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}](?:[^\W_{_IDEOGRAPHS}]|[\u0300-\u036f])*")
_ASCII_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word and where it stands: half-open offsets in code points of the text as it is stored."""

    word: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text in their order."""
    for match in _WORD.finditer(text):
        yield Token(folded(match[0]), match.start(), match.end())


def words(text: str) -> list[str]:
    """Return the words of a text without their places; several times as fast."""
    if text.isascii():
        return [word[:MOST_CHARS] for word in _ASCII_WORD.findall(text.lower())]
    return [folded(word) for word in _WORD.findall(text)]


def folded(word: str) -> str:
    """Return a word in small letters without accents: "Élysée" and "elysee" are one."""
    if word.isascii():
        return word.lower()[:MOST_CHARS]
    bare = "".join(one for one in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(one))
    return unicodedata.normalize("NFC", bare)[:MOST_CHARS]
