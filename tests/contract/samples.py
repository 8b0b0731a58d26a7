"""Values to store: each function builds a plain one and takes the fields that matter to a test."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.article import Article, Part, Revision, Source, SourceKind, Span, StoredArticle
from bot.domain.audience import Audience, MissedRuns, Place, Platform, Slot
from bot.domain.briefing import Briefing
from bot.domain.claim import (
    Dispute,
    DisputeKind,
    EvidenceRole,
    EvidenceSpan,
    Mention,
    Pair,
    Polarity,
    Statement,
    Status,
    StatusChange,
)
from bot.domain.delivery import Delivery
from bot.domain.document import (
    Action,
    ChangeCard,
    CorrectionCard,
    DisputeCard,
    Divider,
    Document,
    EvidenceCard,
    Heading,
    HitCard,
    Listing,
    Prose,
    Side,
    SourceCard,
    StoryCard,
    UnansweredCard,
    quote,
)
from bot.domain.story import Story

NOW = datetime(2026, 3, 2, 8, 0, 0, 123456, tzinfo=UTC)
BODY = "The mayor said the bridge is safe. The engineer denied this."


def minutes(count: float) -> datetime:
    """Return NOW moved by so many minutes."""
    return NOW + timedelta(minutes=count)


def source(name: str = "gazette", **changes: Any) -> Source:
    values: dict[str, Any] = {
        "id": f"src_{name}",
        "kind": SourceKind.FEED,
        "location": f"https://{name}.example/feed",
        "name": name,
        "publisher": name.title(),
        "topics": ("world", "ünicode"),
    }
    return Source(**values | changes)


def article(name: str = "a1", **changes: Any) -> Article:
    values: dict[str, Any] = {
        "id": name,
        "source_id": "src_gazette",
        "key": f"https://gazette.example/{name}",
        "publisher": "Gazette",
        "topics": ("world",),
        "first_seen_at": NOW,
    }
    return Article(**values | changes)


def revision(article_id: str = "a1", number: int = 1, **changes: Any) -> Revision:
    values: dict[str, Any] = {
        "id": f"{article_id}-r{number}",
        "article_id": article_id,
        "number": number,
        "title": "Bridge",
        "body": BODY,
        "digest": f"digest-{number}",
        "lang": "en",
        "published_at": None,
        "fetched_at": NOW,
    }
    return Revision(**values | changes)


def span(start: int, end: int, *, of: str = "a1-r1", part: Part = Part.BODY) -> Span:
    return Span(revision_id=of, part=part, start=start, end=end)


def statement(name: str = "s1", start: int = 0, *, of: str = "a1-r1", **changes: Any) -> Statement:
    values: dict[str, Any] = {
        "id": name,
        "source": span(start, start + 9, of=of),
        "cue": span(start + 10, start + 14, of=of),
        "content": span(start + 15, start + 30, of=of),
        "speaker": "The mayor",
        "polarity": Polarity.ASSERTS,
        "hedged": False,
        "rule": "cue-verb",
    }
    return Statement(**values | changes)


def story(name: str = "st1", *article_ids: str, **changes: Any) -> Story:
    values: dict[str, Any] = {"id": name, "article_ids": article_ids, "opened_at": NOW, "updated_at": NOW}
    return Story(**values | changes)


def dispute(name: str = "d1", **changes: Any) -> Dispute:
    claim = Mention(article_id="a1", span=span(0, 34), speaker="The mayor")
    response = Mention(article_id="a1", span=span(35, 60), speaker=None)
    kinds = (DisputeKind.DENIAL, DisputeKind.FIGURES)
    cue = EvidenceSpan(role=EvidenceRole.CUE, span=span(39, 45))
    values: dict[str, Any] = {
        "id": name,
        "story_id": "st1",
        "pairs": (Pair(claim=claim, response=response, kinds=kinds, rule="denial", confidence=0.75, evidence=(cue,)),),
        "kinds": kinds,
        "status": Status.DENIED,
        "history": (StatusChange(at=NOW, status=Status.DENIED, evidence=span(35, 60), note="first seen"),),
        "first_seen_at": NOW,
        "updated_at": NOW,
    }
    return Dispute(**values | changes)


def place(channel: str = "C1", platform: Platform = Platform.SLACK) -> Place:
    return Place(platform=platform, workspace_id="T1", channel_id=channel)


def audience(name: str = "news", **changes: Any) -> Audience:
    values: dict[str, Any] = {
        "id": f"aud_{name}",
        "place": place(),
        "name": name,
        "schedule": "weekdays 08:00",
        "zone": "Europe/Berlin",
        "topics": ("world",),
        "missed": MissedRuns.ALL,
        "schedule_since_at": NOW,
    }
    return Audience(**values | changes)


def slot(at: datetime = NOW, **changes: Any) -> Slot:
    values: dict[str, Any] = {
        "audience_id": "aud_news",
        "kind": "briefing",
        "scheduled_at": at,
        "local_time": "2026-03-02T09:00",
        "zone": "Europe/Berlin",
    }
    return Slot(**values | changes)


def document() -> Document:
    """Return a document with one block of each kind."""
    stored = StoredArticle(article=article(), revision=revision(published_at=NOW))
    claim, denial = (quote(stored, part=Part.BODY, start=start, end=end) for start, end in ((0, 34), (35, 60)))
    title = quote(stored, part=Part.TITLE, start=0, end=6)
    sides = tuple(
        Side(label=label, speaker=None, lines=(line,), publishers=1, families=0, first_at=NOW, last_at=None)
        for label, line in (("Allegation", claim), ("Denial", denial))
    )
    card = DisputeCard(
        dispute_id="d1",
        story_id="st1",
        kinds=(DisputeKind.DENIAL,),
        status=Status.DENIED,
        sides=sides,
        rule="denial",
        confidence=0.75,
    )
    told = StoryCard(story_id="st1", headline=title, lines=(claim, denial), articles=1, publishers=1, families=1)
    blocks = (
        Heading(text="Today"),
        Prose(text="One of one source read.", small=True),
        Listing(rows=(("/brief now", "now"),)),
        told,
        card,
        UnansweredCard(line=denial, speaker="The engineer", note="unlinked"),
        ChangeCard(at=NOW, status=Status.CONFIRMED, by=("the court",), note="rule confirm.body", line=denial),
        EvidenceCard(
            heads=(("Denial", None),),
            line=denial,
            words=(("fired the rule", quote(stored, part=Part.BODY, start=39, end=45)),),
        ),
        CorrectionCard(was=claim, now=title, sides=sides[1:]),
        HitCard(number=1, title=title, passage=claim, marks=(title.citation.span,), cut=(False, True), note="found"),
        SourceCard(source_id="src_1", name="Gazette", condition="broken", told="HTTP 404", next_poll_at=NOW, news=True),
        Divider(),
    )
    return Document(title="Briefing", blocks=blocks, actions=(Action(label="More", command="story st1"),))


def briefing(name: str = "b1", **changes: Any) -> Briefing:
    values: dict[str, Any] = {
        "id": name,
        "audience_id": "aud_news",
        "slot_at": NOW,
        "window_start_at": None,
        "window_end_at": NOW,
        "created_at": NOW,
        "overview": document(),
        "details": (document(),),
    }
    return Briefing(**values | changes)


def delivery(of: str = "b1", part: int = 0, **changes: Any) -> Delivery:
    values: dict[str, Any] = {
        "id": f"dl_{of}_{part}",
        "briefing_id": of,
        "audience_id": "aud_news",
        "place": place(),
        "part": part,
        "key": f"key-{of}-{part}",
        "next_attempt_at": NOW,
    }
    return Delivery(**values | changes)
