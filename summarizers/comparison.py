"""All methods side by side: what each chose, how long it took, why it refused. For people who choose a method."""

from __future__ import annotations

import textwrap
import time
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING

from summarizers.base import Document, InputTooLargeError, Sentence
from summarizers.registry import METHODS, summarize
from summarizers.words import count_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_SHOWN_CHARS = 90  # of a sentence in the table
# The first summary loads sumy and numpy, which is no part of a method's time.
_ANY = [Document("Rain fell on the valley. It stopped.", "en")]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one method made of the documents: its sentences, its seconds, or the reason why it refused."""

    method: str
    sentences: tuple[Sentence, ...]
    seconds: float
    refusal: str = ""


def compare(
    documents: Sequence[Document],
    *,
    sentences: int | None = None,
    words: int | None = None,
    characters: int | None = None,
    methods: Iterable[str] = METHODS,
    clock: Callable[[], float] = time.perf_counter,
) -> list[Outcome]:
    """Return what each of the methods, all of them by default, makes of the documents.

    Raises:
        SummaryError: More or less than one limit, a limit below 1, an unknown method.

    >>> [one.method for one in compare([Document("Rain fell.")], sentences=1) if not one.sentences]
    []
    """
    summarize(_ANY, sentences=1, method="lexrank")
    outcomes = []
    for method in methods:
        start, chosen, refusal = clock(), [], ""
        try:
            chosen = summarize(documents, sentences=sentences, words=words, characters=characters, method=method)
        except InputTooLargeError as error:
            refusal = str(error)
        outcomes.append(Outcome(method, tuple(chosen), clock() - start, refusal))
    return outcomes


def table(documents: Sequence[Document], outcomes: Sequence[Outcome]) -> str:
    """Return the outcomes as text: a line a method, then a line a sentence with the letters of those that chose it.

    >>> documents = [Document("Rain fell. It stopped.")]
    >>> outcomes = [Outcome("lead", (Sentence(0, 0, 10),), 0.001), Outcome("kl", (), 0.0, "too long")]
    >>> print(table(documents, outcomes))
      method          sentences  words       ms
    a lead                    1      2      1.0
    b kl              too long
    <BLANKLINE>
    a.   1  0:0-10  Rain fell.
    """
    lines = ["  method          sentences  words       ms"]
    for letter, one in zip(ascii_lowercase, outcomes, strict=False):
        length = sum(count_words(sentence.text(list(documents))) for sentence in one.sentences)
        figures = f"{len(one.sentences):>9}  {length:>5} {1000 * one.seconds:>8.1f}"
        lines.append(f"{letter} {one.method:15} {one.refusal or figures}")
    chosen = sorted({s for one in outcomes for s in one.sentences}, key=lambda s: (s.document_index, s.start))
    return "\n".join([*lines, "", *(_row(sentence, documents, outcomes) for sentence in chosen)])


def _row(sentence: Sentence, documents: Sequence[Document], outcomes: Sequence[Outcome]) -> str:
    chose = [sentence in one.sentences for one in outcomes]
    marks = "".join(letter if yes else "." for letter, yes in zip(ascii_lowercase, chose, strict=False))
    text = textwrap.shorten(sentence.text(list(documents)), _SHOWN_CHARS, placeholder=" …")
    return f"{marks}  {sum(chose):2}  {sentence.document_index}:{sentence.start}-{sentence.end}  {text}"
