"""What of a text may stand in a summary: its sentences, each with the neighbours it cannot be read without."""

from __future__ import annotations

from dataclasses import dataclass
from operator import and_
from typing import TYPE_CHECKING

from summarizers.base import Sentence
from summarizers.furniture import (
    FEWEST_WORDS,
    dateline_end,
    is_question,
    is_readable,
    is_torn,
)
from summarizers.licences import find_licences
from summarizers.phrases import UNKNOWN, phrases_of
from summarizers.quotations import group_quotations
from summarizers.reading import (
    is_all_quoted,
    leans_back,
    quotes_first,
    quotes_question,
    repeats_noun,
    speaks_for_itself,
)
from summarizers.referents import find_referents
from summarizers.splitter import split
from summarizers.words import may_be_english, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizers.base import Document
    from summarizers.licences import Licences
    from summarizers.phrases import Phrases
    from summarizers.quotations import Group

# A sentence that needs more than two neighbours to be understood is passed over for another.
_LONGEST_UNIT = 3
# Of a text in which fewer sentences than this share are whole, the torn ones are shown as well.
_LEAST_WHOLE_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence with what selection needs to know of it.

    `position` counts the readable sentences of its document before it; `readable` says whether it is prose of the
    article, `admissible` whether it may also be chosen; `leans` that it points at the one before; `own_voice` that its
    author speaks of himself, outside quotations; `needs` are the indexes (in the list of candidates) of the neighbours
    it takes along, in reading order; `referents` the nouns that a sentence shown before it has to hold; `licences` sets
    of candidates of which one has to be shown before it, and `companion` that it may be shown for that; `barred` that
    the caller does not want it.
    """

    sentence: Sentence
    text: str
    words: tuple[str, ...]
    position: int
    readable: bool
    admissible: bool
    leans: bool = False
    own_voice: bool = False
    needs: tuple[int, ...] = ()
    referents: frozenset[str] = frozenset()
    licences: Licences = ()
    companion: bool = False
    barred: bool = False


def candidates(documents: Sequence[Document]) -> list[Candidate]:
    """Return every sentence of the documents in reading order, with what it needs to be understood."""
    found: list[Candidate] = []
    for index, document in enumerate(documents):
        found.extend(_of_document(index, document, len(found)))
    return found


def _of_document(index: int, document: Document, offset: int) -> Iterator[Candidate]:
    text = document.text
    spans = [(start + dateline_end(text[start:end]), end) for start, end in split(text, document.lang)]
    texts = [text[start:end] for start, end in spans]
    words = [tuple(words_of(one)) for one in texts]
    phrases = phrases_of(_language(document, words))
    readable, beside = _readable(texts, words, phrases)
    leaning = _leaning(text, spans, beside, words, phrases)
    groups = group_quotations(text, spans)
    referents = find_referents(texts, phrases)
    licences = find_licences(text, spans, beside, leaning) if phrases.licensed else [()] * len(spans)
    position = 0
    for i, (start, end) in enumerate(spans):
        unit = _unit(i, beside, leaning, groups, text, spans) if readable[i] else None
        yield Candidate(
            sentence=Sentence(index, start, end),
            text=texts[i],
            words=words[i],
            position=position,
            readable=readable[i],
            admissible=unit is not None,
            leans=leaning[i],
            own_voice=speaks_for_itself(texts[i], phrases),
            needs=tuple(offset + j for j in unit or () if j != i),
            referents=referents[i],
            licences=tuple(frozenset(offset + j for j in licence) for licence in licences[i]),
            companion=unit is not None or (beside[i] and groups[i] == (i, i)),
        )
        position += readable[i]


def _language(document: Document, words: Sequence[Sequence[str]]) -> str | None:
    """Return the language whose phrases hold: English rules would let hardly a sentence of another language pass."""
    if document.lang or may_be_english([word for sentence in words for word in sentence]):
        return document.lang
    return UNKNOWN


def _readable(texts: Sequence[str], words: Sequence[Sequence[str]], phrases: Phrases) -> tuple[list[bool], list[bool]]:
    """Return which sentences are prose and which of the short ones, too, may stand beside another.

    Whole ones alone, unless the text has hardly any.
    """
    prose = [is_readable(text, phrases) for text in texts]
    whole = [found and not is_torn(text) for found, text in zip(prose, texts, strict=True)]
    is_long = [len(found) >= FEWEST_WORDS for found in words]
    if sum(map(and_, whole, is_long)) >= _LEAST_WHOLE_SHARE * sum(map(and_, prose, is_long)):
        prose = whole
    return list(map(and_, prose, is_long)), prose


def _leaning(
    text: str,
    spans: Sequence[tuple[int, int]],
    beside: Sequence[bool],
    words: Sequence[Sequence[str]],
    phrases: Phrases,
) -> list[bool]:
    """Return for each sentence whether it points at the one before."""
    texts = [text[start:end] for start, end in spans]
    first = next((i for i, found in enumerate(words) if beside[i] or len(found) >= FEWEST_WORDS), 0)
    # In a text without capitals a small letter at the start tells nothing.
    cased = sum(one[0].islower() for one in texts) < len(texts) / 2
    leaning = []
    known: set[str] = set()
    for i, one in enumerate(texts):
        leans = leans_back(one, phrases, first=i <= first, cased=cased) or repeats_noun(one, phrases, known)
        if i:
            # What follows a question is its answer, and says little without it.
            asked = is_question(texts[i - 1]) and "\n" not in text[spans[i - 1][1] : spans[i][0]]
            leans |= asked or (quotes_question(texts[i - 1]) and quotes_first(one))
        leaning.append(leans)
        known.update(words[i])
    return leaning


def _unit(
    i: int,
    beside: Sequence[bool],
    leaning: Sequence[bool],
    groups: Sequence[Group],
    text: str,
    spans: Sequence[tuple[int, int]],
) -> range | None:
    """Return the run of sentences that must be shown for sentence `i` to read right, or None when there is none."""
    first = last = i
    while True:
        group = groups[first]
        if group is None or not beside[first]:
            return None
        first, last = min(first, group[0]), max(last, group[1])
        if last - first >= _LONGEST_UNIT or not all(beside[first : last + 1]):
            return None
        if not leaning[first] and not is_all_quoted(text[spans[first][0] : spans[last][1]]):
            return range(first, last + 1)
        if first == 0:
            return None
        first -= 1
