"""Briefings: what one audience gets at one time, and what their messages say once they were corrected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.article import require_utc
from bot.domain.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """What one audience gets at one time: the overview, and one detail document per story for its thread.

    `window_start_at` to `window_end_at` is the content window. `slot_at` is None for a private answer, which never
    moves the window.

    A correction (rule 13) is a briefing too: `corrects` is the id of the briefing it corrects, `overview` goes into
    that one's thread, and details[n] takes the place of the message of its part `edits[n]`.
    """

    id: str
    audience_id: str
    slot_at: datetime | None
    window_start_at: datetime | None
    window_end_at: datetime
    created_at: datetime
    overview: Document
    details: tuple[Document, ...] = field(default=())
    corrects: str | None = None
    edits: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.corrects is not None and len(self.edits) != len(self.details):
            message = f"correction {self.id} replaces {len(self.edits)} messages by {len(self.details)}"
            raise ValueError(message)
        require_utc(
            slot_at=self.slot_at,
            window_start_at=self.window_start_at,
            window_end_at=self.window_end_at,
            created_at=self.created_at,
        )

    @property
    def documents(self) -> tuple[Document, ...]:
        """Return the overview and the details, in the order of their part numbers."""
        return (self.overview, *self.details)


def as_corrected(briefing: Briefing, corrections: Iterable[Briefing]) -> Briefing:
    """Return a briefing as its messages stand now; `corrections` are all of its own, oldest first."""
    documents = list(briefing.documents)
    for correction in corrections:
        for part, document in zip(correction.edits, correction.details, strict=True):
            documents[part] = document
    return replace(briefing, overview=documents[0], details=tuple(documents[1:]))
