"""Which stories an audience gets, and in which order. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.briefing.material import StoryMaterial
from bot.briefing.rank import Standpoint, reasons, weight
from bot.briefing.topical import matches


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The chosen stories, best first, each with the reasons of its rank, and how many others matched."""

    chosen: tuple[StoryMaterial, ...]
    left_out: int


def select(
    candidates: Sequence[StoryMaterial], *, topics: Sequence[str], length: int, standpoint: Standpoint
) -> Selection:
    """Return the `length` best stories of an audience's topics; no topics means all stories."""
    wanted = [
        replace(material, reasons=reasons(material, standpoint))
        for material in candidates
        if not topics or any(matches(topic, stored) for topic in topics for stored in material.articles)
    ]
    ranked = sorted(wanted, key=lambda material: (-weight(material.reasons), material.story.id))
    return Selection(chosen=tuple(ranked[:length]), left_out=max(0, len(ranked) - length))
