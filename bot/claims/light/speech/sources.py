"""What the words that name who says something tell of them, worked out once for each statement of an article.

Each statement is held against many others: who stands on which side is asked of every pair, what a name tells is not.
"""

from __future__ import annotations

from typing import NamedTuple

from bot.claims.light.grammar.vocabulary import Vocabulary


class Source(NamedTuple):
    """The words that name a source: in lower case, the lists that hold any of them, and stems of content and bodies."""

    text: str
    words: tuple[str, ...]
    lists: frozenset[str]
    content: frozenset[str]
    bodies: frozenset[str]


def read_source(vocabulary: Vocabulary, text: str) -> Source:
    """Return what the words that name a source tell."""
    words = tuple(text.lower().split())
    kinds = [vocabulary.kinds_of[word] for word in words]
    bodies = (vocabulary.stem(word) for word, held in zip(words, kinds, strict=True) if "bodies" in held)
    return Source(text, words, frozenset[str]().union(*kinds), vocabulary.content_words(text), frozenset(bodies))
