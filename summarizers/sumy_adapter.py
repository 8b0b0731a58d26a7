"""sumy's rankers behind one call: the only module that imports sumy (https://github.com/miso-belica/sumy).

Sentences come from our own splitter and keep their number through sumy, which asks a tokenizer object for words, so
no NLTK data is ever needed. sumy hides its ratings, yet lets a callable choose "how many": ours takes them all.
"""

from __future__ import annotations

import math
import re
import warnings
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import Stemmer
from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence
from sumy.summarizers.edmundson import EdmundsonSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.utils import get_stop_words

from summarizers.fast_kl import FastKL
from summarizers.fast_rank import Counts, FastLexRank, FastTextRank
from summarizers.splitter import split
from summarizers.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SUMMARIZERS = {
    "edmundson": EdmundsonSummarizer,
    "kl": FastKL,
    "lexrank": FastLexRank,
    "lsa": LsaSummarizer,
    "luhn": LuhnSummarizer,
    "reduction": ReductionSummarizer,
    "sumbasic": SumBasicSummarizer,
    "textrank": FastTextRank,
}
METHODS = frozenset(_SUMMARIZERS)
CHEAP_METHODS = frozenset({"lexrank", "textrank"})

# sumy names languages in English; these are the ones PyStemmer or sumy's stop words know.
_LANGUAGES = {
    "ar": "arabic", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fi": "finnish", "fr": "french", "he": "hebrew", "hu": "hungarian", "it": "italian", "ja": "japanese",
    "ko": "korean", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sk": "slovak", "sv": "swedish", "tr": "turkish", "uk": "ukrainian", "zh": "chinese",
}  # fmt: skip

_NUMBER = re.compile(r"[\d.,-]+")
# Edmundson (1969) weighs cue words: these announce a finding, those an aside.
_BONUS = "significant important confirmed announced according reported found shows result first new killed officials"
_STIGMA = "hardly impossible perhaps maybe somewhat incidentally anyway example"


@dataclass(frozen=True, slots=True)
class Rating:
    """The number of a sentence in the given list, and what the method thinks it is worth (higher is better)."""

    index: int
    score: float


class Tokenizer:
    """What sumy asks of a tokenizer, without NLTK: sentences by our rules, words as runs of letters and digits."""

    def __init__(self, lang: str | None = None) -> None:
        self._lang = lang

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        """Return the sentences of a paragraph."""
        return tuple(paragraph[start:end] for start, end in split(paragraph, self._lang))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """Return the words of a sentence that hold a letter."""
        return tuple(word for word in words_of(sentence) if not (word[0].isdecimal() and _NUMBER.fullmatch(word)))


class _Numbered(SumySentence):  # type: ignore[misc]  # sumy ships no types
    """A sentence of sumy's that remembers its number and is equal to itself alone."""

    __slots__ = ("index",)

    def __init__(self, index: int, text: str, tokenizer: Tokenizer) -> None:
        super().__init__(text, tokenizer)
        self.index = index

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return self.index


@cache
def stemmer(lang: str) -> Callable[[str], str]:
    """Return what stems a word in a language (ISO 639-1), or leaves it as it is where no stemmer is known."""
    name = _LANGUAGES.get(lang, "")
    return Stemmer.Stemmer(name).stemWord if name in Stemmer.algorithms() else str


@cache
def _stem_all(lang: str) -> Callable[[list[str]], list[str]]:
    name = _LANGUAGES.get(lang, "")
    return Stemmer.Stemmer(name).stemWords if name in Stemmer.algorithms() else list


@cache
def stop_words(lang: str) -> frozenset[str]:
    """Return sumy's stop words of a language (ISO 639-1); none where it has none."""
    try:
        return frozenset(get_stop_words(_LANGUAGES.get(lang, "")))
    except LookupError:
        return frozenset()


def _summarizer(method: str, lang: str) -> Callable[[ObjectDocumentModel, object], object]:
    summarizer = _SUMMARIZERS[method](stemmer(lang))
    if method == "edmundson":
        summarizer.bonus_words, summarizer.stigma_words = _BONUS.split(), _STIGMA.split()
        summarizer.null_words = stop_words(lang) or {"-"}
    else:
        summarizer.stop_words = stop_words(lang)
    return summarizer  # type: ignore[no-any-return]  # sumy ships no types


def rank(method: str, paragraphs: Sequence[Sequence[str]], lang: str | None = None) -> list[Rating]:
    """Return every sentence with its rating by one of sumy's methods, the best first.

    Args:
        method: One of `METHODS`.
        paragraphs: Sentences in reading order; the inner sequences are documents (Edmundson looks at their ends).
        lang: ISO 639-1 code for stemming and stop words; None means English.
    """
    code = (lang or "en").lower().replace("_", "-").split("-")[0]
    tokenizer = Tokenizer(code)
    numbered = iter(range(sum(map(len, paragraphs))))
    model = ObjectDocumentModel(
        [Paragraph([_Numbered(next(numbered), text, tokenizer) for text in texts]) for texts in paragraphs]
    )
    ratings: list[Rating] = []

    def take_all(infos: list[Any]) -> list[Any]:  # sumy's SentenceInfo, which has no type
        ratings.extend(Rating(info.sentence.index, _finite(info.rating)) for info in infos)
        return []

    with warnings.catch_warnings():
        # Texts without a shared or a content word: LSA warns, LexRank divides by zero. All rate 0 then.
        warnings.simplefilter("ignore", UserWarning)
        warnings.simplefilter("ignore", RuntimeWarning)
        if any(sentence.words for sentence in model.sentences):
            _summarizer(method, code)(model, take_all)
    rated = {rating.index for rating in ratings}
    return ratings + [Rating(i, 0.0) for i in range(len(model.sentences)) if i not in rated]


def rank_cheaply(method: str, sentences: Sequence[str], lang: str | None = None) -> list[Rating]:
    """Return every sentence with its rating, the best first, by runs of letters instead of the tokenizer's words.

    Several times faster than `rank` on an article. Scores differ a little from sumy's, as the words do.

    Args:
        method: One of `CHEAP_METHODS`.
        sentences: Sentences in reading order.
        lang: ISO 639-1 code for stemming and stop words; None means English.
    """
    code = (lang or "en").lower().replace("_", "-").split("-")[0]
    counts = Counts.cheaply(sentences, _stem_all(code), stop_words(code))
    if not len(counts.stems):
        return [Rating(i, 0.0) for i in range(len(sentences))]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # LexRank, no shared word: divides by zero; all rate 0 then
        scores = (FastLexRank() if method == "lexrank" else FastTextRank()).rate(counts).tolist()
    order = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)
    return [Rating(i, _finite(scores[i])) for i in order]


def _finite(score: float) -> float:
    return float(score) if math.isfinite(score) else 0.0
