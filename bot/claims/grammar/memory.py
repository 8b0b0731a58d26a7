"""What is worked out of a word, kept while texts repeat their words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

# A few stories' worth of different words.
_WORDS_KEPT = 32_768
# Of longer words, which may hold anything, nothing is kept.
_LONGEST_WORD = 40

_Told = TypeVar("_Told")


class WordMemory(dict[str, _Told]):
    """What a function tells of each word. `memory[word]` takes half the time of a call of a cached function."""

    def __init__(self, tell: Callable[[str], _Told]) -> None:
        """Start empty; the function is asked once a word."""
        super().__init__()
        self._tell = tell

    def __missing__(self, word: str) -> _Told:
        told = self._tell(word)
        if len(word) <= _LONGEST_WORD:
            if len(self) >= _WORDS_KEPT:
                self.clear()
            self[word] = told
        return told
