"""The facts of a sentence, as far as they can be told from its letters: names, figures and dates."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizers.phrases import phrases_of
from summarizers.words import content_words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_SEPARATED = re.compile(r"[.,](?=\d{3}\b)")
# Figures that English news spells out.
_SPELLED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|[mb]illions?|half)\b",
    re.IGNORECASE,
)


def facts_of(text: str, lang: str | None = None) -> frozenset[str]:
    """Return the names, figures and dates of a sentence, each word of a name for itself and case folded.

    A name is a word with a capital that does not open the sentence, or opens it before another; weekdays and months
    are dates where they have one. Scripts without capitals have pairs of words instead of names.

    >>> sorted(facts_of("On Monday Ana Bell counted 2,000 houses."))
    ['2000', 'ana', 'bell', 'monday']
    """
    figures = {_SEPARATED.sub("", figure) for figure in _FIGURE.findall(text)}
    words = words_of(text)
    cased = any(word.lower() != word.upper() for word in words)
    if not cased:
        (content,) = content_words([words])
        return frozenset(figures) | {" ".join(pair) for pair in pairwise(content)}
    spelled = {figure.casefold() for figure in _SPELLED.findall(text)}
    opens_with_name = not phrases_of(lang).strangers.match(text.lstrip("\"“‘'«„( "))
    return frozenset(figures | spelled | {name.casefold() for name in _names(words, opens_with_name=opens_with_name)})


def _names(words: Sequence[str], *, opens_with_name: bool) -> Iterable[str]:
    for i, word in enumerate(words):
        follows = opens_with_name and i + 1 < len(words) and words[i + 1][0].isupper()
        if word[0].isupper() and len(word) > 1 and (i > 0 or follows):
            yield word.removesuffix("'s").removesuffix("’s")
