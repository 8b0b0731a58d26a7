"""Short ways to make invented articles, stories and disputes for tests."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.article import Article, Part, Revision, Span, StoredArticle
from bot.domain.claim import Dispute, DisputeKind, Mention, Pair, Status, StatusChange
from bot.domain.document import EvidenceCard, Line
from bot.domain.story import Story

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def stored(
    name: str,
    body: str,
    *,
    title: str = "A title",
    publisher: str = "Harbour Post",
    family: str = "harbour",
    wire: str | None = None,
    link: str | None = None,
    topics: tuple[str, ...] = (),
    number: int = 1,
) -> StoredArticle:
    """Return an invented article with one revision; ids follow from `name` and `number`."""
    article = Article(
        id=f"art_{name}",
        source_id="src_1",
        key=name,
        publisher=publisher,
        family=family,
        link=link or f"https://harbour.example/{name}",
        wire=wire,
        topics=topics,
        first_seen_at=NOON,
    )
    revision = Revision(
        id=f"rev_{name}_{number}",
        article_id=article.id,
        number=number,
        title=title,
        body=body,
        digest=digest(title, body),
        lang="en",
        published_at=NOON,
        fetched_at=NOON,
    )
    return StoredArticle(article=article, revision=revision)


def digest(title: str, body: str) -> str:
    """Return what tells "same" and "changed" apart."""
    return hashlib.sha256(f"{title}\n{body}".encode()).hexdigest()


def story(name: str, *articles: StoredArticle, updated_at: datetime = NOON) -> Story:
    """Return a story that holds the given articles."""
    ids = tuple(one.article.id for one in articles)
    return Story(id=f"sto_{name}", article_ids=ids, opened_at=NOON, updated_at=updated_at)


def mention(one: StoredArticle, words: str, speaker: str | None) -> Mention:
    """Return a mention of the first place in the body where `words` stand."""
    start = one.revision.body.index(words)
    span = Span(revision_id=one.revision.id, part=Part.BODY, start=start, end=start + len(words))
    return Mention(article_id=one.article.id, span=span, speaker=speaker)


def dispute(
    name: str,
    claim: Mention,
    response: Mention,
    *more: tuple[Mention, Mention],
    kind: DisputeKind = DisputeKind.DENIAL,
    story_id: str = "sto_bridge",
) -> Dispute:
    """Return a live dispute whose pairs are (claim, response) and `more`."""
    pairs = tuple(
        Pair(claim=one, response=other, kinds=(kind,), rule="denial.test", confidence=0.9)
        for one, other in ((claim, response), *more)
    )
    change = StatusChange(at=NOON, status=Status.DENIED, evidence=response.span, note="first seen")
    return Dispute(
        id=f"dsp_{name}",
        story_id=story_id,
        pairs=pairs,
        kinds=(kind,),
        status=Status.DENIED,
        history=(change,),
        first_seen_at=NOON,
        updated_at=NOON,
    )


def evidence_card(line: Line, start: int, end: int, *, role: str, label: str, speaker: str | None) -> EvidenceCard:
    """Return a card whose one word is the part [start, end) of its sentence."""
    span = line.citation.span
    inside = replace(span, start=span.start + start, end=span.start + end)
    word = Line(text=line.text[start:end], citation=replace(line.citation, span=inside))
    return EvidenceCard(heads=((label, speaker),), line=line, words=((role, word),))
