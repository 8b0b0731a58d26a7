"""Words of a text in any script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# Shorter words are mostly articles, pronouns and prepositions, in most languages written with spaces. Where fewer than
# this share of the words is longer (Vietnamese writes syllables), the short ones are content too.
_SHORTEST_CONTENT_CHARS = 4
_LEAST_LONG_SHARE = 0.5
# A quarter of English running text is these; other languages have a few of them at most ("of" and "was" in Dutch).
_ENGLISH = frozenset(("the", "of", "and", "to", "that", "for", "with", "was"))
_LEAST_ENGLISH_SHARE = 0.05
_FEWEST_TO_TELL = 20
IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def words_of(text: str) -> list[str]:
    """Return the words of a text; each ideograph, kana or hangul syllable counts as one.

    >>> words_of("The U.S. isn't 你好")
    ['The', 'U', 'S', "isn't", '你', '好']
    """
    found: list[str] = _WORDS.findall(text)
    if text.isascii() or not IDEOGRAPHS.search(text):
        return found
    words: list[str] = []
    for word in found:
        if IDEOGRAPHS.search(word):
            words.extend(word)
        else:
            words.append(word)
    return words


def count_words(text: str) -> int:
    """Return the length of a text in words as people count: by white space, each ideograph for one.

    >>> count_words("The U.S. paid $3.5m."), count_words("你好")
    (4, 2)
    """
    ideographs = len(IDEOGRAPHS.findall(text))
    return len(IDEOGRAPHS.sub(" ", text).split()) + ideographs


def content_words(texts: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return of each text's words those that carry its content, case folded; no list of stop words is needed.

    >>> content_words([["Rain", "on", "the", "Valley"], ["Two", "towns", "flooded"]])
    [['rain', 'valley'], ['towns', 'flooded']]
    """
    long = [[word.casefold() for word in words if _is_long(word)] for words in texts]
    if sum(map(len, long)) >= _LEAST_LONG_SHARE * sum(map(len, texts)):
        return long
    return [[word.casefold() for word in words] for words in texts]


def _is_long(word: str) -> bool:
    return len(word) >= _SHORTEST_CONTENT_CHARS or IDEOGRAPHS.match(word) is not None


def may_be_english(words: Sequence[str]) -> bool:
    """Tell whether words read like English, or are too few to tell.

    >>> may_be_english(["Rain", "fell"]), may_be_english(["Pluie"] * 30)
    (True, False)
    """
    found = sum(word.casefold() in _ENGLISH for word in words)
    return len(words) < _FEWEST_TO_TELL or found >= _LEAST_ENGLISH_SHARE * len(words)
