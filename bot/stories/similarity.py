"""What of an article tells its event from others: weighted terms."""

from __future__ import annotations

import math
import re
import sys
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain, repeat
from typing import TYPE_CHECKING

import Stemmer

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.story import StoryText

# News says what happened at its start; what follows is background that many stories share.
_MOST_WORDS = 300
_MOST_CHARACTERS = 12 * _MOST_WORDS
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
    code = (article.lang or "en").lower()[:2]
    counts: dict[str, float] = {}
    for token, place in chain(
        zip(_tokens(article.title), repeat(_TITLE_WEIGHT), strict=False),
        zip(_tokens(article.text), _PLACES, strict=False),  # ends after _MOST_WORDS
    ):
        term, kind = _term(code, token)
        if term:
            counts[term] = counts.get(term, 0.0) + place * kind
    return {term: 1 + math.log(count) for term, count in counts.items()}


_PLACES = tuple(1 + _OPENING_WEIGHT * math.exp(-place / _OPENING_WORDS) for place in range(_MOST_WORDS))


# Words come back: of a hundred words of an article some ninety stood in one before.
@lru_cache(maxsize=200_000)
def _term(code: str, token: str) -> tuple[str, float]:
    """Return (the term of a token, "" for one that tells nothing; the weight of its kind)."""
    word = token.casefold()
    if len(word) == 1 or word in _stop_words():
        return "", 0.0
    return sys.intern(_stem(code)(word)), _NAME_WEIGHT if token[0].isdigit() or token[0].isupper() else 1.0


def _tokens(text: str) -> list[str]:
    found = _TOKEN.findall(text, 0, _MOST_CHARACTERS)
    if _IDEOGRAPH.search(text) is None:
        return found
    return [part for token in found for part in _parts(token)]


def _parts(token: str) -> list[str]:
    """Return the pairs of characters of a token in a script without spaces, or the token."""
    if _IDEOGRAPH.match(token) and len(token) > 1:
        return [token[i : i + 2] for i in range(len(token) - 1)]
    return [token]
