"""What an audience was told before about each story, so that the next briefing can tell what is new. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.briefing import Briefing
from bot.domain.document import DisputeCard, StoryCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The words quoted about a story in an earlier briefing, and until when that one had read."""

    texts: tuple[str, ...]
    until_at: datetime


def told_by(briefing: Briefing | None, delivered_until_at: datetime | None) -> dict[str, Told]:
    """Return what a briefing told, by story id; nothing when it was never delivered."""
    if briefing is None or delivered_until_at is None or briefing.window_end_at > delivered_until_at:
        return {}
    texts: dict[str, list[str]] = {}
    for document in briefing.documents:
        for block in document.blocks:
            if isinstance(block, StoryCard):
                texts.setdefault(block.story_id, []).extend(line.text for line in (block.headline, *block.lines))
            elif isinstance(block, DisputeCard):
                texts.setdefault(block.story_id, []).extend(line.text for side in block.sides for line in side.lines)
    return {story: Told(texts=tuple(said), until_at=briefing.window_end_at) for story, said in texts.items()}
