"""The methods by name, and the one call that runs them."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizers import auto, lead
from summarizers.base import Document, InputTooLargeError, Sentence, SummaryError
from summarizers.candidates import candidates
from summarizers.diverse import take
from summarizers.limits import Limit

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from summarizers.candidates import Candidate


_CHEAP = "-cheap"


@dataclass(frozen=True, slots=True)
class Method:
    """A way to summarize. `most_sentences` is what it finishes in about ten seconds on one core; None is no limit."""

    name: str
    about: str
    most_sentences: int | None = None


METHODS: dict[str, Method] = {
    method.name: method
    for method in (
        Method("auto", "central and early sentences; boilerplate out, nothing twice, reads right alone"),
        Method("lead", "the opening sentences, of several documents in turn"),
        Method("lexrank", "sumy: centrality in the graph of TF-IDF similarity", 5000),
        Method("textrank", "sumy: PageRank over shared words", 5000),
        Method("lexrank-cheap", "lexrank over runs of letters: faster still, nearly the same choice", 5000),
        Method("textrank-cheap", "textrank over runs of letters: faster still, nearly the same choice", 5000),
        Method("lsa", "sumy: latent semantic analysis", 1000),
        Method("luhn", "sumy: clusters of frequent words", 3000),
        Method("sumbasic", "sumy: frequent words, each used up once said", 3000),
        Method("kl", "sumy: the words of the summary distributed as those of the text", 5000),
        Method("reduction", "sumy: sum of similarities to all others", 1500),
        Method("edmundson", "sumy: cue words, title words and place in the text", 10_000),
    )
}


def summarize(
    documents: Sequence[Document],
    *,
    sentences: int | None = None,
    words: int | None = None,
    characters: int | None = None,
    method: str = "auto",
    avoid: Collection[Sentence] = (),
) -> list[Sentence]:
    """Return the sentences that sum the documents up, in reading order.

    A sentence is never cut and never returned twice. The limit is an upper bound; only `auto` goes beyond it, when not
    one sentence is short enough: it then returns the best one alone. Text without a letter or digit has no sentences.

    Args:
        documents: Texts about one thing, the most important first.
        sentences: At most so many sentences. Give one of the three limits.
        words: At most so many words by white space; each ideograph counts for one.
        characters: At most so many as chat platforms count them, a line for each sentence (`SLACK_SECTION_CHARACTERS`).
        method: A key of `METHODS`.
        avoid: Spans that the reader sees elsewhere: no sentence that shares words with one is returned.

    Raises:
        InputTooLargeError: The method would not finish in reasonable time on so much text; the message names others.
        SummaryError: Arguments make no sense: more or less than one limit, a limit below 1, an unknown method.

    >>> texts = [Document("The river rose by two metres on Monday. Nobody was hurt in the town, officials said.")]
    >>> summarize(texts, sentences=1)
    [Sentence(document_index=0, start=0, end=39)]
    """
    limit = Limit(sentences, words, characters)
    chosen = METHODS.get(method)
    if chosen is None:
        message = f"unknown method {method!r}; known are {', '.join(METHODS)}"
        raise SummaryError(message)
    found = _without(avoid, candidates(documents))
    if chosen.most_sentences is not None and len(found) > chosen.most_sentences:
        message = (
            f"{method} compares too much to finish {len(found)} sentences in reasonable time; it takes at most "
            f"{chosen.most_sentences}. Use auto or lead, or fewer documents."
        )
        raise InputTooLargeError(message)
    return [found[i].sentence for i in _run(method, found, _language(documents), limit)] if found else []


def whats_new(
    documents: Sequence[Document],
    told: Sequence[str],
    *,
    sentences: int | None = None,
    words: int | None = None,
    characters: int | None = None,
    avoid: Collection[Sentence] = (),
) -> list[Sentence]:
    """Return the sentences whose facts (names, figures, dates) were not told yet, in reading order.

    Chosen as `auto` chooses; empty when the documents hold no new fact. The limits are those of `summarize`.

    Args:
        documents: Texts about one thing, the most important first.
        told: What the reader was told before, in sentences or whole texts.
        sentences: At most so many sentences. Give one of the three limits.
        words: At most so many words.
        characters: At most so many characters.
        avoid: Spans that the reader sees elsewhere.

    Raises:
        SummaryError: More or less than one limit, or a limit below 1.

    >>> texts = [Document("The river rose by two metres on Monday. On Friday, Elmton closed three schools.")]
    >>> [found.text(texts) for found in whats_new(texts, ["The river rose two metres on Monday."], sentences=3)]
    ['On Friday, Elmton closed three schools.']
    """
    limit = Limit(sentences, words, characters)
    found = _without(avoid, candidates(documents))
    return [found[i].sentence for i in auto.tell_news(found, told, _language(documents), limit)]


def _run(method: str, found: Sequence[Candidate], lang: str | None, limit: Limit) -> list[int]:
    if method == "lead":
        return take(found, lead.rank(found), limit)
    if method == "auto":
        return auto.summarize(found, limit)
    # OpenBLAS reads it when numpy is first imported. Its threads wait by spinning: on a busy machine LSA of 300
    # sentences took 9 s with four threads and 0.14 s with one.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # sumy and numpy take a second and 60 MB: loaded with its first summary, never with the default one.
    from summarizers import sumy_adapter

    if method.endswith(_CHEAP):
        rated = sumy_adapter.rank_cheaply(method.removesuffix(_CHEAP), [candidate.text for candidate in found], lang)
        return take(found, [rating.index for rating in rated], limit)
    paragraphs: dict[int, list[str]] = {}
    for candidate in found:
        paragraphs.setdefault(candidate.sentence.document_index, []).append(candidate.text)
    ratings = sumy_adapter.rank(method, list(paragraphs.values()), lang)
    return take(found, [rating.index for rating in ratings], limit)


def _without(avoid: Collection[Sentence], found: list[Candidate]) -> list[Candidate]:
    """Return the candidates with those barred that share words with a span to avoid, or need one that does."""
    barred = {i for i, candidate in enumerate(found) if any(_overlap(candidate.sentence, span) for span in avoid)}
    return [
        replace(
            candidate,
            barred=i in barred,
            admissible=candidate.admissible and barred.isdisjoint((i, *candidate.needs)),
            companion=candidate.companion and barred.isdisjoint((i, *candidate.needs)),
        )
        for i, candidate in enumerate(found)
    ]


def _overlap(one: Sentence, two: Sentence) -> bool:
    return one.document_index == two.document_index and one.start < two.end and two.start < one.end


def _language(documents: Sequence[Document]) -> str | None:
    """Return the language most of the documents are in."""
    return Counter(document.lang for document in documents).most_common(1)[0][0] if documents else None
