"""Summaries of one story, in a pool child: the only part of briefings that imports the summarizers."""

from __future__ import annotations

from collections.abc import Sequence

from summarizers import Document, summarize


def condense(texts: Sequence[tuple[str, str | None]], sentences: int, method: str) -> list[tuple[int, int, int]]:
    """Return the most telling sentences of a story's articles as (article number, start, end), in reading order.

    Args:
        texts: (body, ISO 639-1 code or None) of each article.
        sentences: How many sentences at most.
        method: A method name of `summarizers`; "auto" is the default one.
    """
    documents = [Document(text=body, lang=lang) for body, lang in texts]
    found = summarize(documents, sentences=sentences, method=method)
    return [(sentence.document_index, sentence.start, sentence.end) for sentence in found]
