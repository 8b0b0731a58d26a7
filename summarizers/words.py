"""Words of a text in any script."""

from __future__ import annotations

import re

_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def words_of(text: str) -> list[str]:
    """Return the words of a text; each ideograph, kana or hangul syllable counts as one.

    >>> words_of("The U.S. isn't 你好")
    ['The', 'U', 'S', "isn't", '你', '好']
    """
    words: list[str] = []
    for word in _WORDS.findall(text):
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
