"""The engines run over corpus records by their public functions, giving records as the command line prints them."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Any

from bot.claims.analysis import analyse_story
from bot.domain.claim import ClaimText, TextSpan
from bot.domain.story import StoryText
from bot.stories.cluster import StoryIndex
from summarizers import Document, summarize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Record = Mapping[str, Any]


def place(span: TextSpan | None) -> dict[str, Any] | None:
    """Return a span as a record."""
    return None if span is None else {"article": span.article, "start": span.start, "end": span.end}


def analyse_stories(stories: Iterable[Record]) -> list[dict[str, Any]]:
    """Find the statements and disputes of each story."""
    found = []
    for story in stories:
        texts = [
            ClaimText(
                article=article["article"],
                text=article["text"],
                title=article.get("title", ""),
                source=article.get("source", ""),
                date=article.get("date"),
                lang=article.get("lang", "en"),
            )
            for article in story["articles"]
        ]
        analysis = analyse_story(texts)
        found.append(
            {
                "story": story["story"],
                "statements": [
                    {"source": place(one.source), "cue": place(one.cue), "content": place(one.content)}
                    for one in analysis.statements
                ],
                "disputes": [
                    {
                        "claim": place(one.claim),
                        "response": place(one.response),
                        "claimant": one.claimant,
                        "responder": one.responder,
                        "kinds": list(one.kinds),
                    }
                    for one in analysis.disputes
                ],
            }
        )
    return found


def analyse_articles(articles: Iterable[Record]) -> list[dict[str, Any]]:
    """Find the statements of each article by itself."""
    return analyse_stories(
        {"story": article["doc_id"], "articles": [{"article": article["doc_id"], "text": article["text"]}]}
        for article in articles
    )


def cluster_articles(articles: Iterable[Record]) -> list[dict[str, Any]]:
    """Place each article into a story, in the order given."""
    numbers = count(1)
    index = StoryIndex(mint=lambda: f"story-{next(numbers)}")
    found: list[dict[str, Any]] = []
    for article in articles:
        placement = index.place(
            StoryText(
                id=article["id"],
                text=article["text"],
                title=article["title"],
                published_at=datetime.fromisoformat(article["published_at"]),
                lang=article["lang"],
            )
        )
        found.append({"id": article["id"], "story": placement.story})
        found.extend({"merged": merged, "into": into} for merged, into in placement.merged)
    found.extend({"merged": merged, "into": into} for merged, into in index.settle())
    return found


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
