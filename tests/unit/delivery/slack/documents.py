"""Documents for tests of the Slack adapter: invented, short, with every kind of block."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.article import Part, Span
from bot.domain.claim import DisputeKind, Status
from bot.domain.document import (
    Action,
    Block,
    Citation,
    DisputeCard,
    Document,
    Line,
    Prose,
    Side,
    StoryCard,
)

FETCHED_AT = datetime(2026, 3, 5, 6, 0, tzinfo=UTC)
PUBLISHED_AT = datetime(2026, 3, 4, 18, 30, tzinfo=UTC)


def line(
    text: str,
    *,
    publisher: str = "Harbour Post",
    link: str | None = "https://post.example/1",
    file: str | None = None,
    published_at: datetime | None = PUBLISHED_AT,
) -> Line:
    """Return a quotation of its whole article."""
    return Line(
        text=text,
        citation=Citation(
            article_id="art_1",
            span=Span(revision_id="rev_1", part=Part.BODY, start=0, end=len(text)),
            publisher=publisher,
            link=link,
            file=file,
            published_at=published_at,
            fetched_at=FETCHED_AT,
        ),
    )


def story(*lines: Line, headline: Line | None = None) -> StoryCard:
    """Return a story that two publishers carry."""
    return StoryCard(
        story_id="sty_1",
        headline=headline or line("Ferry stays in port"),
        lines=lines,
        articles=3,
        publishers=2,
        families=1,
    )


def side(label: str, speaker: str | None, *lines: Line) -> Side:
    """Return a side of a dispute."""
    return Side(
        label=label,
        speaker=speaker,
        lines=lines,
        publishers=len(lines),
        families=1,
        first_at=PUBLISHED_AT,
        last_at=PUBLISHED_AT,
    )


def dispute(*sides: Side) -> DisputeCard:
    """Return a dispute, by default of a dockers' union and a port authority."""
    return DisputeCard(
        dispute_id="dsp_1",
        story_id="sty_1",
        kinds=(DisputeKind.DENIAL,),
        status=Status.DENIED,
        sides=sides
        or (
            side("Allegation", "Dockers' Union", line("The union alleges that the crane was never inspected.")),
            side("Denial", None, line("The port denied this.", link=None, file="port.txt", published_at=None)),
        ),
        rule="denial.explicit",
        confidence=0.84,
    )


def document(*blocks: Block, title: str = "Morning briefing", actions: tuple[Action, ...] = ()) -> Document:
    """Return a document, by default one story with its dispute and two buttons."""
    if not blocks:
        blocks = (story(line("The ferry stays in port until Friday.")), dispute())
        actions = actions or (
            Action(label="Both sides", command="dispute dsp_1"),
            Action(label="Why", command="why dsp_1"),
        )
    return Document(title=title, blocks=blocks, actions=actions)


def said(text: str) -> Document:
    """Return a document of one sentence of ours."""
    return replace(document(Prose(text=text)), title="Answer")
