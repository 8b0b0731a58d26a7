"""Summaries of one story, in a pool child."""

from __future__ import annotations

from collections.abc import Sequence

from summarizers import Document, Sentence, summarize, whats_new

Place = tuple[int, int, int]


def condense(
    texts: Sequence[tuple[str, str | None]],
    lengths: Sequence[int],
    method: str,
    avoid: Sequence[Place] = (),
    told: Sequence[str] | None = None,
) -> list[list[Place]]:
    """Return a summary of a story's articles for each length: places as (article number, start, end), in reading order.

    Args:
        texts: (body, ISO 639-1 code or None) of each article.
        lengths: How many sentences at most, for each summary.
        method: A method name of `summarizers`; "auto" is the default one.
        avoid: What is shown elsewhere; no sentence that shares words with it is returned.
        told: What was quoted about the story before; then only sentences with a fact that is new are returned, chosen
            as "auto" does, and there may be none.
    """
    documents = [Document(text=body, lang=lang) for body, lang in texts]
    elsewhere = [Sentence(*place) for place in avoid]
    if told is None:
        found = [summarize(documents, sentences=length, method=method, avoid=elsewhere) for length in lengths]
    else:
        found = [whats_new(documents, told, sentences=length, avoid=elsewhere) for length in lengths]
    return [[(one.document_index, one.start, one.end) for one in sentences] for sentences in found]
