"""Which stories an audience gets, and in which order. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.briefing.carriers import carriers
from bot.briefing.material import StoryMaterial
from bot.briefing.topical import matches

# Weights of the ranking, in units of "one doubling of independent publishers".
ARTICLES_WEIGHT = 0.5
DISPUTE_WEIGHT = 1.0
AGE_PENALTY_PER_DAY = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The chosen stories, best first, and how many others matched."""

    chosen: tuple[StoryMaterial, ...]
    left_out: int


def score(material: StoryMaterial, now: datetime) -> float:
    """Return how much a story matters: independent publishers, different texts, an open dispute, recency.

    Publishers of unknown ownership are not independent of each other, but one of them has published it.
    """
    carried = carriers(material.articles)
    age_days = max(0.0, (now - material.story.updated_at).total_seconds() / 86_400)
    return (
        math.log2(1 + max(1, carried.families))
        + ARTICLES_WEIGHT * math.log2(1 + carried.texts)
        + DISPUTE_WEIGHT * bool(material.disputes)
        - AGE_PENALTY_PER_DAY * age_days
    )


def select(candidates: Sequence[StoryMaterial], *, topics: Sequence[str], length: int, now: datetime) -> Selection:
    """Return the `length` best stories of an audience's topics; no topics means all stories."""
    wanted = [
        material
        for material in candidates
        if not topics or any(matches(topic, stored) for topic in topics for stored in material.articles)
    ]
    ranked = sorted(wanted, key=lambda material: (-score(material, now), material.story.id))
    return Selection(chosen=tuple(ranked[:length]), left_out=max(0, len(ranked) - length))
