"""How long a summary may be: so many sentences, so many words, or what one message section holds."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from summarizers.base import SummaryError
from summarizers.words import count_words

if TYPE_CHECKING:
    from collections.abc import Iterable

# The text of a Slack section block: https://docs.slack.dev/reference/block-kit/blocks/section-block
SLACK_SECTION_CHARACTERS = 3_000

_ESCAPED = {"&": 5, "<": 4, ">": 4}


def count_characters(text: str) -> int:
    """Return the length of a text as chat platforms count it: in UTF-16 units, with &, < and > as entities.

    >>> count_characters("Rain & snow"), count_characters("😀")
    (15, 2)
    """
    return sum(_ESCAPED.get(mark, 2 if mark > "\uffff" else 1) for mark in text)


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a summary may be; exactly one of its fields is given.

    `characters` are those of all sentences, a line each; see `count_characters`.
    """

    sentences: int | None = None
    words: int | None = None
    characters: int | None = None

    def __post_init__(self) -> None:
        given = {field.name: value for field in fields(self) if (value := getattr(self, field.name)) is not None}
        if len(given) != 1:
            raise SummaryError("give one of sentences=N, words=N and characters=N")
        for name, value in given.items():
            if type(value) is not int or value < 1:
                message = f"{name} must be a whole number of at least 1, got {value!r}"
                raise SummaryError(message)

    def holds(self, texts: Iterable[str]) -> bool:
        """Tell whether these sentences together stay within the limit."""
        if self.sentences is not None:
            return sum(1 for _ in texts) <= self.sentences
        if self.words is not None:
            return sum(map(count_words, texts)) <= self.words
        lines = [count_characters(text) for text in texts]
        return self.characters is not None and sum(lines) + len(lines) - 1 <= self.characters
