"""How much a story matters to an audience, as points that each have their reason (docs/decisions/0029). Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.briefing.carriers import carriers
from bot.briefing.material import StoryMaterial
from bot.briefing.phrases import ago, counted
from bot.domain.article import StoredArticle
from bot.domain.document import Reason

# Weights, in units of one doubling of independent publishers.
TEXTS_WEIGHT = 0.5
DISPUTE_WEIGHT = 1.0
AGE_PENALTY_PER_DAY = 1.0
TOLD_PENALTY = 1.0  # of a story of which the last briefing could tell everything
# Grades of the Admiralty code; F is "cannot be judged", which speaks neither for a source nor against it.
GRADES = {"A": 0.5, "B": 0.25, "C": 0.0, "D": -0.25, "E": -0.5, "F": 0.0}
UNGRADED = "F"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint:
    """For whom and when a rank is reckoned.

    `grades` are those of the sources by their ids, `told` until when the audience's last delivered briefing told of
    each story in it.
    """

    now: datetime
    grades: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, datetime] = field(default_factory=dict)


def reasons(material: StoryMaterial, standpoint: Standpoint) -> tuple[Reason, ...]:
    """Return the points of a story with their reasons; their sum is its weight."""
    return tuple(_reasons(material, standpoint))


def weight(found: Sequence[Reason]) -> float:
    """Return what the points add up to."""
    return sum(reason.points for reason in found)


def _reasons(material: StoryMaterial, standpoint: Standpoint) -> Iterator[Reason]:
    carried = carriers(material.articles)
    # Publishers of unknown ownership are not independent of each other, but one of them has published it.
    unknown = "publishers of unknown ownership, counted as one"
    publishers = counted(carried.families, "independent publisher") if carried.families else unknown
    yield Reason(name="publishers", points=math.log2(1 + max(1, carried.families)), told=publishers)
    texts = counted(carried.texts, "different text")
    yield Reason(name="texts", points=TEXTS_WEIGHT * math.log2(1 + carried.texts), told=texts)
    if material.disputes:
        disputes = counted(len(material.disputes), "disputed claim")
        yield Reason(name="dispute", points=DISPUTE_WEIGHT, told=disputes)
    age = max(timedelta(0), standpoint.now - material.story.updated_at)
    days = age.total_seconds() / 86_400
    yield Reason(name="age", points=-AGE_PENALTY_PER_DAY * days, told=f"last news {ago(age)} before")
    yield from _reliability(material, standpoint.grades)
    yield from _novelty(material, carried.texts, standpoint.told.get(material.story.id))


def _reliability(material: StoryMaterial, grades: Mapping[str, str]) -> Iterator[Reason]:
    """Yield what the best source that carries a story is worth, where one of them was graded at all."""
    graded = [(grades.get(one.article.source_id, UNGRADED), one.article.publisher) for one in material.articles]
    if all(grade == UNGRADED for grade, _ in graded):
        return
    grade, publisher = max(graded, key=lambda pair: GRADES[pair[0]])
    told = f"its best source is graded {grade}: {publisher}" if grade != UNGRADED else "its best source is not graded"
    yield Reason(name="reliability", points=GRADES[grade], told=told)


def _novelty(material: StoryMaterial, texts: int, until_at: datetime | None) -> Iterator[Reason]:
    """Yield how much of a story its audience was told; a later copy of a text that was told is not new."""
    if until_at is None:
        return
    known = carriers(_read_until(material.articles, until_at)).texts
    told = f"{known} of {counted(texts, 'text')} had come before the last briefing"
    yield Reason(name="told before", points=-TOLD_PENALTY * known / texts, told=told)


def _read_until(articles: Sequence[StoredArticle], until_at: datetime) -> list[StoredArticle]:
    return [stored for stored in articles if stored.revision.fetched_at <= until_at]
