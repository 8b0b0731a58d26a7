"""A small newsroom for command conversations: memory stores, a fixed clock, plain stand-ins for the briefing side."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.analysis.decide import Decider
from bot.briefing.explainer import Explainer
from bot.briefing.preview import Previewer
from bot.briefing.review import Reviewer
from bot.claims.history.rulings import rulings
from bot.commands.decide import may_decide
from bot.commands.router import build_answer, build_handlers, build_welcome
from bot.commands.suggest import Completer
from bot.delivery import words
from bot.domain.article import Article, Part, Revision, Source, SourceKind, Span, StoredArticle
from bot.domain.audience import Audience, Place, Platform
from bot.domain.briefing import Briefing
from bot.domain.call import Answer
from bot.domain.claim import (
    Dispute,
    DisputeKind,
    EvidenceRole,
    EvidenceSpan,
    Mention,
    Pair,
    Status,
    StatusChange,
)
from bot.domain.decision import ruling_of
from bot.domain.document import (
    DisputeCard,
    Document,
    EvidenceCard,
    Heading,
    HitCard,
    Line,
    Listing,
    Prose,
    Side,
    StoryCard,
    quote,
)
from bot.domain.stores import SaveDispute
from bot.domain.story import Story
from bot.ingest.normalise import clean_title
from bot.schedule.plan import next_fire, parse_schedule
from bot.store.memory.stores import memory_stores
from bot.store.stores import Stores
from tests.builders.briefers import briefer_of, gatherer_of

NOW = datetime(2026, 3, 4, 7, 30, tzinfo=UTC)  # a Wednesday
CLAIM = "The harbour board says the crane was inspected in January."
DENIAL = "The dockers' union denies that any inspection took place."
TITLES = ("Crane falls in Tarn harbour", "Harbour crane: union speaks", "Ferry line to Esk reopens")


class FixedClock:
    """Implements Clock: always NOW."""

    def now(self) -> datetime:
        return NOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The stores and what is bound to them."""

    stores: Stores
    answer: Answer
    welcome: Answer
    completer: Completer


def place(channel: str) -> Place:
    return Place(platform=Platform.SLACK, workspace_id="T1", channel_id=channel)


def next_run(schedule: str, zone: str, now: datetime) -> datetime:
    """Implements NextRun as the application does."""
    return next_fire(parse_schedule(schedule), ZoneInfo(zone), now)


async def open_desk(servers: Collection[str] = ()) -> Desk:
    """Return a desk with three articles in two stories, one dispute, and a channel C1 set in the settings file."""
    stores = memory_stores()
    await stores.sources.import_sources(sources())
    stored = articles()
    for item in stored:
        await stores.articles.add(item.article, item.revision)
    for story in (
        Story(id="st_crane", article_ids=("a0", "a1"), opened_at=NOW, updated_at=NOW),
        Story(id="st_ferry", article_ids=("a2",), opened_at=NOW, updated_at=NOW - timedelta(hours=1)),
    ):
        await stores.stories.open_story(story)
    await stores.disputes.apply([SaveDispute(dispute=dispute(stored))])
    await stores.audiences.import_audiences([file_audience()], NOW)
    await stores.deliveries.remember(briefing(), [], None)
    return Desk(
        stores=stores,
        answer=bind(stores, stored, servers),
        welcome=build_welcome(audiences=stores.audiences, next_run=next_run, clock=FixedClock()),
        completer=completer(stores),
    )


def sources() -> list[Source]:
    rows = (("s1", "Tarn Post", ("politics",)), ("s2", "Esk Radio", ("transport", "World")))
    return [
        Source(
            id=key, kind=SourceKind.FEED, location=f"https://{key}.example", name=name, publisher=name, topics=topics
        )
        for key, name, topics in rows
    ]


def articles() -> list[StoredArticle]:
    bodies = (CLAIM, DENIAL, "The ferry runs again.")
    return [
        StoredArticle(
            article=Article(id=f"a{n}", source_id="s1", key=str(n), publisher="Tarn Post", first_seen_at=NOW),
            revision=Revision(
                id=f"r{n}",
                article_id=f"a{n}",
                number=1,
                title=title,
                body=body,
                digest=str(n),
                lang="en",
                published_at=None,
                fetched_at=NOW,
            ),
        )
        for n, (title, body) in enumerate(zip(TITLES, bodies, strict=True))
    ]


def dispute(stored: Sequence[StoredArticle]) -> Dispute:
    claim, response = (
        Mention(
            article_id=item.article.id,
            span=Span(revision_id=item.revision.id, part=Part.BODY, start=0, end=len(item.revision.body)),
            speaker=speaker,
        )
        for item, speaker in zip(stored, ("harbour board", "dockers' union"), strict=False)
    )
    kinds = (DisputeKind.DENIAL,)
    return Dispute(
        id="dsp_crane",
        story_id="st_crane",
        pairs=(
            Pair(
                claim=claim,
                response=response,
                kinds=kinds,
                rule="deny.clause",
                confidence=0.84,
                evidence=evidence(stored),
            ),
        ),
        kinds=kinds,
        status=Status.DENIED,
        history=(StatusChange(at=NOW, status=Status.DENIED, evidence=response.span, note="first found"),),
        first_seen_at=NOW,
        updated_at=NOW,
    )


def evidence(stored: Sequence[StoredArticle]) -> tuple[EvidenceSpan, ...]:
    def span(of: StoredArticle, text: str) -> Span:
        start = of.revision.body.index(text)
        return Span(revision_id=of.revision.id, part=Part.BODY, start=start, end=start + len(text))

    return (
        EvidenceSpan(role=EvidenceRole.CUE, span=span(stored[1], "denies")),
        EvidenceSpan(role=EvidenceRole.CLAIM, span=span(stored[0], "says")),
    )


def file_audience() -> Audience:
    return Audience(
        id="aud_file",
        place=place("C1"),
        name="World desk",
        schedule="weekdays 08:00",
        zone="Europe/Berlin",
        topics=("World",),
        schedule_since_at=NOW - timedelta(days=7),
    )


def briefing() -> Briefing:
    made = NOW - timedelta(minutes=30)
    overview = Document(title="World desk · Wed 4 March 2026", blocks=(Prose(text="1 story from 2 articles"),))
    return Briefing(
        id="brf_1",
        audience_id="aud_file",
        slot_at=made,
        window_start_at=None,
        window_end_at=made,
        created_at=made,
        overview=overview,
    )


def bind(stores: Stores, stored: Sequence[StoredArticle], servers: Collection[str] = ()) -> Answer:
    """Return the real handlers over the stores, with plain documents in the place of the briefing side.

    `servers` are the Discord servers in which flags are decided.
    """
    ids = itertools.count(1)

    async def brief_now(audience: Audience, *, topics: Sequence[str], now: datetime) -> Document:
        about = ", ".join(topics) or "everything"
        return Document(title=audience.name, blocks=(Prose(text=f"New on {about}, times in {audience.zone}"),))

    async def story_document(story_id: str) -> Document | None:
        story = await stores.stories.get(story_id)
        if story is None:
            return None
        first = next(item for item in stored if item.article.id == story.article_ids[0])
        card = StoryCard(
            story_id=story.id,
            headline=title_of(first),
            lines=(),
            articles=len(story.article_ids),
            publishers=1,
            families=0,
        )
        return Document(title=f"Story {story.id}", blocks=(card,))

    async def dispute_cards(*, topic: str | None, limit: int) -> Sequence[DisputeCard]:
        matching = topic is None or topic.casefold() in {"politics", "crane"}
        ruled = rulings(await stores.disputes.decisions())
        recent = [found for found in await stores.disputes.recent(limit) if not ruled.dismissed(found.id)]
        return [card_of(found, stored) for found in recent if matching]

    async def dispute_document(dispute_id: str) -> Document | None:
        found = await stores.disputes.get(dispute_id)
        if found is None:
            return None
        judged = rulings(await stores.disputes.decisions()).judged.get(found.id)
        card = replace(card_of(found, stored), ruling=ruling_of(judged) if judged else None)
        return Document(title=f"Dispute {found.id}", blocks=(card,))

    handlers = build_handlers(
        audiences=stores.audiences,
        deliveries=stores.deliveries,
        sources=stores.sources,
        stories=stores.stories,
        articles=stores.articles,
        article_search=stores.search,
        next_run=next_run,
        brief_now=brief_now,
        story_document=story_document,
        dispute_cards=dispute_cards,
        dispute_document=dispute_document,
        statements_document=reviewer(stores).statements,
        review_document=reviewer(stores).review,
        decide=Decider(
            articles=stores.articles,
            disputes=stores.disputes,
            clean=clean_title,
            mint=lambda prefix: f"{prefix}_{next(ids)}",
        ).decide,
        may_decide=partial(may_decide, servers=servers),
        explain=explainer(stores).explain,
        preview_topic=Previewer(sources=stores.sources, stories=stores.stories, articles=stores.articles).preview,
        mint=lambda prefix: f"{prefix}_{next(ids)}",
    )
    return build_answer(handlers, clock=FixedClock(), names={Platform.DISCORD: "/news"})


def explainer(stores: Stores) -> Explainer:
    gatherer = gatherer_of(stores)
    briefer = briefer_of(stores, gatherer, mint=str)
    return Explainer(stories=stores.stories, disputes=stores.disputes, gatherer=gatherer, briefer=briefer)


def reviewer(stores: Stores) -> Reviewer:
    gatherer = gatherer_of(stores)
    return Reviewer(disputes=stores.disputes, gatherer=gatherer, briefer=briefer_of(stores, gatherer, mint=str))


def completer(stores: Stores) -> Completer:
    return Completer(
        audiences=stores.audiences,
        sources=stores.sources,
        stories=stores.stories,
        articles=stores.articles,
        disputes=stores.disputes,
    )


def title_of(stored: StoredArticle) -> Line:
    return quote(stored, part=Part.TITLE, start=0, end=len(stored.revision.title))


def card_of(found: Dispute, stored: Sequence[StoredArticle]) -> DisputeCard:
    by_revision = {item.revision.id: item for item in stored}

    def side(label: str, mention: Mention) -> Side:
        span = mention.span
        line = quote(by_revision[span.revision_id], part=span.part, start=span.start, end=span.end)
        return Side(
            label=label, speaker=mention.speaker, lines=(line,), publishers=1, families=0, first_at=None, last_at=None
        )

    pair = found.pairs[0]
    return DisputeCard(
        dispute_id=found.id,
        story_id=found.story_id,
        kinds=found.kinds,
        status=found.status,
        sides=(side("Allegation", pair.claim), side("Denial", pair.response)),
        rule=pair.rule,
        confidence=pair.confidence,
    )


def marked(card: HitCard, line: Line) -> str:
    """Return a quotation with the words that were looked for between signs of our own."""
    return "".join(f"»{piece}«" if found else piece for piece, found in words.hit_pieces(card, line))


def plain(document: Document) -> str:
    """Return a document as the conversations write it: title, blocks, then what its buttons type.

    How often a rule was right is measured anew now and then, so it is left out.
    """
    lines = [f"  {document.title}"]
    for block in document.blocks:
        match block:
            case Heading() | Prose():
                lines.append(f"    {block.text}")
            case Listing():
                lines += (f"    - {code} | {'…' if code == 'measured' else text}" for code, text in block.rows)
            case StoryCard():
                lines.append(f"    STORY {block.story_id} “{block.headline.text}” {block.articles} articles")
            case DisputeCard():
                lines.append(f"    DISPUTE {block.dispute_id}")
                lines += (f"      {side.label} · {side.speaker}: “{side.lines[0].text}”" for side in block.sides)
                lines += [f"      {words.ruling(block.ruling)}"] if block.ruling else []
            case EvidenceCard():
                lines.append(f"    {words.heads(block)}: “{block.line.text}”")
                lines += (f"      {role}: {', '.join(found)}" for role, found in words.did(block))
            case HitCard():
                story = f" {block.story_id}" if block.story_id else ""
                lines.append(f"    HIT {block.number}.{story} “{marked(block, block.lines[0])}”")
                lines += (f"      “{marked(block, line)}”" for line in block.lines[1:])
                lines += [f"      {block.note}"] if block.note else []
            case _:
                lines.append(f"    {block.kind}")
    lines += (f"    [{action.label}] {action.command}" for action in document.actions)
    return "\n".join(lines)
