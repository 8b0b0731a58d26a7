"""Documents for the Discord tests: built as the domain builds them, from invented articles."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.article import Article, Part, Revision, StoredArticle
from bot.domain.claim import DisputeKind, Status
from bot.domain.document import (
    Action,
    Block,
    DisputeCard,
    Divider,
    Document,
    Heading,
    Line,
    Listing,
    Prose,
    Side,
    StoryCard,
    UnansweredCard,
    quote,
)

FETCHED = datetime(2026, 3, 5, 8, tzinfo=UTC)
PUBLISHED = datetime(2026, 3, 4, 17, 30, tzinfo=UTC)


def line(
    text: str,
    *,
    article: str = "ar_1",
    publisher: str = "Harbour Post",
    link: str | None = "https://harbour.example/quay",
    file: str | None = None,
    published_at: datetime | None = PUBLISHED,
) -> Line:
    """A whole body as one verbatim line."""
    stored = StoredArticle(
        article=Article(
            id=article,
            source_id="src_1",
            key=article,
            publisher=publisher,
            link=link,
            file=file,
            first_seen_at=FETCHED,
        ),
        revision=Revision(
            id=f"rev_{article}",
            article_id=article,
            number=1,
            title=text,
            body=text,
            digest="0" * 64,
            lang="en",
            published_at=published_at,
            fetched_at=FETCHED,
        ),
    )
    return quote(stored, part=Part.BODY, start=0, end=len(text))


def story(*lines: Line, headline: Line | None = None, story_id: str = "st_1") -> StoryCard:
    """A story card with plausible counts."""
    return StoryCard(
        story_id=story_id,
        headline=headline or line("Quay wall gives way after storm"),
        lines=lines,
        articles=3,
        publishers=2,
        families=1,
    )


def side(label: str, speaker: str | None, *lines: Line, publishers: int = 1, families: int = 1) -> Side:
    """One side of a dispute, seen on one day."""
    return Side(
        label=label,
        speaker=speaker,
        lines=lines,
        publishers=publishers,
        families=families,
        first_at=PUBLISHED,
        last_at=PUBLISHED,
    )


def dispute(*sides: Side, dispute_id: str = "dp_1") -> DisputeCard:
    """A denied claim."""
    return DisputeCard(
        dispute_id=dispute_id,
        story_id="st_1",
        kinds=(DisputeKind.DENIAL,),
        status=Status.DENIED,
        sides=sides,
        rule="denial.cue",
        confidence=0.8,
    )


def denied_claim() -> DisputeCard:
    """The dispute of the overview: one side online, the other from a file without date."""
    claim = line("The dockers' union says the port ignored two warnings.", article="ar_2")
    denial = line(
        "The port authority denies that any warning reached it.",
        article="ar_3",
        publisher="Strait Gazette",
        link=None,
        file="inbox/authority.txt",
        published_at=None,
    )
    return dispute(
        side("Allegation", "the dockers' union", claim, publishers=2), side("Denial", "the port authority", denial)
    )


def document(*blocks: Block, title: str = "Briefing for harbour-news", actions: tuple[Action, ...] = ()) -> Document:
    """A document around the given blocks."""
    return Document(title=title, blocks=blocks, actions=actions)


def overview() -> Document:
    """A briefing's overview with every kind of block."""
    unlinked = UnansweredCard(
        line=line("The ministry denied it.", article="ar_4", publisher="Coast_Wire"),
        speaker=None,
        note="A denial; the claim it answers was not found.",
    )
    return document(
        Prose(text="4 Mar 08:00 to 5 Mar 08:00, Europe/Lisbon. 12 sources read, 1 failed.", small=True),
        Heading(text="Stories"),
        story(
            line("The quay wall *gave way* on Tuesday night, @everyone was told."),
            line("Nobody was hurt.", article="ar_5", publisher="Strait Gazette", link="https://gazette.example/a(b)"),
        ),
        Heading(text="Disputed claims"),
        denied_claim(),
        Divider(),
        Heading(text="Unlinked"),
        unlinked,
        Listing(rows=(("story st_1", "the whole story"), ("disputes", "every disputed claim"))),
        actions=(Action(label="More", command="story st_1"), Action(label="Both sides", command="dispute dp_1")),
    )
