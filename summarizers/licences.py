"""What a sentence takes for known and only an earlier one tells (EDITORIAL rule 18), without knowing a word of it.

A sentence within a paragraph goes on from the one before it; who is called by the last name alone was named in full
before. Each such sentence has licences: the earlier sentences of which one has to be shown before it.
docs/decisions/0034 says how much each helps.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

# A sentence may stand where, of each of its sets of sentences, one is shown before it.
Licences = tuple[frozenset[int], ...]

# News has paragraphs of two to five sentences; in a longer one the line breaks of the page were lost.
_MOST_MENTIONS = 8  # of a name in full that are kept: the first ones license a surname as well as any
_LONGEST_PARAGRAPH = 6
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_SPACES = (" ", "\u00a0")
_SHORTEST_NAME = 3
# Endings of Slavic names differ in their last letters ("Bellow", "Bellowym").
_SHORTEST_STEM = 4
_LONGEST_ENDING = 3


def find_licences(
    text: str, spans: Sequence[tuple[int, int]], beside: Sequence[bool], leaning: Sequence[bool]
) -> list[Licences]:
    """Return for each sentence of a document what has to be shown before it.

    `beside` tells which sentences may be shown at all, `leaning` which were told already to point at the one before.
    """
    first = next((i for i, shown in enumerate(beside) if shown), len(spans))
    before = [
        i - 1 if leaning[i] and i > first else goes_on for i, goes_on in enumerate(_goes_on(text, spans, beside, first))
    ]
    named = _named_before([text[start:end] for start, end in spans])
    return [(*([] if i is None else [frozenset({i})]), *names) for i, names in zip(before, named, strict=True)]


def _goes_on(text: str, spans: Sequence[tuple[int, int]], beside: Sequence[bool], first: int) -> list[int | None]:
    """Return for each sentence the one of its paragraph that it goes on from: the last before it that may be shown.

    None where it begins a paragraph or the text, and where the breaks were lost. A paragraph whose beginning cannot be
    shown is not shown at all.
    """
    break_ = "\n\n" if "\n\n" in text else "\n"
    starts = [0, *(i for i in range(1, len(spans)) if break_ in text[spans[i - 1][1] : spans[i][0]])]
    before: list[int | None] = [None] * len(spans)
    for start, end in pairwise([*starts, len(spans)]):
        if end - start <= _LONGEST_PARAGRAPH:
            for i in range(max(start, first) + 1, end):
                before[i] = next((j for j in reversed(range(start, i)) if beside[j]), i - 1)
    return before


def _named_before(texts: Sequence[str]) -> Iterator[tuple[frozenset[int], ...]]:
    """Yield for each sentence where those were named in full whom it calls by the last name alone.

    A name in full is a run of words with capitals, of which the last is nowhere before alone ("Mayor Bell" and "Ana
    Bell" are both such runs). German writes every noun with a capital, so "Klinikum Elmton" is one, too.
    """
    small = {word for text in texts for word in _WORD.findall(text) if word[0].islower()}
    full: dict[str, set[int]] = {}
    heads: dict[str, list[str]] = {}  # names in full by their first letters: a book has thousands
    alone: dict[str, list[str]] = {}
    for index, text in enumerate(texts):
        last_names, singles = _capitals(text, small)
        yield tuple(
            frozenset(full[known])
            for known in dict.fromkeys(_find(word, heads) for word in singles)
            if known is not None and not any(_is_same(known, word) for word in last_names)
        )
        for word in last_names:
            known = _find(word, heads)
            if known is not None:
                if len(full[known]) < _MOST_MENTIONS:
                    full[known].add(index)
            elif _find(word, alone) is None:
                full[word] = {index}
                heads.setdefault(word[:_SHORTEST_STEM], []).append(word)
        for word in singles:
            if _find(word, alone) is None:
                alone.setdefault(word[:_SHORTEST_STEM], []).append(word)


def _capitals(text: str, small: Collection[str]) -> tuple[list[str], list[str]]:
    """Return the last words of names in full, and the words that stand alone with a capital."""
    last_names: list[str] = []
    singles: list[str] = []
    for *first, word in _runs(text):
        # The first word of a sentence has a capital, too: elsewhere in the text it has none.
        if len(word) >= _SHORTEST_NAME and not word.isupper():
            is_full = any(one.lower() not in small and not one.isupper() for one in first)
            (last_names if is_full else singles).append(word)
    return last_names, singles


def _runs(text: str) -> Iterator[list[str]]:
    """Yield the runs of words with capitals that nothing but a space parts."""
    run: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        is_capital = match.group()[0].isupper()
        if run and not (is_capital and text[end : match.start()] in _SPACES):
            yield run
            run = []
        if is_capital:
            run.append(match.group())
        end = match.end()
    if run:
        yield run


def _find(word: str, heads: Mapping[str, Sequence[str]]) -> str | None:
    """Return the first of the names that a word is; `heads` holds them by their first letters."""
    return next((name for name in heads.get(word[:_SHORTEST_STEM], ()) if _is_same(name, word)), None)


def _is_same(one: str, two: str) -> bool:
    """Tell whether two words are one name, also with the endings of a Slavic language."""
    if one == two:
        return True
    letters = enumerate(zip(one, two, strict=False))
    stem = next((i for i, (a, b) in letters if a != b), min(len(one), len(two)))
    return stem >= _SHORTEST_STEM and max(len(one), len(two)) - stem <= _LONGEST_ENDING
