"""The engines run over corpus records by their public functions, giving records as the command line prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizers import Document, summarize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Record = Mapping[str, Any]


def summarize_items(items: Iterable[Record], method: str = "auto", **limit: int) -> list[dict[str, Any]]:
    """Summarize each item to `sentences=` or `words=`."""
    found = []
    for item in items:
        documents = [Document(text, item["lang"]) for text in item["docs"]]
        sentences = [
            {"doc": one.document_index, "start": one.start, "end": one.end, "text": one.text(documents)}
            for one in summarize(documents, method=method, **limit)
        ]
        found.append({"id": item["id"], "sentences": sentences})
    return found
