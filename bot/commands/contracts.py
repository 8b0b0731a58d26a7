"""What a handler is given, and the callables the application lends it. Each docstring is a contract."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.commands.grammar import Parsed
from bot.domain.audience import Audience
from bot.domain.call import Call
from bot.domain.decision import Decision, Editor, Order
from bot.domain.document import DisputeCard, Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One use of a verb. `command` is what people type on this platform ("/brief"); `now` is an aware UTC instant."""

    call: Call
    parsed: Parsed
    command: str
    now: datetime


Handler = Callable[[Request], Awaitable[Document]]


class BriefNow(Protocol):
    """Makes a private briefing; stores nothing and moves no window."""

    async def __call__(self, audience: Audience, *, topics: Sequence[str], now: datetime) -> Document:
        """Return the overview of what is new for `audience` on `topics` (empty: everything).

        `audience` gives name, zone and length; where a channel has none of its own it is made up and not stored.
        """
        ...


class StoryDocument(Protocol):
    """Shows one story."""

    async def __call__(self, story_id: str) -> Document | None:
        """Return everything about a story, following merges, or None when there is none."""
        ...


class DisputeCards(Protocol):
    """Shows the latest disputes."""

    async def __call__(self, *, topic: str | None, limit: int) -> Sequence[DisputeCard]:
        """Return live disputes, the most recently updated first, of stories on `topic` (None: of all)."""
        ...


class DisputeDocument(Protocol):
    """Shows one dispute."""

    async def __call__(self, dispute_id: str) -> Document | None:
        """Return a dispute with all its sides and its history, following merges, or None when there is none."""
        ...


class Preview(Protocol):
    """Shows what a topic would bring; stores and sends nothing."""

    async def __call__(self, typed: str, *, now: datetime) -> Document:
        """Return which stories of the last days a topic means and why, and which it nearly means.

        Raises:
            CommandError: The rule cannot be read; the text says where and names the fix.
        """
        ...


class Decide(Protocol):
    """Carries out what an editor decides about a flag."""

    async def __call__(self, order: Order, *, by: Editor, now: datetime) -> Decision:
        """Store the decision with what follows from it, and return it.

        Raises:
            CommandError: It cannot be carried out; the answer says what to do instead.
        """
        ...


class MayDecide(Protocol):
    """Tells who decides. Pure."""

    def __call__(self, call: Call) -> bool:
        """Return whether the caller may decide about flags from where they call."""
        ...


class ReviewDocument(Protocol):
    """Shows flags to look at again."""

    async def __call__(self) -> Document:
        """Return the judged flags about which something new was said since."""
        ...


class Explain(Protocol):
    """Says why."""

    async def __call__(
        self, wanted: str, *, audiences: Sequence[Audience], zone: str, now: datetime
    ) -> Document | None:
        """Return why a dispute is flagged, or why a story is in the briefings of `audiences` or not.

        Follows merges; None when `wanted` is the id of neither. Times of a dispute are those of `zone`.
        """
        ...


class NextRun(Protocol):
    """Reads a schedule. Pure."""

    def __call__(self, schedule: str, zone: str, now: datetime) -> datetime | None:
        """Return the first instant after `now` (UTC), or None when the schedule never fires.

        Raises:
            ValueError: The schedule cannot be read, or never comes; the text says what to write instead.
        """
        ...
