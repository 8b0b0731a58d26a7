"""The machine interfaces, one JSON line at a time: thin calls of what `run` uses (docs/reference/machine.md).

Text is never cleaned here: offsets are those of the given text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import cast

from bot.claims.analysis import analyse_story
from bot.domain.claim import ClaimText, FoundDispute, FoundStatement, TextSpan
from bot.domain.story import StoryText
from bot.stories.cluster import StoryIndex
from summarizers import Document, Sentence, summarize

Record = dict[str, object]


class LineError(ValueError):
    """A line is not what the interface takes; the text names field and fix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryOrder:
    """How long a summary and by which method, with the line to summarize."""

    line: str
    sentences: int | None
    words: int | None
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisOrder:
    """A story's line and the confidence below which a dispute is not shown."""

    line: str
    min_confidence: float


def analyse(order: AnalysisOrder) -> str:
    """Return the statements and disputes of one story's line."""
    record = _record(order.line)
    articles = [_claim_text(article) for article in cast("list[Record]", _field(record, "articles", list))]
    found = analyse_story(articles)
    shown = [dispute for dispute in found.disputes if dispute.confidence >= order.min_confidence]
    return _dump(
        {
            "story": record.get("story"),
            "statements": [_statement(statement) for statement in found.statements],
            "disputes": [_dispute(dispute) for dispute in shown],
        }
    )


def summarize_line(order: SummaryOrder) -> str:
    """Return the cited sentences of one line of documents."""
    record = _record(order.line)
    lang = cast("str | None", record.get("lang"))
    texts = cast("list[str]", _field(record, "docs", list))
    if not all(isinstance(text, str) for text in texts):
        message = '"docs" must be a list of texts'
        raise LineError(message)
    found = summarize(
        [Document(text=text, lang=lang) for text in texts],
        sentences=order.sentences,
        words=order.words,
        method=order.method,
    )
    sentences = [
        {
            "doc": one.document_index,
            "start": one.start,
            "end": one.end,
            "text": texts[one.document_index][one.start : one.end],
        }
        for one in found
    ]
    return _dump({"id": record.get("id"), "sentences": sentences})


def cluster_lines(mint: Callable[[], str]) -> Callable[[str], Iterator[str]]:
    """Return a function that places one article's line and yields its record, then any merges it caused."""
    index = StoryIndex(mint=mint)

    def place(line: str) -> Iterator[str]:
        record = _record(line)
        text = StoryText(
            id=str(_field(record, "id", str | int)),
            text=cast("str", _field(record, "text", str)),
            title=cast("str | None", record.get("title")) or "",
            published_at=_instant(record.get("published_at")),
            lang=cast("str | None", record.get("lang")),
        )
        placement = index.place(text)
        yield _dump({"id": record["id"], "story": placement.story})
        for merged, into in placement.merged:
            yield _dump({"merged": merged, "into": into})

    return place


def _claim_text(article: object) -> ClaimText:
    if not isinstance(article, dict):
        message = 'each of "articles" must be an object with "article" and "text"'
        raise LineError(message)
    text = cast("str", _field(article, "text", str))
    lang = article.get("lang")
    if not lang:
        from bot.ingest.language import identify  # loads a model of 80 MB

        (lang,) = identify((text,))
    return ClaimText(
        article=str(_field(article, "article", str | int)),
        text=text,
        title=article.get("title") or "",
        source=article.get("source") or "",
        date=article.get("date"),
        lang=lang,
    )


def _sentence(found: Sentence, texts: list[str]) -> Record:
    words = texts[found.document_index][found.start : found.end]
    return {"doc": found.document_index, "start": found.start, "end": found.end, "text": words}


def _statement(found: FoundStatement) -> Record:
    return {
        "article": found.content.article,
        "source": _offsets(found.source) if found.source else None,
        "cue": _offsets(found.cue),
        "content": _offsets(found.content),
        "speaker": found.speaker,
        "polarity": found.polarity,
        "rule": found.rule,
    }


def _dispute(found: FoundDispute) -> Record:
    return {
        "dispute": found.dispute,
        "claim": {"article": found.claim.article, **_offsets(found.claim)},
        "response": {"article": found.response.article, **_offsets(found.response)},
        "claimant": found.claimant,
        "responder": found.responder,
        "kinds": list(found.kinds),
        "rule": found.rule,
        "confidence": round(found.confidence, 3),
    }


def _offsets(span: TextSpan) -> Record:
    return {"start": span.start, "end": span.end}


def _record(line: str) -> Record:
    try:
        record = json.loads(line)
    except ValueError as error:
        message = f"not JSON ({error})"
        raise LineError(message) from error
    if not isinstance(record, dict):
        message = "not a JSON object"
        raise LineError(message)
    return record


def _field(record: Record, name: str, kind: object) -> object:
    found = record.get(name)
    if not isinstance(found, kind):  # type: ignore[arg-type]  # a type or a union of types
        message = f'"{name}" is missing or of the wrong kind'
        raise LineError(message)
    return found


def _instant(text: object) -> datetime | None:
    """Read an ISO 8601 day or instant; a day is its midnight in UTC, an instant without zone is taken as UTC."""
    if text is None or text == "":
        return None
    try:
        if isinstance(text, str) and len(text) == len("2026-03-02"):
            return datetime.combine(date.fromisoformat(text), time(), UTC)
        moment = datetime.fromisoformat(str(text))
    except ValueError as error:
        message = f'"published_at" = {text!r} is no ISO 8601 date; use "2026-03-02T08:00:00Z" or null'
        raise LineError(message) from error
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _dump(record: Record) -> str:
    return json.dumps(record)  # ASCII: a lone surrogate in the input stays printable
