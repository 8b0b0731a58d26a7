"""What of a text may stand in a summary: its sentences, each with the neighbours it cannot be read without."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import and_
from typing import TYPE_CHECKING

from summarizers.base import Sentence
from summarizers.furniture import (
    FEWEST_WORDS,
    dateline_end,
    is_furniture,
    is_question,
    is_readable,
    is_torn,
)
from summarizers.licences import Standing, examine
from summarizers.opening import count_headings, find_opening
from summarizers.phrases import UNKNOWN, phrases_of
from summarizers.quotations import group_quotations
from summarizers.reading import (
    is_all_quoted,
    leans_back,
    opens_back,
    quotes_first,
    quotes_question,
    speaks_for_itself,
)
from summarizers.splitter import split
from summarizers.words import may_be_english, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizers.base import Document
    from summarizers.phrases import Phrases
    from summarizers.quotations import Group

# A sentence that needs more than two neighbours to be understood is passed over for another.
_LONGEST_UNIT = 5
# Of a text in which fewer sentences than this share are whole, the torn ones are shown as well.
_LEAST_WHOLE_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence with what selection needs to know of it.

    `position` counts the readable sentences of its document before it; `readable` says whether it is prose of the
    article, `admissible` whether it may also be chosen; `leans` that it points at the one before; `own_voice` that its
    author speaks of himself, outside quotations; `needs` are the indexes (in the list of candidates) of the neighbours
    it takes along, in reading order; `opening` is the index of the sentence its document begins with, where its
    language tells; `nouns` are those a sentence shown before it has to hold, `surnames` the names one has to give in
    full; it gives those it `introduces` and `holds` those words without their endings; `barred` says that the caller
    does not want it.
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
    opening: int | None = None
    nouns: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    introduces: frozenset[str] = frozenset()
    holds: frozenset[str] = frozenset()
    barred: bool = False


def candidates(documents: Sequence[Document]) -> list[Candidate]:
    """Return every sentence of the documents in reading order, with what it needs to be understood."""
    found: list[Candidate] = []
    for index, document in enumerate(documents):
        found.extend(_of_document(index, document, len(found)))
    return found


def _of_document(index: int, document: Document, offset: int) -> Iterator[Candidate]:
    # Two apostrophes are a quotation mark of typewriters; the second one becomes a mark without a width.
    text = document.text.replace("''", '"\u2060')
    spans = [(start + dateline_end(text[start:end]), end) for start, end in split(document.text, document.lang)]
    texts = [text[start:end].replace("\u2060", "") for start, end in spans]
    words = [tuple(words_of(one)) for one in texts]
    phrases = phrases_of(_language(document, words))
    readable, beside = _readable(texts, words, phrases)
    headings = count_headings(text, spans) if phrases.licensed else 0
    readable[:headings] = beside[:headings] = [False] * headings
    leaning = _leaning(text, spans, beside, words, phrases)
    groups = group_quotations(text, spans)
    # What a heading says is said again below it: nothing was introduced there.
    standings = [*([Standing()] * headings), *examine(texts[headings:], readable[headings:], phrases)]
    for leans, standing in zip(leaning, standings, strict=True):
        standing.leans |= leans
    pointing = [opens_back(one, phrases) for one in texts]
    whole = [i for i, group in enumerate(groups) if group and readable[i] and not _answers(i, texts, text, spans)]
    opening = None
    if phrases.licensed and whole:
        # What stands above the prose and cannot be shown (a question, a list) may be what it goes on from.
        goes_on = any(_may_be_prose(texts[i], words[i], phrases) for i in range(headings, whole[0]))
        alone = [one.stands_alone and groups[i] == (i, i) for i, one in enumerate(standings)]
        naming = [bool(one.introduces) for one in standings]
        opening = find_opening(whole, pointing, alone, naming, goes_on=goes_on)
    leaning = [standing.leans for standing in standings]
    if opening is not None:
        # Nothing stands before it that it might lean on, but a sentence too short to be chosen.
        leaning[opening] &= opening > 0 and beside[opening - 1] and not readable[opening - 1]
        standings[opening] = replace(standings[opening], nouns=set(), surnames=set())
    passed = [not found and is_furniture(one, phrases) for found, one in zip(beside, texts, strict=True)]
    predecessors = _predecessors(passed, pointing)
    position = 0
    for i, (start, end) in enumerate(spans):
        unit = _unit(i, beside, leaning, groups, predecessors, text, spans) if readable[i] else None
        yield Candidate(
            sentence=Sentence(index, start, end),
            text=document.text[start:end],
            words=words[i],
            position=position,
            readable=readable[i],
            admissible=unit is not None,
            leans=leaning[i],
            own_voice=speaks_for_itself(_quotation(i, groups, text, spans), phrases),
            needs=tuple(offset + j for j in unit or () if j != i),
            opening=None if opening is None else offset + opening,
            nouns=frozenset(standings[i].nouns),
            surnames=frozenset(standings[i].surnames),
            introduces=frozenset(standings[i].introduces),
            holds=frozenset(standings[i].holds),
        )
        position += readable[i]


def _may_be_prose(text: str, words: Sequence[str], phrases: Phrases) -> bool:
    return len(words) >= FEWEST_WORDS and not is_furniture(text, phrases)


def _quotation(i: int, groups: Sequence[Group], text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the text of the quotation that sentence `i` stands in, or the sentence."""
    first, last = groups[i] or (i, i)
    return text[spans[first][0] : spans[last][1]]


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
    texts = [text[start:end].replace("\u2060", "") for start, end in spans]
    first = next((i for i, found in enumerate(words) if beside[i] or len(found) >= FEWEST_WORDS), 0)
    # In a text without capitals a small letter at the start tells nothing.
    cased = sum(one[0].islower() for one in texts) < len(texts) / 2
    leaning = []
    for i, one in enumerate(texts):
        leans = leans_back(one, phrases, first=i <= first, cased=cased)
        leaning.append(leans or _answers(i, texts, text, spans))
    return leaning


def _answers(i: int, texts: Sequence[str], text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a sentence follows a question: it is its answer, and says little without it."""
    if not i:
        return False
    goes_on = "\n" not in text[spans[i - 1][1] : spans[i][0]] or quotes_question(texts[i - 1])
    return (is_question(texts[i - 1]) and goes_on) or (quotes_question(texts[i - 1]) and quotes_first(texts[i]))


def _predecessors(passed: Sequence[bool], pointing: Sequence[bool]) -> list[int | None]:
    """Return for each sentence the one it goes on from, over captions and notices (`passed`) that stand in between.

    A sentence that opens with a pronoun or connective (`pointing`) is shown right behind its predecessor or not at all.
    """
    found: list[int | None] = []
    for i in range(len(passed)):
        before = i - 1
        while before > 0 and passed[before] and not pointing[i]:
            before -= 1
        found.append(before if before >= 0 else None)
    return found


def _unit(
    i: int,
    beside: Sequence[bool],
    leaning: Sequence[bool],
    groups: Sequence[Group],
    predecessors: Sequence[int | None],
    text: str,
    spans: Sequence[tuple[int, int]],
) -> list[int] | None:
    """Return the sentences that must be shown for sentence `i` to read right, or None when there are none."""
    unit: set[int] = set()
    at: int | None = i
    while at is not None and (group := groups[at]):
        unit.update(range(group[0], group[1] + 1))
        if len(unit) > _LONGEST_UNIT or not all(beside[j] for j in unit):
            return None
        if not leaning[group[0]] and not is_all_quoted(text[spans[group[0]][0] : spans[max(unit)][1]]):
            return sorted(unit)
        at = predecessors[group[0]]
    return None
