"""What of an article tells its event from others: weighted terms."""

from __future__ import annotations

import math
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import Stemmer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.domain.story import StoryText

# News says what happened at its start; what follows is background that many stories share.
_MOST_WORDS = 300
_TITLE_WEIGHT = 2.0
# Names, places and numbers tell look-alike events apart; so do the words of the opening.
_NAME_WEIGHT = 3.0
_OPENING_WEIGHT = 2.0
_OPENING_WORDS = 40

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W_]+(?:['’][^\W_]+)*")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_STEMMED = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip


@cache
def _stem(code: str) -> Callable[[str], str]:
    name = _STEMMED.get(code)
    return Stemmer.Stemmer(name).stemWord if name in Stemmer.algorithms() else str


@cache
def _stop_words() -> frozenset[str]:
    """Return the function words of all languages we have; few of them are content words in another."""
    tables = tomllib.loads(files("bot.stories").joinpath("stopwords.toml").read_text("utf-8"))
    return frozenset(word for words in tables.values() for word in words.split())


def terms(article: StoryText) -> dict[str, float]:
    """Return the terms of an article with their weights (1 and more), before any weighing by rarity.

    Words are stemmed where the language is known (English where it is not); scripts without spaces give pairs of
    characters.
    """
    stem = _stem((article.lang or "en").lower()[:2])
    counts: dict[str, float] = {}
    for token, weight in _weighted(article):
        word = token.casefold()
        if len(word) > 1 and word not in _stop_words():
            term = stem(word)
            counts[term] = counts.get(term, 0.0) + weight
    return {term: 1 + math.log(count) for term, count in counts.items()}


def _weighted(article: StoryText) -> Iterator[tuple[str, float]]:
    """Yield the tokens of title and body with the weight of their place and kind."""
    for token in _tokens(article.title):
        yield token, _TITLE_WEIGHT * _kind_weight(token)
    for place, token in enumerate(_tokens(article.text)):
        if place >= _MOST_WORDS:
            return
        yield token, (1 + _OPENING_WEIGHT * math.exp(-place / _OPENING_WORDS)) * _kind_weight(token)


def _kind_weight(token: str) -> float:
    return _NAME_WEIGHT if token[0].isdigit() or token[0].isupper() else 1.0


def _tokens(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        token = match.group()
        if _IDEOGRAPH.match(token) and len(token) > 1:
            yield from (token[i : i + 2] for i in range(len(token) - 1))
        else:
            yield token
