"""The machine interfaces, one JSON line at a time: thin calls of what `run` uses (docs/reference/machine.md).

Text is never cleaned here: offsets are those of the given text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import cast

from bot.claims.analysis import analyse_story
from bot.claims.languages import is_checked
from bot.claims.workbench import StoryView, view
from bot.domain.claim import ClaimText, FoundDispute, FoundStatement, TextSpan
from bot.domain.story import StoryText
from bot.stories.cluster import StoryIndex
from summarizers import Document, Sentence, compare, summarize, table

Record = dict[str, object]
SHOWN_CHARS = 60  # of a wrong value in a message
_SUMMARY_LINE = '{"id": "1", "lang": "en", "docs": ["The text of an article is written here.", "The next article."]}'


class LineError(ValueError):
    """A line is not what the interface takes; the text names field and fix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryOrder:
    """How long a summary and by which method, with the line to summarize."""

    line: str
    sentences: int | None
    words: int | None
    characters: int | None
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisOrder:
    """A story's line and the confidence below which a dispute is not shown."""

    line: str
    min_confidence: float


def analyse(order: AnalysisOrder) -> str:
    """Return the statements and disputes of one story's line."""
    record, articles = _story(order.line)
    ids = {str(article["article"]): article["article"] for article in cast("list[Record]", record["articles"])}
    found = analyse_story(articles)
    shown = [dispute for dispute in found.disputes if dispute.confidence >= order.min_confidence]
    return _dump(
        {
            "story": record.get("story"),
            "statements": [_statement(statement, ids) for statement in found.statements],
            "disputes": [_dispute(dispute, ids) for dispute in shown],
            "unchecked": [
                {"article": ids[article.article], "lang": article.lang}
                for article in articles
                if not is_checked(article.lang)
            ],
        }
    )


def examine(order: AnalysisOrder) -> StoryView:
    """Return what was found in one story's line, laid out for the person who writes rules."""
    record, articles = _story(order.line)
    return examine_texts(str(record.get("story") or "story"), articles, min_confidence=order.min_confidence)


def examine_texts(name: str, articles: list[ClaimText], *, min_confidence: float) -> StoryView:
    """Return what was found in the articles of one story, laid out for the person who writes rules."""
    return view(name, articles, analyse_story(articles), min_confidence=min_confidence)


def plain_article(name: str, text: str) -> ClaimText:
    """Return a text of no known publisher as an article; its language is told from its words."""
    return _claim_text({"article": name, "text": text})


def _story(line: str) -> tuple[Record, list[ClaimText]]:
    record = _record(line)
    articles = [_claim_text(article) for article in cast("list[Record]", _field(record, "articles", list))]
    if len({article.article for article in articles}) < len(articles):
        raise LineError('two of "articles" have the same "article"; give each its own id')
    return record, articles


def summarize_line(order: SummaryOrder) -> str:
    """Return the cited sentences of one line of documents."""
    record, documents = _documents(order.line)
    found = summarize(
        documents,
        sentences=order.sentences,
        words=order.words,
        characters=order.characters,
        method=order.method,
    )
    return _dump({"id": record.get("id"), "sentences": [_sentence(sentence, documents) for sentence in found]})


def compare_line(order: SummaryOrder) -> str:
    """Return what every method makes of one line of documents, as a table for people."""
    record, documents = _documents(order.line)
    outcomes = compare(documents, sentences=order.sentences, words=order.words, characters=order.characters)
    many = "1 document" if len(documents) == 1 else f"{len(documents)} documents"
    return f"{record.get('id')}: {many}\n{table(documents, outcomes)}\n".encode(errors="replace").decode()


def _documents(line: str) -> tuple[Record, list[Document]]:
    record = _record(line)
    if "docs" not in record:
        message = f'"docs" is missing; a line looks like {_SUMMARY_LINE}'
        raise LineError(message)
    lang = _optional(record, "lang")
    texts = cast("list[str]", _field(record, "docs", list))
    if not all(isinstance(text, str) for text in texts):
        raise LineError('"docs" must be a list of texts')
    return record, [Document(text=text, lang=lang) for text in texts]


class Clustering:
    """Groups articles as their lines arrive; `mint` gives the id of a new story."""

    def __init__(self, mint: Callable[[], str]) -> None:
        self._index = StoryIndex(mint=mint)

    def place(self, line: str) -> Iterator[str]:
        """Yield the record of one article, then any merges it caused."""
        record = _record(line)
        given = _field(record, "id", str | int)
        text = StoryText(
            id=str(given),
            text=cast("str", _field(record, "text", str)),
            title=_optional(record, "title") or "",
            published_at=_instant(record.get("published_at")),
            lang=_optional(record, "lang"),
        )
        placement = self._index.place(text)
        yield _dump({"id": given, "story": placement.story})
        yield from _merges(placement.merged)

    def finish(self) -> Iterator[str]:
        """Yield the merges that the last articles gave evidence for."""
        yield from _merges(self._index.settle())


def _merges(merged: Iterable[tuple[str, str]]) -> Iterator[str]:
    for story, into in merged:
        yield _dump({"merged": story, "into": into})


def _claim_text(article: object) -> ClaimText:
    """Read an article as `run` stores it: where no language is given, title and text tell it."""
    if not isinstance(article, dict):
        raise LineError('each of "articles" must be an object with "article" and "text"')
    text = cast("str", _field(article, "text", str))
    title = _optional(article, "title") or ""
    lang = _optional(article, "lang")
    if not lang:
        from bot.ingest.language import identify  # loads a model of 80 MB

        (lang,) = identify((f"{title}\n{text}",))
    return ClaimText(
        article=str(_field(article, "article", str | int)),
        text=text,
        title=title,
        source=_optional(article, "source") or "",
        date=_optional(article, "date"),
        lang=lang,
    )


def _sentence(found: Sentence, documents: list[Document]) -> Record:
    words = found.text(documents)
    return {"doc": found.document_index, "start": found.start, "end": found.end, "text": words}


def _statement(found: FoundStatement, ids: Record) -> Record:
    return {
        "article": ids[found.content.article],
        "source": _offsets(found.source) if found.source else None,
        "cue": _offsets(found.cue),
        "content": _offsets(found.content),
        "speaker": found.speaker,
        "polarity": found.polarity,
        "rule": found.rule,
    }


def _dispute(found: FoundDispute, ids: Record) -> Record:
    return {
        "dispute": found.dispute,
        "claim": {"article": ids[found.claim.article], **_offsets(found.claim)},
        "response": {"article": ids[found.response.article], **_offsets(found.response)},
        "claimant": found.claimant,
        "responder": found.responder,
        "kinds": list(found.kinds),
        "rule": found.rule,
        "confidence": round(found.confidence, 3),
        "evidence": [
            {"role": one.role, "article": ids[one.span.article], **_offsets(one.span)} for one in found.evidence
        ],
    }


def _offsets(span: TextSpan) -> Record:
    return {"start": span.start, "end": span.end}


def _record(line: str) -> Record:
    if not line.strip():
        raise LineError("empty; one JSON object a line")
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:  # RecursionError: brackets thousands deep
        message = f"not JSON ({error}); give one JSON object a line"
        raise LineError(message) from error
    if not isinstance(record, dict):
        raise LineError("not a JSON object")
    return record


def _field(record: Record, name: str, kind: object) -> object:
    if name not in record:
        message = f'"{name}" is missing'
        raise LineError(message)
    found = record[name]
    if not isinstance(found, kind) or isinstance(found, bool):  # type: ignore[arg-type]  # a type or a union of types
        raise _wrong_kind(name, found, kind)
    return found


def _optional(record: Record, name: str) -> str | None:
    """Return a text that may be null or left out."""
    found = record.get(name)
    if not isinstance(found, str | None):
        raise _wrong_kind(name, found, str)
    return found


def _wrong_kind(name: str, found: object, kind: object) -> LineError:
    wanted = "a list" if kind is list else "a text" if kind is str else "a text or a whole number"
    return LineError(f'"{name}" = {json.dumps(found)[:SHOWN_CHARS]} is not {wanted}')


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
