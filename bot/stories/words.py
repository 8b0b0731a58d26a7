"""The words of an article: how they are cut, stemmed and told apart by language."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import Stemmer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.domain.story import StoryText

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W_]+(?:['’][^\W_]+)*")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_STEMMED = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
# Where there is no stemmer, words of so many equal first letters are one: endings come after that.
_STEM_LETTERS = 6
# A shorter text is too short for a language model: what it took the language from may be two names.
_SURE_LENGTH = 200
# Function words among the first words of a text tell its language.
_TELLING_WORDS = 100


def find_words(text: str, most: int) -> list[str]:
    """Return the words and numbers of the first `most` characters; scripts without spaces give pairs of characters."""
    found = _TOKEN.findall(text, 0, most)
    if text.isascii() or _IDEOGRAPH.search(text, 0, most) is None:
        return found
    return [part for word in found for part in _pairs(word)]


def is_function_word(word: str) -> bool:
    """Tell whether a word in lower case is one of any language we have; few are content words in another."""
    return word in _all_function_words()


@cache
def stemmer(code: str) -> Callable[[str], str]:
    """Return what cuts a word in lower case to its stem, in a language by its ISO 639-1 code."""
    name = _STEMMED.get(code)
    return Stemmer.Stemmer(name).stemWord if name in Stemmer.algorithms() else _cut


def language_of(article: StoryText) -> str:
    """Return the code of an article's language: as given, where its function words do not tell better, else English."""
    given = (article.lang or "").lower()[:2]
    if given and len(article.title) + len(article.text) >= _SURE_LENGTH:
        return given
    words = find_words(f"{article.title} {article.text[: 12 * _TELLING_WORDS]}", 12 * _TELLING_WORDS)[:_TELLING_WORDS]
    counts = _count_function_words(words)
    if given in counts and (counts[given] or max(counts.values()) == 1):
        return given
    most = max(counts, key=lambda code: counts[code])
    return most if counts[most] else given or "en"


def _count_function_words(words: Iterable[str]) -> dict[str, int]:
    lower = [word.casefold() for word in words]
    return {code: sum(map(known.__contains__, lower)) for code, known in _function_words().items()}


@cache
def _function_words() -> dict[str, frozenset[str]]:
    tables = tomllib.loads(files("bot.stories").joinpath("stopwords.toml").read_text("utf-8"))
    return {code: frozenset(words.split()) for code, words in tables.items()}


@cache
def _all_function_words() -> frozenset[str]:
    return frozenset().union(*_function_words().values())


def _cut(word: str) -> str:
    return word[:_STEM_LETTERS]


def _pairs(word: str) -> list[str]:
    """Return the pairs of characters of a word in a script without spaces, or the word."""
    if _IDEOGRAPH.match(word) and len(word) > 1:
        return [word[i : i + 2] for i in range(len(word) - 1)]
    return [word]
