"""A story of five days, analysed as its articles come in, and what the store then tells of its disputes.

`python -m tests.golden.replay` writes the golden text anew. Look at the difference, then commit it. The text names
days, statuses, who confirmed and which article is the evidence, and no words: better spans leave it as it is.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.analysis.pipeline import Analyst
from bot.domain.article import Article, Revision, StoredArticle
from bot.domain.claim import Dispute, StatusChange
from bot.pool.processes import InlinePool
from bot.store.memory import memory_stores
from bot.store.stores import Stores
from tests.builders.articles import digest

REPLAYS = Path(__file__).parent / "replays"
STORY, GOLDEN = REPLAYS / "river.txt", REPLAYS / "river.history.txt"
FIRST_DAY = datetime(2026, 3, 2, tzinfo=UTC)  # a Monday
READ_AFTER = timedelta(minutes=10)  # an article is fetched and analysed so long after it was published


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article and when it was published."""

    stored: StoredArticle
    at: datetime


def arrivals(path: Path = STORY) -> list[Arrival]:
    """Return the articles of a replay in the order of their publication."""
    blocks = path.read_text("utf-8").removeprefix("# ").split("\n# ")
    return [_arrival(block.strip()) for block in blocks]


def _arrival(block: str) -> Arrival:
    head, title, body = block.split("\n", 2)
    when, key, publisher, family, wire = (part.strip() for part in head.split("|"))
    _, day, clock = when.split()
    at = FIRST_DAY.replace(hour=int(clock[:2]), minute=int(clock[3:])) + timedelta(days=int(day) - 1)
    article = Article(
        id=f"art_{key}", source_id=f"src_{family or key}", key=key, publisher=publisher, family=family,
        wire=wire or None, first_seen_at=at + READ_AFTER,
    )  # fmt: skip
    revision = Revision(
        id=f"rev_{key}_1", article_id=article.id, number=1, title=title, body=body, digest=digest(title, body),
        lang="en", published_at=at, fetched_at=at + READ_AFTER,
    )  # fmt: skip
    return Arrival(StoredArticle(article=article, revision=revision), at)


def edited(arrival: Arrival, old: str, new: str, at: datetime) -> Arrival:
    """Return a later revision of an article in which some words were changed."""
    former = arrival.stored.revision
    assert old in former.body
    body = former.body.replace(old, new)
    number = former.number + 1
    revision = replace(
        former,
        id=f"rev_{arrival.stored.article.key}_{number}",
        number=number,
        body=body,
        digest=digest(former.title, body),
        fetched_at=at + READ_AFTER,
    )
    return Arrival(replace(arrival.stored, revision=revision), at)


def an_analyst(stores: Stores, **options: int) -> Analyst:
    """Return an analyst over the stores whose ids are numbered in order."""
    numbers = {prefix: itertools.count(1) for prefix in ("sto", "dsp")}
    return Analyst(
        articles=stores.articles,
        stories=stores.stories,
        disputes=stores.disputes,
        pool=InlinePool(),
        mint=lambda prefix: f"{prefix}_{next(numbers[prefix])}",
        **options,
    )


async def replay(stores: Stores, analyst: Analyst, arriving: Sequence[Arrival]) -> None:
    """Store and analyse articles one after the other, each as it is published."""
    for one in arriving:
        await stores.articles.add(one.stored.article, one.stored.revision)
        await analyst.analyse_due(one.at + READ_AFTER)


async def disputes_of(stores: Stores) -> list[Dispute]:
    """Return the disputes of all stories, oldest first."""
    stories = await stores.stories.recent(100)
    return [dispute for story in reversed(stories) for dispute in await stores.disputes.of_story(story.id)]


def told(disputes: Sequence[Dispute]) -> str:
    """Return disputes with their histories, a line for each change."""
    return "".join(f"{_head(one)}\n" + "".join(f"  {_line(line)}\n" for line in one.history) for one in disputes)


def _head(dispute: Dispute) -> str:
    parties = (f"{dispute.pairs[0].claim.speaker} / {dispute.pairs[0].response.speaker}", ", ".join(dispute.kinds))
    ended = "" if dispute.live else f" · merged into {dispute.merged_into}" if dispute.merged_into else " · ended"
    return " · ".join((dispute.id, *parties, dispute.status)) + ended


def _line(line: StatusChange) -> str:
    day = (line.at - FIRST_DAY).days + 1
    by = f" by {', '.join(line.by)}" if line.by else ""
    evidence = line.evidence.revision_id.removeprefix("rev_") if line.evidence else "-"
    return f"day {day} {line.at:%H:%M} | {line.status}{by} | {evidence}"


async def _record() -> str:
    stores = memory_stores()
    await replay(stores, an_analyst(stores), arrivals())
    return told(await disputes_of(stores))


if __name__ == "__main__":
    GOLDEN.write_text(asyncio.run(_record()), "utf-8")
